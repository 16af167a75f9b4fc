import type { Segment } from '../../events'
import type { PathStep } from '../path'
import type { Confidence, TcpState } from '../states'
import { type Occurrence, transition } from '../transitions'

/**
 * What captured segments say of both ends of a connection. A segment is seen where it is sent; that it has come is proved by
 * the next one of its receiver that acknowledges it (RFC 9293, 3.4: each carries an acknowledgement number that is up to
 * date), and that an acknowledgement has come by its not being asked for again.
 */

/** A FIN that a program has sent, by its own word: it may wait in the kernel behind what the peer has no room for. */
export type FinCall = PathStep

/** A transition that the segments show. */
export interface Moment {
  to: TcpState
  t: number
  tMin: number
  tMax: number
  confidence: Confidence
  /** `seq` of the segments. */
  because: number[]
  alternatives: TcpState[][]
  /** It is known from the call, and no segment has shown it by then. */
  call?: FinCall
}

/** 0 for the end that the connection is kept under, 1 for the other. */
type Side = 0 | 1

/** A segment that a state can hang on. */
interface Kept {
  seq: number
  t: number
  from: Side
  syn: boolean
  fin: boolean
  reset: boolean
  /** Relative to the receiver's first number. */
  ack: number | undefined
  /** Its relative number, and the one that follows it. */
  first: number
  next: number
  /** False of one that only shows what its sender had not got yet. */
  tells: boolean
}

/** Longest way of a segment between two machines that is reckoned with where nothing bounds it, ms. */
const LONGEST_WAY_MS = 1000
/** How long a call is in the kernel, ms. */
const CALL_MS = 0.2
/** Copies of one segment are told apart by less, ms. */
const TWIN_MS = 1
/** A FIN that leaves so soon after its call did not wait, ms. */
const AT_ONCE_MS = 1

/** The segments of one connection that tell of its states. */
export class Wire {
  #kept: Kept[] = []
  /** What follows the newest number that was seen of each end. */
  #next: [number, number] = [0, 0]
  /** When the newest one was sent, ms. */
  #newest = 0
  /** Something of it is missing: nothing more is concluded. */
  #incomplete = false

  /** `start`: the states in which the first segment meets the ends. `near`: both ends are on this machine. */
  constructor(
    private readonly start: readonly [TcpState, TcpState],
    private readonly near: boolean,
  ) {}

  /** Segments have been lost by who captures them. */
  lose(): void {
    this.#incomplete = true
  }

  /** Takes in the next segment, sent by `from`. True if it can tell of a state. */
  take(segment: Segment, from: Side): boolean {
    const { seq, t, flags, sequence, bytes } = segment
    const [syn, fin, reset] = [flags.includes('S'), flags.includes('F'), flags.includes('R')]
    const ack = segment.acknowledgement
    const other = (1 - from) as Side
    if (this.#isTwin(segment, from)) return false
    const next = sequence + bytes + Number(syn) + Number(fin)
    if (ack !== undefined && !reset && this.#kept.length > 0 && ack > this.#next[other])
      this.#incomplete = true
    if (this.#incomplete) return false
    const before = this.#kept.findLast((kept) => kept.from === from)
    const tells = syn || fin || reset || before === undefined || this.#acknowledgesClose(ack, before, other)
    this.#newest = Math.max(this.#newest, t)
    if (!reset) this.#next[from] = Math.max(this.#next[from], next)
    const one: Kept = { seq, t, from, syn, fin, reset, ack, first: sequence, next, tells }
    // Of those that tell nothing by themselves, the newest is enough.
    const last = this.#kept.at(-1)
    if (!tells && last?.from === from && !last.tells) this.#kept[this.#kept.length - 1] = one
    else if (tells || this.#isAwaited(other)) this.#kept.push(one)
    return tells
  }

  /** Two tools have captured it. What is sent again is so after some ms at the earliest (a tail loss probe, RFC 8985). */
  #isTwin({ t, sequence, acknowledgement, flags }: Segment, from: Side): boolean {
    return this.#kept.some(
      (kept) =>
        kept.from === from &&
        Math.abs(kept.t - t) < TWIN_MS &&
        kept.first === sequence &&
        kept.ack === acknowledgement &&
        kept.fin === flags.includes('F') &&
        kept.reset === flags.includes('R'),
    )
  }

  /** Its ACK is the first that covers SYN or FIN of the other end, or answers a copy of that. */
  #acknowledgesClose(ack: number | undefined, before: Kept, other: Side): boolean {
    if (ack === undefined) return false
    const place = this.#kept.indexOf(before)
    return this.#kept.some(
      (kept, index) =>
        kept.from === other &&
        (kept.syn || kept.fin) &&
        ack >= kept.next &&
        ((before.ack ?? -1) < kept.next || index > place),
    )
  }

  /** SYN or FIN of that end is not acknowledged yet. */
  #isAwaited(side: Side): boolean {
    const last = this.#kept.findLast((kept) => kept.from === side && (kept.syn || kept.fin))
    return (
      last !== undefined &&
      !this.#kept.some((kept) => kept.from !== side && kept.ack !== undefined && kept.ack >= last.next)
    )
  }

  /** The transitions of both ends as far as the segments, and what the programs have called, show them. */
  moments(calls: readonly [FinCall?, FinCall?]): [Moment[], Moment[]] {
    const ends: [Played, Played] = [new Played(this.start[0]), new Played(this.start[1])]
    const happened = [...this.#inOrder(), ...this.#called(calls)].sort((a, b) => a.place - b.place)
    for (const one of happened) {
      if ('call' in one) ends[one.side].calls(one.call)
      else if (!one.arrival) ends[one.segment.from].sends(one.segment)
      else ends[(1 - one.segment.from) as Side].receives(one.segment, one.arrival)
    }
    return [ends[0].moments, ends[1].moments]
  }

  /** Calls that were made before their FIN is seen. */
  #called(calls: readonly [FinCall?, FinCall?]): { place: number; side: Side; call: FinCall }[] {
    return ([0, 1] as const).flatMap((side) => {
      const call = calls[side]
      const segment = this.#kept.find((kept) => kept.from === side && kept.fin)
      if (!call || (segment && segment.t <= call.t + AT_ONCE_MS)) return []
      // What is told late is not known yet, and what was sent before may have come or not.
      if (call.t > this.#newest || this.#isOpenBefore((1 - side) as Side, call.t)) return []
      const place = this.#kept.findLastIndex((kept) => kept.t <= call.t) + 0.75
      return [{ place, side, call }]
    })
  }

  /** SYN or FIN that `side` has sent before `t` is not known to have come. */
  #isOpenBefore(side: Side, t: number): boolean {
    return this.#kept.some(
      (kept, index) => kept.from === side && kept.t <= t && this.#proofOf(index) === 'none',
    )
  }

  /** What happened at both ends, in order: segments are sent, and arrive. */
  #inOrder(): { place: number; segment: Kept; arrival?: Arrival }[] {
    const happened: { place: number; segment: Kept; arrival?: Arrival }[] = []
    // Of each direction: where the one before has arrived, and whether that is known at all.
    const reached: [number, number] = [0, 0]
    const open: [boolean, boolean] = [true, true]
    for (const [index, segment] of this.#kept.entries()) {
      happened.push({ place: index, segment })
      const { from } = segment
      if (!open[from]) continue
      const proof = this.#proofOf(index)
      if (proof === 'none') open[from] = false
      if (proof === 'none' || proof === 'copy') continue
      // Segments that are not lost arrive one behind the other.
      const place = Math.max(reached[from], proof?.after ?? index)
      reached[from] = place
      happened.push({ place: place + 0.5, segment, arrival: this.#arrivalOf(index, place, proof) })
    }
    return happened
  }

  /**
   * What shows that SYN or FIN of a segment has come, and behind which place; `none` if nothing does yet, `copy` if that was
   * done by a later copy. Undefined of a segment without them.
   */
  #proofOf(index: number): { by: Kept; after: number } | 'none' | 'copy' | undefined {
    const segment = this.#kept[index] as Kept
    if (segment.reset || (!segment.syn && !segment.fin)) return undefined
    let after = index
    for (let i = index + 1; i < this.#kept.length; i++) {
      const later = this.#kept[i] as Kept
      if (later.from === segment.from) {
        const isCopy = later.next === segment.next && later.syn === segment.syn && later.fin === segment.fin
        if (isCopy && (later.ack === undefined) === (segment.ack === undefined)) return 'copy'
        // RFC 9293, 3.10.7.4: only who has had all before a reset hears it.
        if (later.reset && later.first === segment.next) return { by: later, after }
      } else if (later.ack !== undefined && later.ack >= segment.next) return { by: later, after }
      else if (!later.reset) after = i
    }
    return 'none'
  }

  #arrivalOf(index: number, place: number, proof: { by: Kept } | undefined): Arrival {
    const segment = this.#kept[index] as Kept
    const tMin = Math.max(segment.t, this.#kept[place]?.t ?? segment.t)
    const isFinal = !this.#askedAgain(index)
    // Between ends of one machine nothing is under way for long; unless the receiver shows that it was.
    if (this.near && place === index)
      return { tMin, tMax: tMin, isFinal, ...(proof && { proof: proof.by.seq }) }
    if (proof) return { tMin, tMax: Math.max(tMin, proof.by.t), isFinal, proof: proof.by.seq }
    const next = this.#kept.find((kept, i) => i > place && kept.from !== segment.from)?.t
    return { tMin, tMax: Math.max(tMin, next ?? tMin + LONGEST_WAY_MS), isFinal }
  }

  /** What the segment at `index` acknowledges is sent once more after it: the acknowledgement has not come. */
  #askedAgain(index: number): boolean {
    const { from, ack } = this.#kept[index] as Kept
    if (ack === undefined) return false
    return this.#kept.some(
      (kept, i) => i > index && kept.from !== from && (kept.syn || kept.fin) && ack >= kept.next,
    )
  }
}

interface Arrival {
  tMin: number
  tMax: number
  /** What it acknowledges is not asked for again. */
  isFinal: boolean
  /** `seq` of the segment that shows that SYN or FIN has come. */
  proof?: number
}

/** One end while the segments are played to it. */
class Played {
  readonly moments: Moment[] = []
  /** What follows its own FIN. */
  #finNext: number | undefined

  constructor(private state: TcpState) {}

  calls(call: FinCall): void {
    this.#go('send-fin', [], { tMin: call.t, tMax: call.t }, call)
  }

  sends({ seq, t, syn, fin, reset, ack, next }: Kept): void {
    const at = { tMin: t, tMax: t }
    if (reset) this.#go('send-reset', [seq], at)
    else if (syn && ack === undefined) this.#go('active-open', [seq], at)
    else if (fin && this.#finNext === undefined) {
      this.#finNext = next
      this.#go('send-fin', [seq], at)
    }
  }

  receives({ seq, syn, fin, reset, ack }: Kept, arrival: Arrival): void {
    if (reset) {
      this.#go('receive-reset', [seq], arrival)
      return
    }
    const because = arrival.proof === undefined ? [seq] : [seq, arrival.proof]
    if (syn) this.#go(ack === undefined ? 'receive-syn' : 'receive-syn-ack', because, arrival)
    if (ack !== undefined && arrival.isFinal) {
      if (this.state === 'SYN_RECEIVED' && ack > 0) this.#go('receive-ack-of-syn', [seq], arrival)
      if (this.#finNext !== undefined && ack >= this.#finNext) this.#go('receive-ack-of-fin', [seq], arrival)
    }
    if (fin) this.#go('receive-fin', because, arrival)
  }

  #go(
    on: Occurrence,
    because: number[],
    { tMin, tMax }: { tMin: number; tMax: number },
    call?: FinCall,
  ): void {
    const row = transition(this.state, on)
    if (!row) return
    this.state = row.to
    const raced = on === 'send-reset' && this.#overtakes(tMin)
    const confidence = tMin === tMax && !raced ? 'exact' : 'order'
    this.moments.push({
      to: row.to,
      t: tMin,
      tMin,
      tMax,
      confidence,
      because,
      alternatives: [],
      ...(call && { call }),
    })
  }

  /**
   * An ACK that comes while the program is in the call that resets waits for the end of the call, and finds nobody: what
   * came right before a reset may not have been heard.
   */
  #overtakes(t: number): boolean {
    const last = this.moments.at(-1)
    if (last?.to !== 'FIN_WAIT_2' || t - last.t > CALL_MS) return false
    Object.assign(last, { confidence: 'possible', alternatives: [[]] })
    return true
  }
}
