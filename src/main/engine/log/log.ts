import {
  type EventDraft,
  hasBytes,
  isMessage,
  type LabEvent,
  type Received,
  type Sent,
} from '../../../shared/events'
import { emptyModel, type Model } from '../../../shared/model/model'
import { type PackedModel, packModel } from '../../../shared/model/packed'
import { reduce } from '../../../shared/model/reduce'
import { PAGE_EVENTS, Page } from './page'

export interface LogOptions {
  /** How many events stay in memory; older ones leave the ring and live on in `base`. Default 25,000. */
  maxEvents?: number
  /** How many bytes of messages stay in memory. Default 32 MiB. */
  maxPayloadBytes?: number
}

export interface Disposable {
  dispose(): void
}

/**
 * What happened, in order: gap-free and append-only. In memory it is a ring: events beyond its cap leave it, oldest
 * first, folded into `base`, so that `base` and the ring together are always the whole.
 */
export class Log {
  readonly cap: number
  #maxPayloadBytes: number
  /** What is in memory, oldest first. */
  #pages: Page[] = []
  #page: Page | undefined
  /** Has left the log, and is written on again. */
  #spare: Page | undefined
  #head = 0
  #first = 1
  #payloadBytes = 0
  #base = emptyModel()
  #listeners = new Set<(event: LabEvent) => void>()

  constructor(options: LogOptions = {}) {
    this.cap = options.maxEvents ?? 25_000
    this.#maxPayloadBytes = options.maxPayloadBytes ?? 32 * 1024 * 1024
  }

  /** Gives `draft` its `seq` and takes it over: a copy of it would cost more than all the rest of this. */
  append(draft: EventDraft): LabEvent {
    const event = draft as LabEvent
    event.seq = this.#head + 1
    this.#pageForNext().put(event)
    this.#added(event, payloadOf(event))
    return event
  }

  /** The same for the events that come most. */
  appendMessage<M extends Sent | Received>(message: M): M {
    message.seq = this.#head + 1
    this.#pageForNext().putMessage(message)
    this.#added(message, message.data?.length ?? 0)
    return message
  }

  #pageForNext(): Page {
    if (this.#head + 1 - this.#first >= this.cap) this.#evict()
    this.#head++
    if (!this.#page || this.#page.isFull) {
      this.#page = this.#spare?.begin(this.#head) ?? new Page(this.#head)
      this.#spare = undefined
      this.#pages.push(this.#page)
    }
    return this.#page
  }

  #added(event: LabEvent, payload: number): void {
    this.#payloadBytes += payload
    while (this.#payloadBytes > this.#maxPayloadBytes && this.#first < this.#head) this.#evict()
    for (const listener of this.#listeners) {
      try {
        listener(event)
      } catch (error) {
        // A listener that fails must not take the socket with it whose event this is.
        queueMicrotask(() => {
          throw error
        })
      }
    }
  }

  /** `seq` of the newest event; 0 if there is none. */
  get head(): number {
    return this.#head
  }

  /** `seq` of the oldest event still in memory; 1 as long as none has left. */
  get first(): number {
    return this.#first
  }

  /** The fold of all events before `first`. Belongs to the log: clone it before you change it. */
  get base(): Model {
    return this.#base
  }

  /** The event, if it is still in memory: an object of the caller's own, but for its bytes. */
  at(seq: number): LabEvent | undefined {
    return this.pageOf(seq)?.at(seq)
  }

  /** The page that has the event; undefined if it is no longer in memory. Of its first events, some may have left the log. */
  pageOf(seq: number): Page | undefined {
    if (seq < this.#first || seq > this.#head) return undefined
    return this.#pages[pageNumber(seq) - pageNumber(this.#first)]
  }

  /** `base`, to be sent. */
  packed(): PackedModel {
    return packModel(this.#base)
  }

  /** Calls `listener` with every event from now on, in order, within `append`. */
  subscribe(listener: (event: LabEvent) => void): Disposable {
    this.#listeners.add(listener)
    return { dispose: () => this.#listeners.delete(listener) }
  }

  #evict(): void {
    const seq = this.#first++
    const page = this.#pages[0] as Page
    const event = page.glance(seq)
    this.#payloadBytes -= isMessage(event) ? Math.max(0, page.keptOf(seq)) : payloadOf(event)
    reduce(this.#base, event)
    if (seq === page.last && page.isFull) this.#spare = this.#pages.shift()
    else page.letGo(this.#first)
  }
}

/** Pages begin with the first event of the log and are all of one size. */
function pageNumber(seq: number): number {
  return Math.floor((seq - 1) / PAGE_EVENTS)
}

function payloadOf(event: LabEvent): number {
  if (event.kind === 'segment') return event.frame?.data.length ?? 0
  return hasBytes(event) ? (event.data?.length ?? 0) : 0
}
