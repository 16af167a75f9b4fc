import { isIP } from 'node:net'
import type { CommandOf, WatchCommand } from '../../../shared/commands'
import { LAB_CODES, LabFailure, labError } from '../../../shared/errors'
import { formatAddress } from '../../../shared/ids'
import type { Watched } from '../../../shared/watched'
import { processName } from '../../processes'
import { DONE, type Execution } from '../acting'
import type { Context } from '../context'
import { hostsOf } from './foreign'

/** What a `watch` is about. Throws LabFailure where there is nothing to watch, or it is the lab's own. */
export function watchable(context: Context, { port, host, pid }: WatchCommand): Watched {
  if (pid !== undefined) return watchableProcess(pid)
  if (host !== undefined && hostsOf(host).some((one) => isIP(one) === 0)) {
    const message = `${host} is not an address: a watch is at one of this machine's IP addresses, or at localhost`
    throw new LabFailure(labError(LAB_CODES.badCommand, message, { field: 'host' }))
  }
  const own = host === undefined ? ownAt(context, port ?? 0) : ownAtOneOf(context, hostsOf(host), port ?? 0)
  if (own !== undefined) {
    const message = `port ${port} is that of ${own}, a listener of this lab: its ends are here anyway`
    const advice = 'To watch what another program has at that port, give its address (host).'
    throw new LabFailure(
      labError(LAB_CODES.notPossible, message, { field: 'port', ...(host === undefined && { advice }) }),
    )
  }
  return { ...(port !== undefined && { port }), ...(host !== undefined && { host }) }
}

/** Watches no more. */
export function unwatch(context: Context, command: CommandOf<'unwatch'>): Execution {
  const { socket } = command
  const { directory } = context
  if (!directory.foreign.unwatch(socket)) {
    const error = directory.isTaken(socket)
      ? labError(LAB_CODES.notPossible, `${socket} is not a watch, or watches no more`, { field: 'socket' })
      : labError(LAB_CODES.unknownSocket, `there is no watch called ${socket}`, { field: 'socket' })
    throw new LabFailure(error)
  }
  const { seq } = context.record({ kind: 'asked', command, by: 'user', socket })
  context.record({ kind: 'unwatched', socket, cause: seq })
  return { seq, made: [], done: DONE }
}

function watchableProcess(pid: number): Watched {
  if (pid === process.pid) {
    const message = `process ${pid} is the lab itself: its sockets are here anyway`
    throw new LabFailure(labError(LAB_CODES.notPossible, message, { field: 'pid' }))
  }
  try {
    process.kill(pid, 0)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') {
      throw new LabFailure(labError(LAB_CODES.notPossible, `there is no process ${pid}`, { field: 'pid' }))
    }
  }
  const name = processName(pid)
  return { pid, ...(name !== undefined && { process: name }) }
}

function ownAt(context: Context, port: number): string | undefined {
  for (const host of context.directory.hosts) {
    if (host.role === 'listener' && host.target?.port === port) return host.name
  }
  return undefined
}

function ownAtOneOf(context: Context, hosts: readonly string[], port: number): string | undefined {
  for (const host of hosts) {
    const listener = context.directory.listenerAt(formatAddress(host, port))
    if (listener) return listener.name
  }
  return undefined
}
