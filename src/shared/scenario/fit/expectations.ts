import { encodeUtf8, parseHex } from '../../bytes'
import { LAB_CODES, type LabError } from '../../errors'
import type { ExpectedKind } from '../fields'
import { article } from '../made'
import { type Names, quote, type Resolved, type Role } from '../names'
import { type EventExpectation, type Expectation, isStateExpectation } from '../schema'
import { problem } from './problem'

const BOTH_ENDS: readonly Role[] = ['client', 'accepted']
const STREAM_OR_DATAGRAM: readonly Role[] = ['client', 'accepted', 'datagram']
const ANY: readonly Role[] = [
  'listener',
  'client',
  'accepted',
  'foreign',
  'datagram',
  'process',
  'watch',
  'lookup',
]
const WITH_STATE: readonly Role[] = ['listener', 'client', 'accepted', 'foreign']

/** The sockets that each kind of event is about. */
const HAPPENS_AT: Record<ExpectedKind, readonly Role[]> = {
  asked: ANY,
  listening: ['listener', 'datagram'],
  accepted: ['accepted'],
  connecting: ['client', 'datagram'],
  connected: ['client', 'datagram'],
  sent: STREAM_OR_DATAGRAM,
  received: STREAM_OR_DATAGRAM,
  ended: BOTH_ENDS,
  finished: BOTH_ENDS,
  drained: STREAM_OR_DATAGRAM,
  paused: STREAM_OR_DATAGRAM,
  resumed: STREAM_OR_DATAGRAM,
  timedOut: BOTH_ENDS,
  closed: ANY,
  failed: ANY,
  dropped: ['listener'],
  observed: WITH_STATE,
  measured: ['datagram'],
  segment: ['client', 'accepted', 'foreign'],
  configured: ['listener', 'datagram'],
  repeated: STREAM_OR_DATAGRAM,
  renamed: ANY,
  note: ANY,
  found: ['foreign', 'process', 'watch'],
  watching: ['watch', 'process'],
  unwatched: ['watch', 'process'],
  contradicted: WITH_STATE,
  frozen: ['listener'],
  thawed: ['listener'],
  packed: BOTH_ENDS,
  unpacked: BOTH_ENDS,
  buffered: BOTH_ENDS,
  lookedUp: ['lookup', 'client'],
  secured: BOTH_ENDS,
  layered: ['listener', 'client', 'accepted'],
  spawned: ['process'],
  output: ['process'],
  exited: ['process'],
  disturbed: BOTH_ENDS,
  attemptFailed: ['client'],
  load: ['load'],
}

/** What keeps an expectation from ever being met where it stands. */
export function checkExpectation(step: Expectation, names: Names): LabError[] {
  const field = isStateExpectation(step) ? 'of' : 'at'
  const looked = names.expected(step)
  if ('error' in looked) return [{ ...looked.error, field }]
  if (isStateExpectation(step)) return checkState(step.is ?? step.was, step.is ? 'is' : 'was', looked.found)
  const places = HAPPENS_AT[step.expect]
  if (!places.includes(looked.found.role)) {
    const where = places.map((role) =>
      role === 'accepted' ? 'an accepted end, such as "alice@server"' : article(role),
    )
    const message = `${step.expect} happens at ${where.join(' or ')}; ${quote(step.at)} is ${article(looked.found.role)}`
    return [problem('at', message, LAB_CODES.notPossible)]
  }
  return step.expect === 'received' ? checkReceived(step, looked.found) : []
}

function checkState(state: string, field: string, { role, transport }: Resolved): LabError[] {
  if (transport === 'unix') {
    const message = 'a Unix domain socket has no TCP state; expect connected, ended, finished or closed'
    return [problem('of', message, LAB_CODES.notPossible)]
  }
  if (role === 'process' || role === 'datagram' || role === 'watch' || role === 'lookup') {
    return [problem('of', `${article(role)} has no TCP state`, LAB_CODES.notPossible)]
  }
  if (state !== 'CLOSED' && role !== 'foreign' && (state === 'LISTEN') !== (role === 'listener')) {
    return [problem(field, `${article(role)} is never in ${state}`, LAB_CODES.notPossible)]
  }
  return []
}

function checkReceived(step: EventExpectation, at: Resolved): LabError[] {
  const { text, hex, bytes } = step as { text?: string; hex?: string; bytes?: number }
  const field = text !== undefined ? 'text' : hex !== undefined ? 'hex' : undefined
  const content = text !== undefined ? encodeUtf8(text) : hex !== undefined ? parseHex(hex) : undefined
  if (field !== undefined && !at.keepsBytes) {
    return [problem(field, `${quote(step.at)} discards what it receives; only bytes can be expected there`)]
  }
  if (!at.joined) return []
  if (content?.length === 0 || bytes === 0) {
    return [problem(field ?? 'bytes', 'a stream never receives an empty message')]
  }
  if (content && bytes !== undefined && bytes !== content.length) {
    return [problem('bytes', `must be ${content.length}, the length of ${field}, or left out`)]
  }
  return []
}
