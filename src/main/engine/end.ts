import type { EndAct } from '../../shared/commands'
import type { LabError } from '../../shared/errors'
import type { SocketFacts } from '../../shared/events'
import type { Context } from './context'
import type { Pending } from './pending'

/** What messages are sent from. */
export interface Sender {
  readonly name: string
  readonly pending: Pending
  /** Bytes that Node holds and the kernel has not taken. */
  readonly unsent: number
  /** Why nothing can be sent now; undefined if it can. */
  refuse(act: 'send'): LabError | undefined
  /** Why `data` can't be sent as a message; undefined if it can. */
  unfit(data: Uint8Array): LabError | undefined
  /** `cause` is the command, or what it answers. */
  write(data: Uint8Array, cause: number): void
}

/** What acts are done to: one end of a connection, or a datagram socket. */
export interface End {
  readonly name: string
  readonly pending: Pending
  /** Why an act can't be done now; undefined if it can. */
  refuse(act: EndAct | 'send'): LabError | undefined
  /** What decides what the kernel makes of a call now; undefined where nothing does. */
  facts(): SocketFacts | undefined
  /** True if the system would refuse a reset now. */
  readonly resetMustWait: boolean
  /** Calls `reset` as soon as the system takes it. */
  resetAfterFin(reset: () => void): void
  /** Does the act; `cause` is its `asked`. `refuse` has been asked before. */
  act(act: EndAct, cause: number): void
}

/** The lab's own act on an end, unless it can't be done: a reset as soon as the system takes it. `cause`: what it comes of. */
export function actIfPossible(context: Context, end: End, act: EndAct, cause: number): void {
  const go = () => {
    if (!end.refuse(act)) context.act({ do: act, socket: end.name }, end.name, cause)
  }
  if (act === 'reset' && end.resetMustWait) end.resetAfterFin(go)
  else go()
}
