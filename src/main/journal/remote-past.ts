import { deserialize } from 'node:v8'
import type { MessagePort } from 'node:worker_threads'
import type { NoteCommand } from '../../shared/commands'
import { LAB_CODES, type LabError, LabFailure, labError } from '../../shared/errors'
import type { LabEvent } from '../../shared/events'
import type { LessonMark, Moment, Overview } from '../../shared/session'
import type { LongWork } from '../../shared/work'
import type { PastCancel, PastMethod, PastReply, PastRequest, SessionPast } from './past-messages'

interface Waiting {
  resolve: (value: never) => void
  reject: (error: unknown) => void
  onProgress: LongWork['onProgress']
}

/** A past that is read in a thread (`servePast`). Every request is answered, or rejects with a LabFailure. */
export class RemotePast implements SessionPast {
  readonly #port: MessagePort
  readonly #onDispose: () => unknown
  readonly #waiting = new Map<number, Waiting>()
  #lastId = 0
  #ended: LabError | undefined
  #disposed = false

  /** `onDispose` is called once, and awaited, when it is disposed. */
  constructor(
    readonly id: string,
    port: MessagePort,
    onDispose: () => unknown = () => {},
  ) {
    this.#port = port
    this.#onDispose = onDispose
    port.on('message', (reply: PastReply) => this.#take(reply))
    port.on('messageerror', () => this.end('an answer could not be read'))
    port.on('close', () => this.end('its thread has ended'))
    // It is no reason for the program to go on.
    port.unref()
  }

  reach(): Promise<{ first: number; head: number; end: number }> {
    return this.#ask('reach')
  }

  async moment(seq: number, work: LongWork = {}): Promise<Moment> {
    work.signal?.throwIfAborted()
    const { id, answer } = this.#request<Moment>('moment', [seq], work.onProgress)
    const cancel = () => this.#cancel(id, work.signal?.reason)
    work.signal?.addEventListener('abort', cancel, { once: true })
    try {
      return await answer
    } finally {
      work.signal?.removeEventListener('abort', cancel)
    }
  }

  read(from: number, limit: number): Promise<LabEvent[]> {
    return this.#ask('read', from, limit)
  }

  history(sockets: readonly string[], before: number, limit: number): Promise<LabEvent[]> {
    return this.#ask('history', sockets, before, limit)
  }

  nearestState(from: number, direction: 1 | -1): Promise<number | undefined> {
    return this.#ask('nearestState', from, direction)
  }

  lessons(): Promise<LessonMark[]> {
    return this.#ask('lessons')
  }

  seqAt(t: number): Promise<number> {
    return this.#ask('seqAt', t)
  }

  overview(buckets: number): Promise<Overview> {
    return this.#ask('overview', buckets)
  }

  event(seq: number): Promise<LabEvent | undefined> {
    return this.#ask('event', seq)
  }

  annotate(note: NoteCommand): Promise<{ seq: number }> {
    return this.#ask('annotate', note)
  }

  /** Nothing is answered any more, since `why`. */
  end(why: string): void {
    if (this.#ended) return
    this.#ended = labError(LAB_CODES.internal, `the session cannot be read any more: ${why}`)
    for (const { reject } of this.#waiting.values()) reject(new LabFailure(this.#ended))
    this.#waiting.clear()
    this.#port.close()
  }

  async dispose(): Promise<void> {
    if (this.#disposed) return
    this.#disposed = true
    this.end('it was closed')
    await this.#onDispose()
  }

  #ask<T>(method: PastMethod, ...args: unknown[]): Promise<T> {
    return this.#request<T>(method, args).answer
  }

  #request<T>(
    method: PastMethod,
    args: unknown[],
    onProgress?: LongWork['onProgress'],
  ): { id: number; answer: Promise<T> } {
    const id = ++this.#lastId
    if (this.#ended) return { id, answer: Promise.reject(new LabFailure(this.#ended)) }
    const answer = new Promise<T>((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject, onProgress })
      this.#port.postMessage({ id, method, args } satisfies PastRequest)
      this.#port.ref()
    })
    return { id, answer }
  }

  #cancel(id: number, why: unknown): void {
    const waiting = this.#waiting.get(id)
    if (!waiting) return
    this.#port.postMessage({ cancel: id } satisfies PastCancel)
    this.#settled(id)
    waiting.reject(why)
  }

  #settled(id: number): void {
    this.#waiting.delete(id)
    if (this.#waiting.size === 0) this.#port.unref()
  }

  #take(reply: PastReply): void {
    const waiting = this.#waiting.get(reply.id)
    if ('share' in reply) {
      waiting?.onProgress?.(reply.share)
      return
    }
    this.#settled(reply.id)
    if ('error' in reply) waiting?.reject(new LabFailure(reply.error))
    else waiting?.resolve(deserialize(reply.value) as never)
  }
}
