import net from 'node:net'
import type { ConnectCommand } from '../../../shared/commands'
import type { Context } from '../context'
import { nativePath } from '../unix/address'
import type { Call } from './calling'
import { isNamed, namedOptions } from './named-call'

/** The socket of a call, and what Node is told for it. */

/** `staysOpen`: a layer answers the peer's FIN itself. */
export function newSocket(command: ConnectCommand, staysOpen: boolean): net.Socket {
  // keepAlive and its like count only here: connect() ignores them on a socket that exists.
  return new net.Socket({
    allowHalfOpen: command.allowHalfOpen === true || staysOpen,
    noDelay: command.noDelay ?? false,
    keepAlive: command.keepAlive ?? false,
    keepAliveInitialDelay: command.keepAliveInitialDelay ?? 0,
  } as net.SocketConstructorOpts)
}

export function callOptions(context: Context, call: Call): net.SocketConnectOpts {
  const { command, target } = call
  if (target.path !== undefined) return { path: nativePath(target.path) }
  const options: net.TcpNetConnectOpts = { host: target.host, port: target.port }
  const localAddress = context.spread.source(call)
  if (localAddress !== undefined) options.localAddress = localAddress
  if (command.localPort !== undefined) options.localPort = command.localPort
  return isNamed(command, target.host) ? { ...options, ...namedOptions(command, target.host) } : options
}
