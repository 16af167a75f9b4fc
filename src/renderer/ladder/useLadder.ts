import { useMemo } from 'react'
import type { Side } from '../../shared/tcp/segments'
import { holeOf } from '../lab/history'
import { useLab, versionOf } from '../lab/hooks'
import type { LabStore } from '../lab/lab'
import { MergedEvents } from '../lab/merged'
import { useRested } from '../lab/rested'
import type { Ladder } from './ladder'
import { SCALES, type Scale, USUAL_SCALE } from './layout'
import { type Leg, legsOf } from './legs'
import { LadderModel } from './model'
import { RelayedLadder } from './relayed'

/** Older events than this many of a connection are not drawn: the ladder would take too long to open. */
const READ_AT_MOST = 25_000

/** The ladder of a connection, and of those that proxies make one of, brought up to date with the lab. */
export interface WholeLadder {
  /** It is changed in place: don't memoise on it. */
  ladder: Ladder
  legs: readonly Leg[]
  /** Of each leg: its client is connected to itself. */
  selves: readonly boolean[]
}

export function useLadder(
  client: string | undefined,
  server: string | undefined,
  scale: Scale,
  calls: boolean,
): WholeLadder {
  const lab = useLab()
  const legs = legsOf(lab.model, client, server)
  const names = legs.flatMap((leg) => [leg.client, leg.server])
  useRested(lab, () => versionOf(lab, ...names) + lab.model.sources.capture.seq)
  const key = names.join('\n')
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key says what the legs are
  const feed = useMemo(() => new WholeFeed(lab, legs), [lab, key])
  return feed.refresh(scale, calls)
}

/** Keeps the ladder of a connection up to date, whatever legs it has. */
export class WholeFeed {
  readonly #feeds: readonly LadderFeed[]
  #relayed: RelayedLadder | undefined

  constructor(
    lab: LabStore,
    private readonly legs: readonly Leg[],
  ) {
    this.#feeds = legs.map(({ client, server }) => new LadderFeed(lab, client, server))
  }

  refresh(scale: Scale, calls: boolean): WholeLadder {
    const ladders = this.#feeds.map((feed) => feed.refresh(scale, calls))
    const selves = ladders.map(({ trace }) => trace.self)
    const [first] = ladders
    if (ladders.length === 1 && first) return { ladder: first, legs: this.legs, selves }
    return { ladder: this.#joined(ladders), legs: this.legs, selves }
  }

  #joined(ladders: readonly LadderModel[]): RelayedLadder {
    const before = this.#relayed
    const isSame =
      before?.legs.every((leg, index) => leg === ladders[index] && leg.epoch === before.epochs[index]) ===
      true
    if (before && isSame) before.refresh()
    else this.#relayed = new RelayedLadder(ladders, (before?.epoch ?? 0) + 1)
    return this.#relayed as RelayedLadder
  }
}

/** Hands the window's events of a connection, and of the capture, on to its ladder. */
export class LadderFeed {
  readonly #merged: MergedEvents
  readonly #names: readonly string[]
  #model: LadderModel
  #next: number
  #epoch: number
  #older: number

  constructor(
    private readonly lab: LabStore,
    private readonly client: string | undefined,
    private readonly server: string | undefined,
  ) {
    this.#names = [client, server].filter((name) => name !== undefined)
    // What is about no socket tells when capture was on.
    this.#merged = new MergedEvents(lab.events, [...this.#names, undefined], () => true).refresh()
    this.#epoch = this.#merged.epoch
    this.#older = this.#merged.older
    this.#model = this.#begin()
    this.#next = Math.max(this.#merged.start, this.#merged.end - READ_AT_MOST)
  }

  refresh(scale: Scale, calls: boolean): LadderModel {
    const { lab } = this
    const merged = this.#merged.refresh()
    if (merged.epoch !== this.#epoch || merged.older !== this.#older) {
      this.#epoch = merged.epoch
      this.#older = merged.older
      this.#model = this.#begin()
      this.#next = Math.max(merged.start, merged.end - READ_AT_MOST)
    }
    if (this.#next > merged.start && this.#model.rows.length === 0) this.#model.incomplete = true
    for (let at = Math.max(this.#next, merged.start); at < merged.end; at++) {
      this.#model.take(lab.events.bareAt(merged.at(at)))
    }
    this.#next = merged.end
    this.#model.setScale(scale)
    this.#model.setCalls(calls)
    this.#model.refresh()
    return this.#model
  }

  #begin(): LadderModel {
    const { lab, client, server } = this
    const foreign = (name: string | undefined) =>
      name !== undefined && lab.model.sockets.get(name)?.role === 'foreign'
    const ends: Side[] = []
    if (foreign(client)) ends.push('client')
    if (foreign(server)) ends.push('server')
    const model = new LadderModel({ client, server, foreign: ends }, SCALES[USUAL_SCALE] as Scale)
    model.incomplete = holeOf(lab, this.#names) !== undefined
    return model
  }
}
