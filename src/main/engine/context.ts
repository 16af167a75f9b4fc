import type { Command } from '../../shared/commands'
import { LAB_CODES, type LabError, LabFailure, labError } from '../../shared/errors'
import type { EventDraft, LabEvent, Received, Sent } from '../../shared/events'
import { formatAddress } from '../../shared/ids'
import type { Freezer } from '../freezer/freezer'
import type { Regexes } from './answers/regexes'
import type { Directory } from './directory/directory'
import type { Spread } from './streams/spread'

type WithoutTime<E> = E extends { t: number } ? Omit<E, 't'> : never

/** An event that happens now. The log takes the object over. */
export type Happening = WithoutTime<EventDraft>

/** What listeners and stream ends need of the lab that they belong to. */
export interface Context {
  readonly directory: Directory
  /** Holds the listeners that don't accept. */
  readonly freezer: Freezer
  /** Tries the regular expressions of rules. */
  readonly regexes: Regexes
  /** Where calls to loopback come from. */
  readonly spread: Spread
  /** Where the `path` of a Unix domain socket is meant to lie. Throws LabFailure if it may not be used. */
  resolvePath(path: string): string
  /** How many bytes of each message the log keeps. */
  keepBytes: number
  /** Turns a path that a command names into one that may be read; throws LabFailure if it may not. Ask within the command. */
  resolveFile(path: string): string
  /** `t`: when it happened, ms; now unless given. */
  record(happening: Happening, t?: number): LabEvent
  /** A message that is sent or received now: the log gives it its `t` and `seq`. */
  recordMessage<M extends Sent | Received>(message: M): M
  /** What a call to that address has to wait for; undefined for nothing. */
  beforeCall(remote: string): Promise<void> | undefined
  /** The lab's own act on a socket, logged as `asked` by `lab`. */
  act(command: Command, socket: string, cause: number): void
  /** What a socket's handler has thrown becomes a `failed` event. */
  fault(socket: string, error: unknown): void
  /** Runs a handler of a socket's; `fault` gets what it throws. */
  guard(socket: string, handler: () => void): void
}

/** `handler` as a listener to events of a socket's: what it throws becomes an event, too. */
export function guarded<Args extends unknown[]>(
  context: Pick<Context, 'guard'>,
  socket: string,
  handler: (...args: Args) => void,
): (...args: Args) => void {
  return (...args) => context.guard(socket, () => handler(...args))
}

/** Nothing has, or had, that name. `field`: where the command says it. */
export function noSuchSocket(name: string, field: string): LabError {
  return labError(LAB_CODES.unknownSocket, `there is no socket called ${name}`, { field })
}

/** Any error as data. `call`: what failed, where the error doesn't say. */
export function asLabError(error: unknown, call?: string): LabError {
  if (error instanceof LabFailure) return error.error
  return fromNodeError(error instanceof Error ? error : new Error(String(error)), call)
}

/** An error of Node as data. `fallback` is the call, where Node doesn't say. */
export function fromNodeError(error: Error, fallback?: string): LabError {
  const {
    code = LAB_CODES.internal,
    syscall,
    address,
    port,
  } = error as NodeJS.ErrnoException & {
    address?: string
    port?: number
  }
  const call = syscall ?? fallback
  return labError(code, error.message, {
    ...(call !== undefined && { syscall: call }),
    ...(address !== undefined && { address: port === undefined ? address : formatAddress(address, port) }),
  })
}
