import type { LabEvent, Received, Segment, Sent, SocketFacts, StateChanged } from '../../events'
import { Capturing } from './capturing'
import { carriedIn, merged, momentOf, same, sure } from './carried'
import { type Control, controlsOf, type Slot, type Step } from './controls'
import { Counts } from './counts'
import { Evidence } from './evidence'
import { kindOf, type Side, type TcpSegment } from './segment'
import { Slots } from './slots'
import { Stream } from './stream'

export interface TraceEnds {
  /** Names of the two ends, as far as they are known. */
  client: string | undefined
  server: string | undefined
  /** These ends aren't the lab's: only the other one tells what they send. */
  foreign?: readonly Side[]
}

/**
 * The segments of one connection. Events of both ends in, in the order of the log (others are ignored); segments out, as
 * plain data that changes as more becomes known. It can begin in the middle of a log.
 */
export class SegmentTrace {
  readonly #names: Record<Side, string | undefined>
  readonly #counts: Counts
  readonly #streams: Record<Side, Stream> = { client: new Stream(), server: new Stream() }
  #lastId = -1
  #steps: Step[] = []
  readonly #slots = new Slots()
  readonly #evidence = new Evidence()
  /** Of each end: the data that may carry the ACK of the other end's FIN. */
  #answers: Partial<Record<Side, TcpSegment>> = {}
  readonly #capturing = new Capturing()
  #touched = new Set<TcpSegment>()

  constructor({ client, server, foreign = [] }: TraceEnds) {
    this.#names = { client, server }
    const unknown = (['client', 'server'] as const).filter((side) => this.#names[side] === undefined)
    this.#counts = new Counts([...foreign, ...unknown])
  }

  /** The client is connected to itself: it is both ends. */
  get self(): boolean {
    return this.#counts.self
  }

  /** Takes in one event; returns the segments that are new or have changed, those that were withdrawn among them. */
  step(event: LabEvent): readonly TcpSegment[] {
    if (event.kind === 'source') {
      if (event.source === 'capture') this.#capturing.changed(event)
      return []
    }
    const side = this.sideOf(event.socket)
    if (!side) return []
    this.#touched = new Set()
    this.#evidence.remember(event)
    switch (event.kind) {
      case 'connecting':
        this.#counts.self = event.local === event.remote
        this.#counts.begin(side)
        break
      case 'connected':
        this.#counts.self = event.local === event.remote
        break
      case 'accepted':
        this.#counts.begin(side)
        break
      case 'asked':
        if (event.facts) this.#counts.know(side, event.facts)
        if (event.facts && (event.command.do === 'destroy' || event.command.do === 'reset')) {
          this.#cut(side, event.facts)
        }
        break
      case 'finished':
        this.#counts.know(side, event.facts)
        break
      case 'drained':
        this.#counts.drained(side)
        break
      case 'closed':
        this.#closed(side)
        break
      case 'sent':
        this.#wrote(side, event)
        break
      case 'received':
        this.#read(side, event)
        break
      case 'state':
        this.#moved(side, event)
        break
      case 'segment':
        this.#captured(side, event)
        break
    }
    return [...this.#touched]
  }

  /** Which end a name is; undefined if it is neither. */
  sideOf(name: string | undefined): Side | undefined {
    if (name === undefined) return undefined
    return name === this.#names.client ? 'client' : name === this.#names.server ? 'server' : undefined
  }

  // --- What the ends say -----------------------------------------------------------------------------------

  /** The descriptor goes, and with it what Node had not handed to the kernel. */
  #cut(side: Side, { written, unsent }: SocketFacts): void {
    if (unsent === 0) return
    for (const segment of this.#streams[side].cut(1 + written - unsent)) this.#touched.add(segment)
  }

  /** By a reset, or an error: how much of what Node held back had left by then is the kernel's secret. */
  #closed(side: Side): void {
    const { written = 0, queued } = this.#counts.of(side)
    if (queued === 0) return
    for (const segment of this.#streams[side].doubt(1 + written)) this.#touched.add(segment)
  }

  #wrote(side: Side, event: Sent): void {
    const end = this.#counts.of(side)
    const held = end.owed || event.queued > 0
    // Before its own bytes count: a socket that is connected to itself doesn't have them yet.
    const acknowledging = this.#counts.acknowledging(side)
    end.written = event.offset + event.bytes - event.queued
    end.queued = event.queued
    if (event.bytes === 0) return
    const segment = this.#make({
      from: side,
      flags: 'AP',
      sequence: 1 + event.offset,
      bytes: event.bytes,
      t: event.t,
      sent: { min: event.t, ...(!held && { max: event.t }) },
      confidence: held ? 'order' : 'exact',
      because: [event.seq],
      ...acknowledging,
    })
    if (!this.#streams[side].wrote(segment)) return
    this.#touched.add(segment)
    this.#acknowledged(side)
    end.owed = true
    this.#mayAnswer(side, segment)
  }

  #read(side: Side, event: Received): void {
    const writer = this.#counts.other(side)
    this.#counts.of(side).read = event.offset + event.bytes
    if (this.#counts.of(writer).foreign) {
      this.#counts.of(writer).written = event.offset + event.bytes
      const segment = this.#make({
        from: writer,
        flags: 'AP',
        sequence: 1 + event.offset,
        bytes: event.bytes,
        t: event.t,
        sent: { max: event.t },
        confidence: 'order',
        because: [event.seq],
        ...this.#counts.acknowledging(writer),
      })
      if (event.bytes > 0 && this.#streams[writer].wrote(segment)) {
        this.#touched.add(segment)
        this.#acknowledged(writer)
        this.#mayAnswer(writer, segment)
      }
    } else if (this.#counts.came(writer, event.offset + event.bytes)) this.#hadLeft(writer)
    for (const segment of this.#streams[writer].read(event)) this.#touched.add(segment)
  }

  /** The kernel had taken some of what Node seemed to hold when the descriptor went: that is read, and the FIN comes behind. */
  #hadLeft(side: Side): void {
    const end = this.#counts.of(side)
    const next = 1 + (end.written ?? 0)
    for (const segment of this.#streams[side].restore(next)) this.#touched.add(segment)
    const fin = this.#slots.get(`fin ${side}`)
    if (!end.fin || fin?.provenance !== 'inferred' || (fin.sequence ?? next) >= next) return
    fin.sequence = next
    end.fin.sequence = next
    this.#touched.add(fin)
    const acknowledgement = this.#slots.get(`finAck ${side}`)
    if (acknowledgement?.provenance !== 'inferred') return
    acknowledgement.acknowledgement = next + 1
    this.#touched.add(acknowledgement)
  }

  #acknowledged(by: Side): void {
    this.#counts.of(this.#counts.other(by)).owed = false
  }

  /** The first data behind the other end's FIN may carry its ACK. */
  #mayAnswer(side: Side, segment: TcpSegment): void {
    if (!this.#counts.of(this.#counts.other(side)).fin || this.#answers[side]) return
    this.#answers[side] = segment
    this.#reconcile()
  }

  // --- What transitions tell -------------------------------------------------------------------------------

  #moved(side: Side, state: StateChanged): void {
    const evidence = this.#evidence.get(state.because[0])
    const step = { side, state, evidence, evidenceSide: this.sideOf(evidence?.socket) }
    const corrected =
      state.supersedes === undefined ? -1 : this.#steps.findIndex((one) => one.state.seq === state.supersedes)
    if (corrected >= 0) this.#steps[corrected] = step
    else this.#steps.push(step)
    this.#reconcile()
  }

  /** Makes the segments in the slots what the transitions now say. */
  #reconcile(): void {
    const controls = controlsOf(this.#steps, this.self)
    const captured = (slot: Slot) => this.#slots.isCaptured(slot)
    const carried = carriedIn(controls, this.#steps, this.#counts, this.#answers, captured)
    for (const segment of this.#slots.clearAllBut(controls)) this.#withdraw(segment)
    for (const [slot, control] of controls) {
      const segment = this.#slots.get(slot)
      const made = merged(control.made, carried.get(slot))
      if (segment) this.#adjust(segment, control, made)
      else if (!this.#slots.isRefuted(slot)) this.#fill(control, made)
    }
    for (const side of ['client', 'server'] as const) {
      const answer = this.#answers[side]
      const made = answer && carried.get(answer.id)
      if (answer && made && !same(answer.made, made)) {
        answer.made = made
        this.#touched.add(answer)
      }
    }
  }

  #fill(control: Control, made: TcpSegment['made']): void {
    const { slot, from, flags, sent, arrived, because } = control
    const t = momentOf(control)
    const segment = this.#make({
      from,
      flags,
      bytes: 0,
      t,
      sent,
      confidence: sure(control),
      because,
      ...this.#counts.numbersOf(control),
      ...(arrived && { arrived }),
    })
    segment.made = made
    this.#slots.fill(slot, segment)
    this.#touched.add(segment)
    if (kindOf(segment) === 'FIN') this.#counts.of(from).fin = { sequence: segment.sequence, t }
  }

  #adjust(segment: TcpSegment, control: Control, made: TcpSegment['made']): void {
    const before = JSON.stringify(segment)
    segment.made = made
    if (segment.provenance === 'inferred') {
      segment.sent = control.sent
      if (control.arrived) segment.arrived = control.arrived
      segment.confidence = sure(control)
      segment.because = control.because
    } else {
      for (const seq of control.because) if (!segment.because.includes(seq)) segment.because.push(seq)
    }
    if (JSON.stringify(segment) !== before) this.#touched.add(segment)
  }

  // --- What was captured -----------------------------------------------------------------------------------

  #captured(side: Side, event: Segment): void {
    this.#capturing.saw(event.t)
    const to = this.#counts.other(side)
    const since = this.#capturing.writtenSince(event.t)
    const number = (of: Side, raw: number, syn: boolean) =>
      this.#counts.relative(of, raw, syn, this.#streams[of].numberAt(since))
    const sequence = number(side, event.raw.sequence, event.flags.includes('S'))
    const acknowledgement = event.flags.includes('A')
      ? number(to, event.raw.acknowledgement, false)
      : undefined
    const segment = this.#make({
      from: side,
      flags: event.flags,
      sequence,
      ...(acknowledgement !== undefined && { acknowledgement }),
      bytes: event.bytes,
      t: event.t,
      sent: { min: event.t, max: event.t },
      confidence: 'exact',
      because: [event.seq],
    })
    segment.provenance = 'captured'
    segment.window = event.window
    if (event.again) segment.again = true
    this.#touched.add(segment)
    if (event.bytes > 0) for (const one of this.#streams[side].capture(segment)) this.#withdraw(one)
    if (!segment.again) {
      const syns = this.#steps.filter(({ state }) => state.to === 'SYN_SENT').length
      const before = this.#slots.bind(segment, syns, {
        side: to,
        sequence: this.#counts.of(to).fin?.sequence,
      })
      if (before) this.#withdraw(before)
    }
    if (segment.flags.includes('F')) {
      this.#counts.of(side).fin = { sequence: sequence + segment.bytes, t: event.t }
    }
    const refuted = this.#slots.refute((one) => this.#capturing.covers(one.t, event.t))
    for (const one of refuted) this.#withdraw(one)
  }

  #withdraw(segment: TcpSegment): void {
    segment.withdrawn = true
    this.#touched.add(segment)
  }

  #make(rest: Omit<TcpSegment, 'id' | 'provenance' | 'reads' | 'made'>): TcpSegment {
    return { id: ++this.#lastId, provenance: 'inferred', reads: [], made: { from: [], to: [] }, ...rest }
  }
}
