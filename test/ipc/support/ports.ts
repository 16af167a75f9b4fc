import { MessageChannel, type MessagePort } from 'node:worker_threads'
import type { FeedPort } from '../../../src/main/desktop/feed/feed'

/** A real channel, which structured-clones: what the feed gets, and the window's end of it. */
export function portPair(): { near: FeedPort; nearPort: MessagePort; far: MessagePort } {
  const { port1, port2 } = new MessageChannel()
  const near: FeedPort = {
    postMessage: (message) => port1.postMessage(message),
    onMessage: (listener) => port1.on('message', listener),
    onClose: (listener) => port1.on('close', listener),
    close: () => port1.close(),
  }
  return { near, nearPort: port1, far: port2 }
}

/** The same without a thread of its own: what is posted is cloned and taken at once. */
export class DirectPort implements FeedPort {
  closed = false
  #deliver: (data: unknown) => void
  #listeners: ((data: unknown) => void)[] = []
  #closeListeners: (() => void)[] = []

  constructor(deliver: (data: unknown) => void) {
    this.#deliver = deliver
  }

  postMessage(message: unknown): void {
    this.#deliver(structuredClone(message))
  }

  onMessage(listener: (data: unknown) => void): void {
    this.#listeners.push(listener)
  }

  onClose(listener: () => void): void {
    this.#closeListeners.push(listener)
  }

  /** What the window posts. */
  receive(data: unknown): void {
    for (const listener of this.#listeners) listener(structuredClone(data))
  }

  close(): void {
    if (this.closed) return
    this.closed = true
    for (const listener of this.#closeListeners) listener()
  }
}
