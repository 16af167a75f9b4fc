import type { EventOf, LabEvent, SourceChanged } from '../../shared/events'
import type { Mark } from './rows'

/** What the events of a connection, in the order of the log, say about the picture itself. */
export class Marks {
  /** Number of the next message, by kind and socket. */
  readonly #next = new Map<string, number>()
  /** Segments that the capture has lost. */
  #lost = 0

  /** The mark that stands where the event is; undefined for most. */
  of(event: LabEvent): Mark | undefined {
    if (event.kind === 'source') return this.#capture(event)
    return event.kind === 'sent' || event.kind === 'received' ? this.#skipped(event) : undefined
  }

  #capture({ source, phase, seq, lost = 0 }: SourceChanged): Mark | undefined {
    if (source !== 'capture') return undefined
    const before = this.#lost
    this.#lost = phase === 'started' ? 0 : Math.max(before, lost)
    if (phase === 'started') return { what: 'captureOn', seq, count: 0 }
    return phase === 'lost'
      ? { what: 'lost', seq, count: lost - before }
      : { what: 'captureOff', seq, count: 0 }
  }

  /** Messages are numbered: what the window has skipped is missing. */
  #skipped({ kind, socket, index, seq }: EventOf<'sent' | 'received'>): Mark | undefined {
    const key = `${kind} ${socket}`
    const expected = this.#next.get(key)
    this.#next.set(key, index + 1)
    if (expected === undefined || index <= expected) return undefined
    return { what: 'skipped', seq, count: index - expected }
  }
}
