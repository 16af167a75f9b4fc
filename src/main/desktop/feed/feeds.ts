import type { Disposable, Log } from '../../engine/log/log'
import { Feed, type FeedOptions, type FeedPort, type View } from './feed'

/** Decides what a window sees instead of the open lab. */
export interface Guide {
  /** The window has a new feed, which shows nothing yet; the one before is closed. */
  begin(feed: Feed): void
}

/** The feeds of all windows, at most one for each: of the lab that is open, unless a guide leads the window elsewhere. */
export class Feeds<Window> implements Disposable {
  readonly #open: (window: Window) => FeedPort
  readonly #options: Omit<FeedOptions, 'onClosed'>
  #live: View | undefined
  readonly #feeds = new Map<Window, Feed>()
  readonly #guides = new Map<Window, Guide>()
  /** Feeds of the lab before, whose ports their windows have yet to let go. At most one for each. */
  readonly #stopped = new Map<Window, Feed>()

  /** `open` hands a port to the page in a window, and gives the other end of it. */
  constructor(open: (window: Window) => FeedPort, options: Omit<FeedOptions, 'onClosed'> = {}) {
    this.#open = open
    this.#options = options
  }

  get size(): number {
    return this.#feeds.size
  }

  /** From here on the windows see this log: those that saw another get a port of their own for it. */
  show(log: Log, lab: string): void {
    this.#live = { log, lab, travel: null }
    for (const [window, feed] of [...this.#feeds]) {
      if (this.#guides.has(window)) continue
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

  /** From here on the guide decides what this window sees. Gives the feed that it has now. */
  lead(window: Window, guide: Guide): Feed | undefined {
    this.#guides.set(window, guide)
    return this.#feeds.get(window)
  }

  /** The window sees the open lab again. */
  release(window: Window): void {
    if (this.#guides.delete(window) && this.#live) this.#feeds.get(window)?.show(this.#live)
  }

  /** Says something to every window; false if there is none that listens. */
  tell(news: Parameters<Feed['tell']>[0]): boolean {
    for (const feed of this.#feeds.values()) feed.tell(news)
    return this.#feeds.size > 0
  }

  /** Says something to one window, if it listens. */
  tellOne(window: Window, news: Parameters<Feed['tell']>[0]): void {
    this.#feeds.get(window)?.tell(news)
  }

  dispose(): void {
    for (const feed of [...this.#feeds.values(), ...this.#stopped.values()]) feed.dispose()
  }

  #begin(window: Window): void {
    if (!this.#live) return
    const feed: Feed = new Feed(this.#open(window), {
      ...this.#options,
      onClosed: () => {
        for (const feeds of [this.#feeds, this.#stopped]) {
          if (feeds.get(window) === feed) feeds.delete(window)
        }
      },
    })
    this.#feeds.set(window, feed)
    const guide = this.#guides.get(window)
    if (guide) guide.begin(feed)
    else feed.show(this.#live)
  }
}
