import { type Subject, subjectsOf } from '../../shared/code/programs'
import { History } from '../../shared/code/story/history'
import type { EventKind, LabEvent, Packed, Sent } from '../../shared/events'
import { groupOf, splitAccepted } from '../../shared/ids'
import type { Ui } from '../app/ui'
import type { EventStore } from '../lab/events'

/** No program tells of these, and they come in floods. */
const LEFT_OUT: ReadonlySet<EventKind> = new Set(['state', 'observed', 'segment', 'measured'])
/** Of these their bytes are told. */
const WITH_BYTES: ReadonlySet<EventKind> = new Set(['sent', 'packed'])

/** So many long messages are asked for, the first ones; of the others a program has the beginning. */
const MOST_ASKED = 500

/** What the window knows of what happened: of a long message, its beginning. */
export function historyIn(events: EventStore): History {
  return new History(told(events))
}

/** The same with whole messages, as far as the lab has kept them; undefined where the window has all of them itself. */
export async function wholeHistoryIn(
  events: EventStore,
  payload: Ui['payload'],
): Promise<History | undefined> {
  const all = [...told(events)]
  const long = all.filter(isCut).slice(0, MOST_ASKED)
  if (long.length === 0) return undefined
  const whole = new Map<number, LabEvent>()
  await Promise.all(
    long.map(async (event) => {
      const reply = await payload(event.seq)
      if (reply.ok) whole.set(event.seq, { ...event, data: reply.value.data })
    }),
  )
  return new History(all.map((event) => whole.get(event.seq) ?? event))
}

function isCut(event: LabEvent): event is Sent | Packed {
  return (event.kind === 'sent' || event.kind === 'packed') && (event.data?.length ?? 0) < event.bytes
}

function* told(events: EventStore): Generator<LabEvent> {
  for (let ordinal = events.first; ordinal < events.end; ordinal++) {
    const kind = events.kindAt(ordinal)
    if (LEFT_OUT.has(kind)) continue
    const event = WITH_BYTES.has(kind) ? events.at(ordinal) : events.bareAt(ordinal)
    if (event) yield event
  }
}

/** Everything that a program can be written of, and the selected client of a group by itself. */
export function subjectsIn(history: History, selected: string | undefined): Subject[] {
  const subjects = subjectsOf(history)
  if (selected === undefined || history.maker(selected)?.do !== 'connect') return subjects
  const index = subjects.findIndex(({ name }) => name === groupOf(selected))
  if (index < 0 || subjects.some(({ name }) => name === selected)) return subjects
  const alone: Subject = { name: selected, label: history.label(selected), kind: 'client' }
  return subjects.toSpliced(index + 1, 0, alone)
}

/** The program that the selected socket is in: its own, or that of its listener; otherwise the first one. */
export function subjectOf(subjects: readonly Subject[], selected: string | undefined): Subject | undefined {
  const listener = selected === undefined ? undefined : splitAccepted(selected)?.listener
  const name = listener ?? selected
  return subjects.find((subject) => subject.name === name) ?? subjects[0]
}
