import type { EventKind } from '../../shared/events'
import type { Model } from '../../shared/model/model'
import { groupPreference } from '../app/preferences'
import type { EventStore } from '../lab/events'
import type { TimeRange } from '../timeline/range'
import type { SearchText } from './searchText'

/** What the log can be asked to leave out, as groups of kinds. */
export const KIND_GROUPS = [
  'commands',
  'connection',
  'messages',
  'reading',
  'states',
  'kernel',
  'segments',
  'failures',
  'notes',
  'clock',
] as const
export type KindGroup = (typeof KIND_GROUPS)[number]

/** What is so much, or tells so little, that it is shown only when it is asked for. */
export const HIDDEN_AT_FIRST: ReadonlySet<KindGroup> = new Set<KindGroup>(['kernel', 'segments', 'clock'])

/** The same for a person who has chosen otherwise. */
export const hiddenAtFirst = groupPreference('log.hidden', KIND_GROUPS, HIDDEN_AT_FIRST)

/** Whether other kinds are hidden than at first. */
export function isChosen(hidden: ReadonlySet<KindGroup>): boolean {
  const atFirst = hiddenAtFirst.get()
  return hidden.size !== atFirst.size || [...hidden].some((group) => !atFirst.has(group))
}

/** What is hidden at first, but for the group of an event that has to be seen. */
export function hiddenBut(kind: EventKind | undefined): ReadonlySet<KindGroup> {
  const group = kind && GROUP_OF[kind]
  return new Set([...hiddenAtFirst.get()].filter((hidden) => hidden !== group))
}

const GROUP_OF: Record<EventKind, KindGroup> = {
  asked: 'commands',
  configured: 'commands',
  renamed: 'commands',
  repeated: 'commands',
  load: 'commands',
  watching: 'commands',
  unwatched: 'commands',
  frozen: 'commands',
  thawed: 'commands',
  lookedUp: 'commands',
  spawned: 'commands',
  exited: 'commands',
  disturbed: 'messages',
  secured: 'connection',
  layered: 'connection',
  packed: 'messages',
  unpacked: 'messages',
  output: 'messages',
  buffered: 'reading',
  listening: 'connection',
  connecting: 'connection',
  connected: 'connection',
  accepted: 'connection',
  attemptFailed: 'connection',
  closed: 'connection',
  sent: 'messages',
  received: 'messages',
  drained: 'messages',
  paused: 'reading',
  resumed: 'reading',
  ended: 'reading',
  finished: 'reading',
  state: 'states',
  contradicted: 'states',
  observed: 'kernel',
  measured: 'kernel',
  found: 'kernel',
  segment: 'segments',
  failed: 'failures',
  dropped: 'failures',
  timedOut: 'failures',
  opened: 'notes',
  note: 'notes',
  scenario: 'notes',
  lesson: 'notes',
  source: 'notes',
  recording: 'notes',
}

/** The wall clock is noted each minute, whether or not anything happens: that is apart from what a person notes. */
function groupAt(store: EventStore, ordinal: number): KindGroup {
  const kind = store.kindAt(ordinal)
  if (kind !== 'note') return GROUP_OF[kind]
  const event = store.bareAt(ordinal)
  return event.kind === 'note' && event.topic === 'clock' ? 'clock' : 'notes'
}

export interface LogFilter {
  hidden: ReadonlySet<KindGroup>
  terms: readonly string[]
  /** Which sockets are of interest; absent: all, and what is about no socket. */
  about?: ((socket: string) => boolean) | undefined
  /** Only what happened then; absent: at any time. */
  range?: TimeRange | undefined
}

/** Whether the event with an ordinal passes; undefined if every event does. The dear questions come last. */
export function wantedBy(
  store: EventStore,
  { hidden, terms, about, range }: LogFilter,
  texts: SearchText,
): ((ordinal: number) => boolean) | undefined {
  if (hidden.size === 0 && terms.length === 0 && !about && !range) return undefined
  const has = texts.finder(terms)
  return (ordinal) => {
    if (hidden.has(groupAt(store, ordinal))) return false
    if (range) {
      const t = store.tAt(ordinal)
      if (t < range.from || t > range.to) return false
    }
    if (about) {
      const socket = store.socketAt(ordinal)
      if (socket === undefined || !about(socket)) return false
    }
    return terms.length === 0 || has(ordinal)
  }
}

/** How many events of each group the store holds. */
export function countKinds(store: EventStore): Record<KindGroup, number> {
  const counts = Object.fromEntries(KIND_GROUPS.map((group) => [group, 0])) as Record<KindGroup, number>
  for (let ordinal = store.first; ordinal < store.end; ordinal++) counts[groupAt(store, ordinal)]++
  return counts
}

/**
 * Whether a socket has to do with what is selected: it is selected, or the other end of one that is, or an end that a
 * selected server accepted. The answer follows the model, since ends are paired while one looks on.
 */
export function aboutSelection(
  model: () => Model,
  selection: readonly string[],
): (socket: string) => boolean {
  const selected = new Set(selection)
  return (name) => {
    if (selected.has(name)) return true
    const socket = model().sockets.get(name)
    if (!socket) return false
    if (socket.peer !== undefined && selected.has(socket.peer)) return true
    return socket.role === 'accepted' && socket.listener !== undefined && selected.has(socket.listener)
  }
}
