import type { PinnedNote } from '../../shared/model/model'

const NONE: readonly PinnedNote[] = []

/** All notes that there are, and those of an event and of a socket. */
export class NoteIndex {
  readonly all: readonly PinnedNote[]
  readonly #about = new Map<number, PinnedNote[]>()
  readonly #of = new Map<string, PinnedNote[]>()

  constructor(notes: readonly PinnedNote[]) {
    this.all = [...notes]
    for (const note of notes) {
      if (note.about !== undefined) into(this.#about, note.about, note)
      if (note.socket !== undefined) into(this.#of, note.socket, note)
    }
  }

  /** Those that are pinned to the event `seq`. */
  about(seq: number): readonly PinnedNote[] {
    return this.#about.get(seq) ?? NONE
  }

  /** Those that are pinned to a socket, or to an event about it. */
  of(socket: string): readonly PinnedNote[] {
    return this.#of.get(socket) ?? NONE
  }
}

/** Tells one state of a log's notes from every other: each change of them is an event, or takes one away. */
export function stateOf(notes: readonly PinnedNote[]): string {
  let newest = 0
  for (const { seq } of notes) newest = Math.max(newest, seq)
  return `${notes.length} ${newest}`
}

function into<K>(map: Map<K, PinnedNote[]>, key: K, note: PinnedNote): void {
  const list = map.get(key)
  if (list) list.push(note)
  else map.set(key, [note])
}
