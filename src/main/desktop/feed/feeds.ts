import type { MenuChoice } from '../../../shared/ipc'
import type { Disposable, Log } from '../../engine/log'
import { Feed, type FeedOptions, type FeedPort } from './feed'

/** The feeds of all windows, at most one for each, of the lab that is open. */
export class Feeds<Window> implements Disposable {
  readonly #open: (window: Window) => FeedPort
  readonly #options: Omit<FeedOptions, 'lab' | 'onClosed'>
  #source: { log: Log; lab: string } | undefined
  readonly #feeds = new Map<Window, Feed>()
  /** Feeds of the lab before, whose ports their windows have yet to let go. At most one for each. */
  readonly #stopped = new Map<Window, Feed>()

  /** `open` hands a port to the page in a window, and gives the other end of it. */
  constructor(open: (window: Window) => FeedPort, options: Omit<FeedOptions, 'lab' | 'onClosed'> = {}) {
    this.#open = open
    this.#options = options
  }

  get size(): number {
    return this.#feeds.size
  }

  /** From here on the windows see this log: those that saw another get a port of their own for it. */
  show(log: Log, lab: string): void {
    this.#source = { log, lab }
    for (const [window, feed] of [...this.#feeds]) {
      // The window lets the old port go when it has the new one: so it is never without, and never asks for a third.
      feed.stop()
      this.#stopped.get(window)?.dispose()
      this.#stopped.set(window, feed)
      this.#begin(window)
    }
  }

  /** Hands a port to the page in `window` and feeds it; an earlier one is closed. */
  attach(window: Window): void {
    this.#feeds.get(window)?.dispose()
    this.#begin(window)
  }

  /** Says something to every window; false if there is none that listens. */
  tell(choice: MenuChoice): boolean {
    for (const feed of this.#feeds.values()) feed.tell(choice)
    return this.#feeds.size > 0
  }

  dispose(): void {
    for (const feed of [...this.#feeds.values(), ...this.#stopped.values()]) feed.dispose()
  }

  #begin(window: Window): void {
    if (!this.#source) return
    const { log, lab } = this.#source
    const feed: Feed = new Feed(log, this.#open(window), {
      ...this.#options,
      lab,
      onClosed: () => {
        for (const feeds of [this.#feeds, this.#stopped]) {
          if (feeds.get(window) === feed) feeds.delete(window)
        }
      },
    })
    this.#feeds.set(window, feed)
  }
}
