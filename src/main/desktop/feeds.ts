import { MessageChannelMain, type MessagePortMain, type WebContents } from 'electron'
import { PORT_CHANNEL } from '../../shared/ipc'
import type { Disposable, Log } from '../engine/log'
import { Feed, type FeedOptions, type FeedPort } from './feed'

/** The feeds of all windows, at most one for each. */
export class Feeds implements Disposable {
  #log: Log
  #options: FeedOptions
  #feeds = new Map<WebContents, Feed>()

  constructor(log: Log, options: Omit<FeedOptions, 'onClosed'> = {}) {
    this.#log = log
    this.#options = options
  }

  get size(): number {
    return this.#feeds.size
  }

  /** Hands a port to the page in `contents` and feeds it; an earlier one is closed. */
  attach(contents: WebContents): void {
    this.#feeds.get(contents)?.dispose()
    const { port1, port2 } = new MessageChannelMain()
    const feed: Feed = new Feed(this.#log, feedPort(port1), {
      ...this.#options,
      onClosed: () => {
        if (this.#feeds.get(contents) === feed) this.#feeds.delete(contents)
      },
    })
    this.#feeds.set(contents, feed)
    contents.postMessage(PORT_CHANNEL, null, [port2])
  }

  dispose(): void {
    for (const feed of [...this.#feeds.values()]) feed.dispose()
  }
}

function feedPort(port: MessagePortMain): FeedPort {
  return {
    postMessage: (message) => port.postMessage(message),
    onMessage: (listener) => {
      port.on('message', ({ data }) => listener(data))
      port.start()
    },
    onClose: (listener) => port.on('close', listener),
    close: () => port.close(),
  }
}
