import type net from 'node:net'
import type { OtherTransport, SocketFacts } from '../../../shared/events'
import type { Context } from '../context'
import type { StreamEnd } from './stream-end'
import { Traffic } from './traffic'

/** Which end of a connection it is, what it has written and read, and when it is closed. */
export abstract class EndIdentity {
  protected socket: net.Socket | undefined
  /** The lab's end at the other side. */
  protected peer: StreamEnd | undefined
  protected readonly traffic: Traffic
  #local: string | undefined
  #remote: string | undefined
  #isClosed = false
  // Most ends are never asked for this.
  #closed: Promise<void> | undefined
  #resolveClosed: (() => void) | undefined

  constructor(
    protected readonly context: Context,
    readonly name: string,
  ) {
    this.traffic = new Traffic(context, name)
  }

  /** Resolves when the descriptor is closed. */
  get closed(): Promise<void> {
    this.#closed ??= this.#isClosed
      ? Promise.resolve()
      : new Promise((resolve) => {
          this.#resolveClosed = resolve
        })
    return this.#closed
  }

  get isClosed(): boolean {
    return this.#isClosed
  }

  /** The descriptor is closed; `closed` resolves as soon as that is told, which `resolveClosed` says. */
  protected setClosed(): void {
    this.#isClosed = true
  }

  protected resolveClosed(): void {
    this.#resolveClosed?.()
  }

  /** This end's address, once it has one. */
  get local(): string | undefined {
    return this.#local
  }

  get remote(): string | undefined {
    return this.#remote
  }

  protected addressed(local: string | undefined, remote: string): void {
    this.#local = local
    this.#remote = remote
  }

  /** Absent: TCP. */
  get transport(): OtherTransport | undefined {
    return undefined
  }

  /** Bytes of the stream that Node holds and the kernel has not taken. */
  protected get queued(): number {
    return this.socket?.writableLength ?? 0
  }

  /** What decides what the kernel makes of a call now. */
  facts(): SocketFacts {
    const facts: SocketFacts = this.#counts()
    if (this.peer) facts.peer = this.peer.#counts()
    return facts
  }

  #counts() {
    const { written, read } = this.traffic
    return { written, unsent: this.queued, read: this.socket?.bytesRead ?? read }
  }
}
