import type { Contradicted, EventDraft, EventOf, LabEvent, Observed, Segment } from '../../events'
import type { End } from '../end'
import type { Ends } from '../ends'
import { confirm } from '../path'
import { ORPHAN_FIN_WAIT_2_MS, TIME_WAIT_MS } from '../states'
import type { Timers } from '../timers'
import { closedPassively, JUDGES, type Verdict } from './kernel'
import { amend, asPath } from './plan'
import { type Track, Tracks } from './track'
import { type Shown, Wires } from './wires'

type Draft = Extract<EventDraft, { kind: 'state' | 'contradicted' }>
type Seen = Extract<LabEvent, { kind: 'found' | 'observed' | 'segment' | 'source' }>

const NONE: readonly Draft[] = []

/** How long after TIME_WAIT should be over by its row's timer the row may stay, ms: the kernel sweeps them in turns. */
const SWEEP_MS = 5000

export function isSeen(event: LabEvent): event is Seen {
  const { kind } = event
  return kind === 'observed' || kind === 'segment' || kind === 'found' || kind === 'source'
}

/**
 * What the kernel's tables and the wire say of the states that were concluded from Node's events: they confirm them,
 * choose among the possible stories, go on with what nobody could know, and correct what was wrong.
 */
export class Witness {
  readonly #tracks: Tracks
  readonly #wires: Wires

  constructor(
    private readonly ends: Ends,
    private readonly timers: Timers,
  ) {
    this.#tracks = new Tracks(this.ends)
    this.#wires = new Wires(this.#tracks)
  }

  /** Follows a transition that the log has: an own conclusion takes effect by it. */
  record(event: EventOf<'state'>): void {
    const track = this.#tracks.record(event)
    track.peer ??= this.ends.get(track.name)?.peer?.name
    if (event.provenance !== 'inferred') this.#adopt(track)
  }

  /** What was seen; returns what follows from it, in order. */
  see(event: Seen): readonly Draft[] {
    switch (event.kind) {
      case 'found':
        this.#found(event)
        return NONE
      case 'observed':
        return this.#observed(event)
      case 'segment':
        return this.#segment(event)
      case 'source':
        if (event.source === 'capture' && event.phase === 'lost') this.#wires.lose()
        return NONE
    }
  }

  /** Nobody asks any more what becomes of that end. */
  letGo(name: string): void {
    this.#tracks.letGo(name)
  }

  #found(event: EventOf<'found'>): void {
    const end = this.ends.open(event.socket, true, event.t)
    if (event.peer === undefined || end.peer) return
    const peer = this.ends.get(event.peer)
    if (peer && !peer.peer) this.ends.pair(peer, event.socket, true, event.t)
    this.#tracks.open(event.socket).peer = event.peer
    this.#tracks.open(event.peer).peer = event.socket
  }

  #observed(row: Observed): readonly Draft[] {
    const track = this.#tracks.get(row.socket)
    if (!track) {
      if (!this.ends.get(row.socket)) return NONE
      this.#tracks.open(row.socket)
      return this.#observed(row)
    }
    const peer = track.peer === undefined ? undefined : this.#tracks.get(track.peer)
    const verdict = judge(track, row, peer)
    if (!verdict) remember(track, row)
    const drafts = verdict ? correction(track, withEarlier(track, verdict, peer), row) : NONE
    confirm(track.path, row)
    const end = this.ends.get(row.socket)
    if (end && row.state === 'FIN_WAIT_2') end.acknowledged = 'yes'
    track.row = { state: row.state, t: row.t }
    if (row.timer?.kind === 'timeWait') this.#timeWait(track, row.t + row.timer.ms)
    // Who has closed passively has no row, or none any more.
    const atOtherEnd =
      row.state === 'TIME_WAIT' && drafts.length > 0 && (peer?.row?.state ?? 'CLOSED') === 'CLOSED'
    const other = atOtherEnd && peer && closedPassively(peer, row)
    return other ? [...drafts, ...correction(peer, other, row)] : drafts
  }

  #segment(segment: Segment): readonly Draft[] {
    return this.#wires.take(segment).flatMap((shown) => captured(shown, segment))
  }

  /** The row's own timer takes the place of the usual minute. */
  #timeWait(track: Track, over: number): void {
    track.timeWaitOver = over
    const end = this.ends.get(track.name)
    if (end?.state === 'TIME_WAIT') this.timers.set(end, over, SWEEP_MS)
  }

  /** What the log has of an end by now is what further conclusions stand on. */
  #adopt(track: Track): void {
    const step = track.path.at(-1)
    const end = this.ends.get(track.name) ?? this.#reopened(track)
    if (!end || !step) return
    end.state = step.to
    end.heard = true
    end.entered = { seq: step.seq, tMin: step.tMin, tMax: step.tMax, from: step.from }
    if (step.to === 'FIN_WAIT_2' || step.to === 'TIME_WAIT') end.finHeldUp = false
    if (step.to === 'CLOSED') this.ends.forget(end)
    else if (step.to === 'TIME_WAIT') this.#waits(track, end, step.tMax)
    else if (step.to === 'FIN_WAIT_2' && !end.foreign && end.descriptor === 'closed') {
      this.timers.begin(end, step.t + ORPHAN_FIN_WAIT_2_MS)
    }
  }

  #waits(track: Track, end: End, since: number): void {
    if (track.timeWaitOver !== undefined) this.timers.set(end, track.timeWaitOver, SWEEP_MS)
    else if (!end.foreign) this.timers.begin(end, since + TIME_WAIT_MS)
  }

  /** An end that was forgotten, since it was taken to be CLOSED, is not. */
  #reopened(track: Track): End | undefined {
    const step = track.path.at(-1)
    if (!step || step.to === 'CLOSED') return undefined
    const end = this.ends.open(track.name, false, step.t)
    end.descriptor = 'closed'
    return end
  }
}

function judge(track: Track, row: Observed, peer: Track | undefined): Verdict | undefined {
  for (const each of JUDGES) {
    const verdict = each.judge(track, row, peer)
    if (verdict) return verdict
  }
  return undefined
}

/** So many rows are kept that fitted nowhere. */
const UNEXPLAINED = 20

function remember(track: Track, row: Observed): void {
  track.unexplained.push(row)
  if (track.unexplained.length > UNEXPLAINED) track.unexplained.shift()
}

/** A correction, in the light of the rows that had fitted nowhere before it. */
function withEarlier(track: Track, verdict: Verdict, peer: Track | undefined): Verdict {
  if (!verdict.wrong) return verdict
  let path = asPath(verdict.plan)
  for (const row of track.unexplained.splice(0)) {
    const more = judge({ ...track, path }, row, peer)
    if (more && !more.wrong) path = asPath(more.plan)
  }
  return { ...verdict, plan: path }
}

function captured({ track: { name, path }, plan, wrong, seen }: Shown, segment: Segment): Draft[] {
  const states = amend(name, path, plan, segment.seq, 'captured')
  if (!wrong || states.length === 0) return states
  const contradicted: Omit<Contradicted, 'seq'> = {
    kind: 'contradicted',
    socket: name,
    t: segment.t,
    by: 'captured',
    inferred: wrong.to,
    seen: seen ?? 'CLOSED',
    because: [wrong.seq, segment.seq],
    cause: segment.seq,
  }
  return [contradicted, ...states]
}

function correction({ name, path }: Track, { plan, wrong }: Verdict, row: Observed): Draft[] {
  const states = amend(name, path, plan, row.seq, 'observed')
  if (!wrong || states.length === 0) return states
  const contradicted: Omit<Contradicted, 'seq'> = {
    kind: 'contradicted',
    socket: name,
    t: row.t,
    by: 'observed',
    inferred: wrong.to,
    seen: name === row.socket ? row.state : 'CLOSED',
    because: [wrong.seq, row.seq],
    cause: row.seq,
  }
  return [contradicted, ...states]
}
