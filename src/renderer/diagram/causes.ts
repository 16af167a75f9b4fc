import type { LabEvent } from '../../shared/events'
import type { PathStep } from '../../shared/model/model'
import { type Occurrence, TRANSITIONS } from '../../shared/tcp/transitions'

/** Why a step was taken, as far as the log tells. */
export interface Cause {
  /** What happened at this end's TCP; undefined if the log doesn't tell. */
  on: Occurrence | undefined
  /** The act that led to it, if somebody asked for one at this end. */
  act?: Act
  /** The lab did it in answer to the peer's FIN. */
  answers?: true
  /** The code of the failure that shows it. */
  code?: string
}

const ACTS = ['shutdown', 'close', 'destroy', 'reset'] as const
export type Act = (typeof ACTS)[number]

/** How many events lie between an act and its FIN at most: asked, FIN queued, FIN sent. */
const HOPS = 4

/** `bySeq`: the event, if it is held. */
export function causeOf(step: PathStep, socket: string, bySeq: (seq: number) => LabEvent | undefined): Cause {
  const evidence = step.because.map(bySeq).filter((event) => event !== undefined)
  const on = occurrenceOf(step, socket, evidence)
  const code = evidence.find((event) => event.kind === 'failed')?.code
  const known = { on, ...(code !== undefined && { code }) }
  if (on !== 'send-fin' && on !== 'send-reset' && on !== 'abort') return known
  // Back along the causes, until somebody has asked for it.
  let event = evidence.findLast((each) => each.socket === socket)
  for (let hop = 0; hop < HOPS && event; hop++) {
    if (event.kind === 'ended') return { ...known, answers: true }
    const asked = event.kind === 'asked' ? event.command.do : undefined
    const act = ACTS.find((each) => each === asked)
    if (act) return { ...known, act }
    event = event.cause === undefined ? undefined : bySeq(event.cause)
  }
  return known
}

/** Which row of the table the step is: of several between the same two states, the one that the evidence speaks for. */
function occurrenceOf(step: PathStep, socket: string, evidence: readonly LabEvent[]): Occurrence | undefined {
  const rows = TRANSITIONS.filter(({ from, to }) => from === step.from && to === step.to).map(({ on }) => on)
  if (rows.length <= 1) return rows[0]
  const wanted = evidence.flatMap((event) => spokenFor(event, socket)).find((on) => rows.includes(on))
  return wanted ?? rows.find((on) => on === 'receive-ack-of-fin' || on === 'timer-expires')
}

/** What an event says of the way to CLOSED of `socket`: one of these. */
function spokenFor(event: LabEvent, socket: string): Occurrence[] {
  const own = event.socket === socket
  switch (event.kind) {
    case 'failed':
      return [event.code === 'ETIMEDOUT' || event.code === 'EHOSTUNREACH' ? 'give-up' : 'receive-reset']
    case 'asked':
      return own ? ['send-reset', 'abort'] : ['receive-reset']
    case 'sent':
      return [own ? 'receive-reset' : 'send-reset']
    case 'connecting':
      return ['abort']
    case 'segment':
      if (!event.flags.includes('R')) return []
      return [own ? 'send-reset' : 'receive-reset']
    default:
      return []
  }
}
