import type { LabEvent, SourceChanged, StateChanged } from '../../shared/events'
import { SegmentTrace, type Side, type TcpSegment, type TraceEnds } from '../../shared/tcp/segments'
import { type Call, callOf } from './calls'
import { type Scale, spaceFor, Tops } from './layout'
import { type Atom, type Mark, mainSeq, place, REACH, type Row } from './rows'

/** Things that the ladder keeps; when a quarter more have come, the oldest are let go. */
const KEPT = 40_000

/** A row that shows an event stands this many rows from the event's own time at most. */
const NEAR = 32

type Draft = Atom extends infer A ? (A extends Atom ? Omit<A, 'order' | 't'> : never) : never

/**
 * The ladder of a connection: events in, in the order of the log; rows out, in the order of time. What comes late, or
 * corrects what was concluded, changes the newest rows only, as a rule.
 */
export class LadderModel {
  readonly trace: SegmentTrace
  readonly rows: Row[] = []
  /** Goes up when rows were taken away from the front. */
  epoch = 0
  /** Something that was here, or in the log, is not shown any more. */
  incomplete = false
  #tops = new Tops()
  #scale: Scale
  #calls = true
  #atoms: Atom[] = []
  #lastOrder = 0
  /** The first atom that is not in the rows yet, or not any more. */
  #dirty = 0
  #ofSegment = new Map<number, Atom>()
  #states = new Map<number, StateChanged>()
  #ofState = new Map<number, Atom>()
  #bySeq = new Map<number, Atom>()
  #causes = new Map<number, number>()
  #indexes = new Map<string, number>()
  #lost = 0

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
    this.#invalidate(0)
    this.refresh()
  }

  take(event: LabEvent): void {
    const side = this.trace.sideOf(event.socket)
    if (event.kind === 'source') this.#source(event)
    else if (side) this.#tell(event, side)
    for (const segment of this.trace.step(event)) this.#segment(segment)
    if (event.kind === 'state' && side) this.#settleState(event.seq)
  }

  /** Brings the rows up to date with what was taken in. */
  refresh(): void {
    if (this.#atoms.length > this.kept * 1.25) this.#forget()
    if (this.#dirty >= this.#atoms.length) return
    const context = {
      state: (seq: number) => this.#states.get(seq),
      causeOf: (seq: number) => this.#causes.get(seq) ?? 0,
    }
    let unchanged = this.rows.length
    for (let index = this.#reopen(this.#dirty); index < this.#atoms.length; index++) {
      const atom = this.#atoms[index] as Atom
      if (atom.kind === 'call' && !this.#calls) continue
      unchanged = Math.min(unchanged, Math.max(0, this.rows.length - REACH))
      place(this.rows, atom, index, context)
    }
    this.#dirty = this.#atoms.length
    unchanged = Math.min(unchanged, this.rows.length)
    this.#tops.cut(unchanged)
    for (let index = unchanged; index < this.rows.length; index++)
      this.#tops.add(this.#heightOf(this.rows[index] as Row))
  }

  /** Index of the row that shows the event; undefined if none does. */
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

  /** Index of the row with that key, which stands at about `t`, ms; undefined if it is gone. */
  indexOf(key: number, t: number): number | undefined {
    for (let index = this.seek(t); index >= 0; index--) {
      const row = this.rows[index]
      if (!row || row.t < t) return undefined
      if (row.key === key) return index
    }
    return undefined
  }

  /** The event that a row is pointed at by: one that leads to this row and to no other, if it has one. */
  pointOf(index: number): number {
    const row = this.rows[index] as Row
    const { segment } = row
    if (!segment) return mainSeq(row)
    const candidates = [...segment.because, ...segment.made.from, ...segment.made.to]
    return candidates.find((seq) => this.find(seq) === index) ?? mainSeq(row)
  }

  /** Index of the last row that begins at or before `t`, ms; the first one if none does. */
  seek(t: number): number {
    let low = 0
    let high = this.rows.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((this.rows[middle] as Row).t <= t) low = middle + 1
      else high = middle
    }
    return Math.max(0, low - 1)
  }

  /** Height of a row without the space above it, px. */
  innerHeight(row: Row): number {
    const { words, row: height } = this.#scale
    return row.mark && !words ? 16 : height
  }

  #heightOf(row: Row): number {
    const space = row.before === undefined ? 0 : spaceFor(row.t - row.before, this.#scale)
    return space + this.innerHeight(row)
  }

  // --- What comes in ---------------------------------------------------------------------------------------

  #source({ source, phase, seq, t, lost = 0 }: SourceChanged): void {
    if (source !== 'capture') return
    const mark = (what: 'captureOn' | 'captureOff' | 'lost', count = 0) =>
      this.#insert({ kind: 'mark', mark: { what, seq, count } satisfies Mark }, t, seq)
    if (phase === 'started') mark('captureOn')
    else if (phase === 'lost') mark('lost', lost - this.#lost)
    else mark('captureOff')
    this.#lost = phase === 'started' ? 0 : Math.max(this.#lost, lost)
  }

  #tell(event: LabEvent, side: Side): void {
    if (event.kind === 'state') {
      this.#states.set(event.seq, event)
      if (event.supersedes !== undefined) this.#drop(event.supersedes)
      return
    }
    if (event.cause !== undefined && event.kind !== 'sent' && event.kind !== 'received') {
      this.#causes.set(event.seq, event.cause)
    }
    if (event.kind === 'sent' || event.kind === 'received') this.#count(event)
    // The call that led to it stands there already.
    if (event.kind === 'finished' && event.cause !== undefined && this.#isCall(event.cause)) return
    const call = callOf(event, side)
    if (call) this.#insert({ kind: 'call', call }, event.t, event.seq)
  }

  #isCall(seq: number): boolean {
    const atom = this.#bySeq.get(seq)
    return atom?.kind === 'call' && atom.call.name !== 'ended'
  }

  /** Messages are numbered: what the window has skipped is missing. */
  #count({ kind, socket, index, seq, t }: Extract<LabEvent, { kind: 'sent' | 'received' }>): void {
    const key = `${kind} ${socket}`
    const expected = this.#indexes.get(key)
    this.#indexes.set(key, index + 1)
    if (expected === undefined || index <= expected) return
    this.#insert({ kind: 'mark', mark: { what: 'skipped', seq, count: index - expected } }, t)
  }

  #segment(segment: TcpSegment): void {
    let atom = this.#ofSegment.get(segment.id)
    if (segment.withdrawn) {
      if (!atom) return
      atom.gone = true
      this.#ofSegment.delete(segment.id)
      this.#invalidate(this.#indexOf(atom))
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
    if (moved) this.#invalidate(this.#indexOf(atom))
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
      this.#invalidate(this.#indexOf(atom))
    }
  }

  /** A transition that was corrected. */
  #drop(seq: number): void {
    const atom = this.#ofState.get(seq)
    this.#states.delete(seq)
    this.#ofState.delete(seq)
    if (!atom) return
    if (atom.kind === 'state') atom.gone = true
    this.#invalidate(this.#indexOf(atom))
  }

  // --- Where it goes ---------------------------------------------------------------------------------------

  #insert(draft: Draft, t: number, seq?: number): Atom {
    const atom = { ...draft, t, order: ++this.#lastOrder } as Atom
    let index = this.#atoms.length
    while (index > 0 && (this.#atoms[index - 1] as Atom).t > t) index--
    this.#atoms.splice(index, 0, atom)
    this.#invalidate(index)
    if (seq !== undefined) this.#bySeq.set(seq, atom)
    return atom
  }

  #invalidate(index: number): void {
    this.#dirty = Math.min(this.#dirty, index)
  }

  #indexOf(atom: Atom): number {
    let low = 0
    let high = this.#atoms.length
    while (low < high) {
      const middle = (low + high) >>> 1
      const there = this.#atoms[middle] as Atom
      if (there.t < atom.t || (there.t === atom.t && there.order < atom.order)) low = middle + 1
      else high = middle
    }
    return low
  }

  #rowOf(atom: Atom): Row | undefined {
    const index = this.indexOf(atom.order, atom.t)
    return index === undefined ? undefined : this.rows[index]
  }

  /** Takes away the rows that a change at this atom can reach; returns the first atom that has to be placed again. */
  #reopen(dirty: number): number {
    const { rows } = this
    let low = 0
    let high = rows.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((rows[middle] as Row).first < dirty) low = middle + 1
      else high = middle
    }
    const kept = Math.max(0, low - REACH - 2)
    const from = kept === 0 ? 0 : (rows[kept]?.first ?? dirty)
    rows.length = kept
    const first = this.#atoms[from]
    // What was placed into the rows that stay is placed again.
    for (const row of rows.slice(-REACH)) {
      for (const cell of [row.client, row.server]) {
        const early = cell.calls.filter((call) => first === undefined || !this.#isBehind(call, first))
        if (early.length < cell.calls.length) {
          cell.calls = early
          row.version++
        }
      }
    }
    return from
  }

  #isBehind(call: Call, first: Atom): boolean {
    const atom = this.#bySeq.get(call.seq)
    if (!atom) return false
    return atom.t > first.t || (atom.t === first.t && atom.order >= first.order)
  }

  #forget(): void {
    const old = this.#atoms.splice(0, this.#atoms.length - this.kept)
    for (const atom of old) {
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
    this.#dirty = 0
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
