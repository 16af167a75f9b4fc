import type { LabEvent, StateChanged } from '../../shared/events'
import { SegmentTrace, type Side, type TcpSegment, type TraceEnds } from '../../shared/tcp/segments'
import { Atoms, type Draft } from './atoms'
import { type Call, callOf } from './calls'
import type { Ladder } from './ladder'
import { heightOf, innerHeight, type Scale, Tops } from './layout'
import { Marks } from './marks'
import { reopen, takeBack } from './reopen'
import { type Atom, indexOfKey, mainSeq, place, REACH, type Row, seek } from './rows'

/** Things that the ladder keeps; when a quarter more have come, the oldest are let go. */
const KEPT = 40_000

/** A row that shows an event stands this many rows from the event's own time at most. */
const NEAR = 32

/**
 * The ladder of a connection: events in, in the order of the log; rows out, in the order of time. What comes late, or
 * corrects what was concluded, changes the newest rows only, as a rule.
 */
export class LadderModel implements Ladder {
  readonly trace: SegmentTrace
  readonly rows: Row[] = []
  epoch = 0
  incomplete = false
  #tops = new Tops()
  #scale: Scale
  #calls = true
  readonly #atoms = new Atoms()
  /** The first row that may have changed since somebody asked. */
  #changed = 0
  #ofSegment = new Map<number, Atom>()
  #states = new Map<number, StateChanged>()
  #ofState = new Map<number, Atom>()
  #bySeq = new Map<number, Atom>()
  #causes = new Map<number, number>()
  readonly #marks = new Marks()

  constructor(
    ends: TraceEnds,
    scale: Scale,
    private readonly kept = KEPT,
  ) {
    this.trace = new SegmentTrace(ends)
    this.#scale = scale
  }

  get tops(): Tops {
    return this.#tops
  }

  get scale(): Scale {
    return this.#scale
  }

  setScale(scale: Scale): void {
    if (scale === this.#scale) return
    this.#scale = scale
    this.#tops.cut(0)
    for (const row of this.rows) this.#tops.add(this.#heightOf(row))
  }

  /** Calls are shown, or the wire alone. */
  setCalls(shown: boolean): void {
    if (shown === this.#calls) return
    this.#calls = shown
    this.#atoms.invalidateFrom(0)
    this.refresh()
  }

  take(event: LabEvent): void {
    const side = this.trace.sideOf(event.socket)
    const mark = side || event.kind === 'source' ? this.#marks.of(event) : undefined
    // Who points at a message means its row, and not what is missing before it.
    if (mark) this.#insert({ kind: 'mark', mark }, event.t, mark.what === 'skipped' ? undefined : mark.seq)
    if (side) this.#tell(event, side)
    for (const segment of this.trace.step(event)) this.#segment(segment)
    if (event.kind === 'state' && side) this.#settleState(event.seq)
  }

  /** Brings the rows up to date with what was taken in. */
  refresh(): void {
    if (this.#atoms.length > this.kept * 1.25) this.#forget()
    const { dirty } = this.#atoms
    if (dirty >= this.#atoms.length) return
    const context = {
      state: (seq: number) => this.#states.get(seq),
      causeOf: (seq: number) => this.#causes.get(seq) ?? 0,
    }
    let unchanged = this.rows.length
    const from = reopen(this.rows, dirty)
    const first = this.#atoms.at(from)
    takeBack(this.rows, (call) => first === undefined || this.#isBehind(call, first))
    for (let index = from; index < this.#atoms.length; index++) {
      const atom = this.#atoms.at(index) as Atom
      if (atom.kind === 'call' && !this.#calls) continue
      unchanged = Math.min(unchanged, Math.max(0, this.rows.length - REACH))
      place(this.rows, atom, index, context)
    }
    this.#atoms.settle()
    unchanged = Math.min(unchanged, this.rows.length)
    this.#changed = Math.min(this.#changed, unchanged)
    this.#tops.cut(unchanged)
    for (let index = unchanged; index < this.rows.length; index++)
      this.#tops.add(this.#heightOf(this.rows[index] as Row))
  }

  /** The first row that may have changed since this was asked last; those before it have at most become other in themselves. */
  takeChanged(): number {
    const changed = this.#changed
    this.#changed = this.rows.length
    return changed
  }

  find(seq: number): number | undefined {
    const state = this.#states.get(seq)
    const made = state && this.#ofState.get(seq)
    const atom = made ?? this.#bySeq.get(seq)
    if (!atom || atom.gone) return undefined
    // Its own row is near; one that is only concluded from it may stand before or behind that.
    let concluded: number | undefined
    const near = this.seek(atom.t)
    for (
      let index = Math.max(0, near - NEAR);
      index <= Math.min(this.rows.length - 1, near + NEAR);
      index++
    ) {
      const row = this.rows[index] as Row
      if (isIn(row, seq)) return index
      if (row.segment?.because.includes(seq)) concluded ??= index
    }
    return concluded
  }

  indexOf(key: number, t: number): number | undefined {
    return indexOfKey(this.rows, key, t)
  }

  pointOf(index: number): number {
    const row = this.rows[index] as Row
    const { segment } = row
    if (!segment) return mainSeq(row)
    const candidates = [...segment.because, ...segment.made.from, ...segment.made.to]
    return candidates.find((seq) => this.find(seq) === index) ?? mainSeq(row)
  }

  seek(t: number): number {
    return seek(this.rows, t)
  }

  innerHeight(row: Row): number {
    return innerHeight(row, this.#scale)
  }

  #heightOf(row: Row): number {
    return heightOf(row, this.#scale)
  }

  // --- What comes in ---------------------------------------------------------------------------------------

  #tell(event: LabEvent, side: Side): void {
    if (event.kind === 'state') {
      this.#states.set(event.seq, event)
      if (event.supersedes !== undefined) this.#drop(event.supersedes)
      return
    }
    if (event.cause !== undefined && event.kind !== 'sent' && event.kind !== 'received') {
      this.#causes.set(event.seq, event.cause)
    }
    // The call that led to it stands there already.
    if (event.kind === 'finished' && event.cause !== undefined && this.#isCall(event.cause)) return
    const call = callOf(event, side)
    if (call) this.#insert({ kind: 'call', call }, event.t, event.seq)
  }

  #isCall(seq: number): boolean {
    const atom = this.#bySeq.get(seq)
    return atom?.kind === 'call' && atom.call.name !== 'ended'
  }

  #segment(segment: TcpSegment): void {
    let atom = this.#ofSegment.get(segment.id)
    if (segment.withdrawn) {
      if (!atom) return
      atom.gone = true
      this.#ofSegment.delete(segment.id)
      this.#atoms.invalidate(atom)
      // What it made stands alone until another segment is said to have made it.
      for (const seq of [...segment.made.from, ...segment.made.to]) this.#settleState(seq)
      return
    }
    if (!atom) {
      atom = this.#insert({ kind: 'segment', segment }, segment.t)
      this.#ofSegment.set(segment.id, atom)
    } else {
      const row = this.#rowOf(atom)
      if (row) row.version++
    }
    for (const seq of segment.because) if (!this.#bySeq.has(seq)) this.#bySeq.set(seq, atom)
    let moved = false
    for (const seq of [...segment.made.from, ...segment.made.to]) {
      if (this.#ofState.get(seq) === atom) continue
      this.#standAlone(seq, false)
      this.#ofState.set(seq, atom)
      moved = true
    }
    if (moved) this.#atoms.invalidate(atom)
  }

  /** A transition that no segment made is shown by itself. */
  #settleState(seq: number): void {
    const state = this.#states.get(seq)
    const atom = this.#ofState.get(seq)
    if (!state) return
    if (atom?.kind === 'segment' && !atom.gone && madeBy(atom.segment, seq)) return
    this.#standAlone(seq, true)
  }

  #standAlone(seq: number, alone: boolean): void {
    const state = this.#states.get(seq)
    const atom = this.#ofState.get(seq)
    if (alone === (atom?.kind === 'state' && !atom.gone)) return
    const side = this.trace.sideOf(state?.socket)
    if (alone && state && side) {
      this.#ofState.set(seq, this.#insert({ kind: 'state', side, state }, state.t))
    } else if (atom?.kind === 'state') {
      atom.gone = true
      this.#ofState.delete(seq)
      this.#atoms.invalidate(atom)
    }
  }

  /** A transition that was corrected. */
  #drop(seq: number): void {
    const atom = this.#ofState.get(seq)
    this.#states.delete(seq)
    this.#ofState.delete(seq)
    if (!atom) return
    if (atom.kind === 'state') atom.gone = true
    this.#atoms.invalidate(atom)
  }

  // --- Where it goes ---------------------------------------------------------------------------------------

  #insert(draft: Draft, t: number, seq?: number): Atom {
    const atom = this.#atoms.insert(draft, t)
    if (seq !== undefined) this.#bySeq.set(seq, atom)
    return atom
  }

  #rowOf(atom: Atom): Row | undefined {
    const index = this.indexOf(atom.order, atom.t)
    return index === undefined ? undefined : this.rows[index]
  }

  #isBehind(call: Call, first: Atom): boolean {
    const atom = this.#bySeq.get(call.seq)
    if (!atom) return false
    return atom.t > first.t || (atom.t === first.t && atom.order >= first.order)
  }

  #forget(): void {
    for (const atom of this.#atoms.forget(this.kept)) {
      if (atom.kind === 'segment') {
        this.#ofSegment.delete(atom.segment.id)
        for (const seq of atom.segment.because) this.#bySeq.delete(seq)
      }
      if (atom.kind === 'call') {
        this.#bySeq.delete(atom.call.seq)
        this.#causes.delete(atom.call.seq)
      }
    }
    this.rows.length = 0
    this.#changed = 0
    this.epoch++
    this.incomplete = true
  }
}

function madeBy({ made }: TcpSegment, seq: number): boolean {
  return made.from.includes(seq) || made.to.includes(seq)
}

/** The row shows the event itself, not only what was concluded from it. */
function isIn({ mark, client, server }: Row, seq: number): boolean {
  return (
    mark?.seq === seq || [client, server].some(({ calls, states }) => has(calls, seq) || has(states, seq))
  )
}

function has(events: readonly { seq: number }[], seq: number): boolean {
  return events.some((event) => event.seq === seq)
}
