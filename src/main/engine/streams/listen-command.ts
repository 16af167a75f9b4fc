import net from 'node:net'
import type { ConfigureCommand, ListenCommand } from '../../../shared/commands'
import type { EventOf } from '../../../shared/events'
import type { ServerTls } from '../layers/tls/options'

/** What a `listen` says: the server that Node makes of it, what its connections carry, what a `configure` makes of it. */

export function serverOf(command: ListenCommand): net.Server {
  const server = net.createServer({
    // Of a stream with TLS, the FIN comes behind its farewell.
    allowHalfOpen: command.allowHalfOpen === true || command.tls !== undefined,
    noDelay: command.noDelay ?? false,
    keepAlive: command.keepAlive ?? false,
    keepAliveInitialDelay: command.keepAliveInitialDelay ?? 0,
    // Node reads nothing ahead before it is asked for the first time.
    pauseOnConnect: command.reading === 'by-hand',
  })
  if (command.maxConnections !== undefined) server.maxConnections = command.maxConnections
  return server
}

export function isLayered({ tls, framing }: ListenCommand): boolean {
  return tls !== undefined || framing !== undefined
}

/** What stands above the streams of its connections, as events say it. `tls`: as soon as its certificate is there. */
export function layersOf(
  { framing }: ListenCommand,
  tls: ServerTls | undefined,
): Pick<EventOf<'layered'>, 'framing' | 'tls' | 'certificate'> {
  return { ...(tls && { tls: 'server', certificate: tls.certificate }), ...(framing && { framing }) }
}

/** The command that makes a listener as the change leaves it. */
export function changedBy(
  command: ListenCommand,
  { respond, maxConnections, framing }: ConfigureCommand,
): ListenCommand {
  const changed = { ...command, ...(respond && { respond }) }
  if (framing === null) delete changed.framing
  else if (framing) changed.framing = framing
  if (maxConnections === null) delete changed.maxConnections
  else if (maxConnections !== undefined) changed.maxConnections = maxConnections
  return changed
}
