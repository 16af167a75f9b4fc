import type { LabEvent } from '../../../shared/events'
import type { ShowRequest } from '../../../shared/ipc'
import type { Lab } from '../../engine/lab'
import type { Disposable } from '../../engine/log/log'
import type { CurrentLab } from '../current-lab'
import type { Labels } from '../window/labels'
import { type News, newsOf } from './news'
import { type Words, wordsOf } from './words'

/** From one notification to the next, ms. What happens meanwhile is one more. */
export const LEAST_PAUSE_MS = 5000
/** Whoever waits for a file longer than so, ms, does something else meanwhile. */
export const LONG_MS = 3000

/** What of notifications only Electron can do. */
export interface NativeNotifications {
  /** Whether the system has any. */
  canNotify: () => boolean
  /** Whether the program's window is the one that the person works in. */
  isInFront: () => boolean
  /** `onChosen`: the person wants to see what it is about. */
  notify: (words: Words, onChosen: () => void) => void
}

export interface NotifierOptions {
  labs: CurrentLab
  /** The person wants notifications. */
  isWanted: () => boolean
  labels: () => Labels
  native: NativeNotifications & {
    /** Brings the window back. */
    showWindow: () => void
  }
  /** Says it to a window; false if none listens yet. */
  tell: (request: ShowRequest) => boolean
}

/** Something that happened in a lab, as it is called there. */
interface Told {
  news: News
  lab: string
  nameOf: (socket: string) => string
}

/** Tells the person, by way of the system, what happens while the window is not in front. */
export class Notifier implements Disposable {
  readonly #options: NotifierOptions
  /** From when on, ms of performance.now(), another one can be shown. */
  #free = Number.NEGATIVE_INFINITY
  #timer: NodeJS.Timeout | undefined
  /** The newest of what waits for that moment, and how many there are besides. */
  #waiting: Told | undefined
  #more = 0
  /** What the window is to show as soon as there is one. */
  #wanted: ShowRequest | undefined
  #isOver = false

  constructor(options: NotifierOptions) {
    this.#options = options
    options.labs.follow((lab, id) => this.#follow(lab, id))
  }

  /** A file is written, which took so long, ms. */
  saved(file: string, ms: number): void {
    const { id } = this.#options.labs
    if (ms >= LONG_MS) this.#take({ news: { what: 'exported', file }, lab: id, nameOf: (name) => name })
  }

  /** To be called when a window begins to listen. */
  windowListens(): void {
    if (this.#wanted && this.#options.tell(this.#wanted)) this.#wanted = undefined
  }

  dispose(): void {
    this.#isOver = true
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#waiting = undefined
  }

  #follow({ log }: Lab, lab: string): Disposable {
    /** Listeners of other programs, with their addresses; and what people call sockets that they have given a name. */
    const watched = new Map<string, string>()
    const labels = new Map<string, string>()
    const nameOf = (socket: string) => labels.get(socket) ?? socket
    return log.subscribe((event: LabEvent) => {
      if (event.kind === 'renamed') labels.set(event.socket, event.to)
      const news = newsOf(event, watched)
      if (!news) return
      if (news.what === 'listening') watched.set(news.socket, news.local)
      if (news.what === 'notListening') watched.delete(news.socket)
      this.#take({ news, lab, nameOf })
    })
  }

  #take(told: Told): void {
    if (!this.#isOn()) return
    if (this.#waiting) this.#more++
    this.#waiting = told
    if (this.#timer) return
    const wait = this.#free - performance.now()
    if (wait <= 0) this.#show()
    else this.#timer = setTimeout(() => this.#show(), wait).unref()
  }

  #show(): void {
    this.#timer = undefined
    const told = this.#waiting
    const more = this.#more
    this.#waiting = undefined
    this.#more = 0
    // Who has come back meanwhile sees it.
    if (!told || !this.#isOn()) return
    this.#free = performance.now() + LEAST_PAUSE_MS
    const { labels, native } = this.#options
    const { news, lab, nameOf } = told
    // More than one: what is wanted is not this one, but a look at all of them.
    const socket = more === 0 && 'socket' in news ? news.socket : undefined
    native.notify(wordsOf(news, labels(), nameOf, more), () =>
      this.#goTo({ type: 'show', lab, ...(socket !== undefined && { socket }) }),
    )
  }

  #goTo(request: ShowRequest): void {
    this.#wanted = request
    this.#options.native.showWindow()
    this.windowListens()
  }

  #isOn(): boolean {
    const { isWanted, native } = this.#options
    return !this.#isOver && isWanted() && native.canNotify() && !native.isInFront()
  }
}
