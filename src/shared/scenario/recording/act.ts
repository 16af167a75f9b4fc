import type { LabEvent } from '../../events'
import type { Circumstances } from './claims'

/** Commands that follow each other at once, and what happened since the first of them. */

/** What happened since the expectations of the act before. */
export interface Act {
  /** Of its first command, ms. */
  t: number
  since: number
  isBusy: boolean
  commands: number
  sends: number
  /** Something of the network has happened since its first command. */
  isAnswered: boolean
  happened: boolean
}

/** It begins at `t`; something may have been going on since `since`, ms, and still does if it `isBusy`. */
export function newAct(t: number, since: number, isBusy: boolean): Act {
  return { t, since, isBusy, commands: 0, sends: 0, isAnswered: false, happened: false }
}

/** Kinds of events that take the network, so that what is asked after them comes after them. */
const OF_THE_NETWORK: ReadonlySet<LabEvent['kind']> = new Set([
  'listening',
  'accepted',
  'connected',
  'received',
  'ended',
  'dropped',
  'drained',
  'timedOut',
])
/** Kinds after which it is worth waiting for more. */
const OF_THE_CALLS: ReadonlySet<LabEvent['kind']> = new Set(['sent', 'finished', 'closed', 'connecting'])

export function notice(act: Act, event: LabEvent): void {
  const { kind } = event
  if (OF_THE_NETWORK.has(kind) || (kind === 'failed' && !event.code.startsWith('LAB_'))) {
    act.isAnswered = true
    act.happened = true
  } else if (OF_THE_CALLS.has(kind)) act.happened = true
}

export function circumstances({ since, isBusy, commands, sends }: Act, until: number): Circumstances {
  return { since, until, mixed: isBusy || (commands > 1 && sends > 1), several: sends > 1 }
}
