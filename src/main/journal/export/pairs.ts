import type { CommandOf } from '../../../shared/commands'
import type { LabEvent } from '../../../shared/events'
import { opposite, type Side } from '../../../shared/tcp/segments'

/** The ends of one connection, as far as the log has told of them. */
export class Pair {
  readonly names: Partial<Record<Side, string>> = {}
  /** Ends of other programs. */
  readonly foreign = new Set<Side>()
  readonly #closed = new Set<string>()

  /** Which end `name` is; undefined if it is neither. A client that is connected to itself is the client. */
  sideOf(name: string | undefined): Side | undefined {
    if (name === undefined) return undefined
    return name === this.names.client ? 'client' : name === this.names.server ? 'server' : undefined
  }

  /** Both ends that are known are closed. */
  get isOver(): boolean {
    return Object.values(this.names).every((name) => this.#closed.has(name))
  }

  /** Marks an end as closed that the event says is. */
  settle(event: LabEvent): void {
    const isClosed = event.kind === 'closed' || (event.kind === 'state' && event.to === 'CLOSED')
    if (isClosed && event.socket !== undefined) this.#closed.add(event.socket)
  }
}

export interface PairLimits {
  /** Pairs that are open at the same time; of more, the oldest are forgotten. */
  open: number
  /** Pairs that are remembered when they are over: much is told late. */
  over: number
}

/** Finds out which sockets are the ends of one connection, from the events of a log in their order. */
export class Pairs<P extends Pair> {
  /** Open ones that were forgotten. */
  forgotten = 0
  readonly #make: () => P
  readonly #limits: PairLimits
  readonly #byName = new Map<string, P>()
  readonly #open = new Set<P>()
  readonly #over = new Set<P>()
  /** Names of datagram sockets that are bound: who connects to them has no connection. */
  readonly #datagrams = new Set<string>()

  constructor(make: () => P, limits: PairLimits) {
    this.#make = make
    this.#limits = limits
  }

  /** Those that are not over, the oldest first. */
  get open(): Iterable<P> {
    return this.#open
  }

  /** The pair that the event is about; undefined if it is about none. */
  take(event: LabEvent): P | undefined {
    const pair = this.#follow(event)
    pair?.settle(event)
    if (!pair?.isOver || !this.#open.delete(pair)) return pair
    this.#over.add(pair)
    const [oldest] = this.#over
    if (this.#over.size > this.#limits.over && oldest) this.#forget(oldest)
    return pair
  }

  #follow(event: LabEvent): P | undefined {
    switch (event.kind) {
      case 'listening':
        if (event.transport === 'udp') this.#datagrams.add(event.socket)
        break
      case 'closed':
        this.#datagrams.delete(event.socket)
        break
      case 'asked':
        if (event.command.do === 'connect' && event.socket !== undefined && !this.#isUdp(event.command))
          return this.#of(event.socket, 'client')
        break
      case 'connecting':
        return event.transport === 'udp' ? undefined : this.#of(event.socket, 'client')
      case 'connected': {
        if (event.transport === 'udp') return undefined
        const pair = this.#of(event.socket, 'client')
        if (event.peer !== undefined) this.#name(pair, 'server', event.peer, true)
        return pair
      }
      case 'accepted': {
        const pair = this.#byName.get(event.socket) ?? this.#of(event.peer, 'client', event.foreign)
        this.#name(pair, 'server', event.socket, false)
        return pair
      }
      case 'found': {
        const { as, socket, peer } = event
        if (as === 'listener') return undefined
        const known = peer === undefined ? undefined : this.#byName.get(peer)
        const pair = this.#byName.get(socket) ?? known ?? this.#of(socket, as, true)
        this.#name(pair, as, socket, true)
        if (peer !== undefined) this.#name(pair, opposite(as), peer, true)
        return pair
      }
      case 'segment':
        return this.#byName.get(event.socket) ?? this.#byName.get(event.to)
    }
    return event.socket === undefined ? undefined : this.#byName.get(event.socket)
  }

  /** Who connects a datagram socket has no connection. */
  #isUdp({ transport, to }: CommandOf<'connect'>): boolean {
    return transport === 'udp' || (to !== undefined && this.#datagrams.has(to))
  }

  /** The pair that has an end of that name; a new one if there is none. */
  #of(name: string, side: Side, foreign = false): P {
    const known = this.#byName.get(name)
    if (known) return known
    const pair = this.#make()
    this.#open.add(pair)
    this.#name(pair, side, name, foreign)
    const [oldest] = this.#open
    if (this.#open.size > this.#limits.open && oldest) {
      this.#forget(oldest)
      this.forgotten++
    }
    return pair
  }

  #name(pair: P, side: Side, name: string, foreign: boolean): void {
    if (pair.names[side] !== undefined || this.#byName.has(name)) return
    pair.names[side] = name
    if (foreign) pair.foreign.add(side)
    this.#byName.set(name, pair)
  }

  #forget(pair: P): void {
    this.#open.delete(pair)
    this.#over.delete(pair)
    for (const name of Object.values(pair.names)) this.#byName.delete(name)
  }
}
