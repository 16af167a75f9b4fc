import type { Segment } from '../../events'
import { parseAddress } from '../../ids'
import { MARGIN_MS, type PathStep } from '../path'
import type { TcpState } from '../states'
import type { NewStep, Plan } from './plan'
import type { Track, Tracks } from './track'
import { leads } from './ways'
import { type FinCall, type Moment, Wire } from './wire'

/** A connection that segments are captured of. */
interface Connection {
  wire: Wire
  names: readonly [string, string]
  /** Steps of each end's path that are none of this connection's, or were over when the first segment came. */
  before: readonly [number, number]
  /** The steps by which FIN was sent as far as the program knows. */
  calls: [FinCall?, FinCall?]
}

/** What segments make of the path of one end. `wrong`: a step that was called exact and is shown to be otherwise. */
export interface Shown {
  track: Track
  plan: Plan
  wrong?: PathStep
  /** The state that stands where `wrong` was. */
  seen?: TcpState
}

/** So many connections are remembered; the ones that were first seen longest ago go first. */
const MOST = 20_000

/** Every connection that segments are captured of, by its addresses. */
export class Wires {
  readonly #connections = new Map<string, Connection>()

  constructor(private readonly tracks: Tracks) {}

  /** Segments have been lost: what is open is not complete. */
  lose(): void {
    for (const { wire } of this.#connections.values()) wire.lose()
  }

  /** What the segments of its connection, this one included, show of the two paths. */
  take(segment: Segment): Shown[] {
    // An end that is connected to itself receives what it sends: nothing proves when.
    if (segment.socket === segment.to) return []
    const key = [segment.local, segment.remote].sort().join(' ')
    const opens = segment.flags === 'S' && segment.again !== true
    let connection = opens ? undefined : this.#connections.get(key)
    if (!connection) {
      connection = this.#open(segment, opens)
      this.#connections.delete(key)
      this.#connections.set(key, connection)
      for (const oldest of this.#connections.keys()) {
        if (this.#connections.size <= MOST) break
        this.#connections.delete(oldest)
      }
    }
    const { wire, names, before, calls } = connection
    if (!wire.take(segment, segment.socket === names[0] ? 0 : 1)) return []
    for (const side of [0, 1] as const) {
      const path = this.tracks.get(names[side])?.path.slice(before[side])
      calls[side] ??= path?.find(isFinCall)
    }
    return wire.moments(calls).flatMap((moments, side) => {
      const track = this.tracks.get(names[side] as string)
      return track ? (shown(track, before[side] as number, moments) ?? []) : []
    })
  }

  #open({ socket, to, t, local, remote }: Segment, opens: boolean): Connection {
    const names = [socket, to] as const
    const near = isNear(local, remote)
    const met = names.map((name) => metAt(this.tracks.get(name)?.path ?? [], t, opens))
    const [mine, theirs] = met as [Met, Met]
    return {
      wire: new Wire([mine.state, theirs.state], near),
      names,
      before: [mine.before, theirs.before],
      calls: [],
    }
  }
}

/** The program's own word that FIN is with its kernel, however that was known before. */
function isFinCall({ to, provenance, confidence }: PathStep): boolean {
  return (to === 'FIN_WAIT_1' || to === 'LAST_ACK') && provenance === 'inferred' && confidence !== 'possible'
}

interface Met {
  state: TcpState
  before: number
}

/** Where a connection's first segment meets an end. A SYN meets it closed, whatever an earlier attempt has left. */
function metAt(path: readonly PathStep[], t: number, opens: boolean): Met {
  if (!opens) {
    const before = path.findLastIndex((step) => step.tMin <= t) + 1
    return { state: path[before - 1]?.to ?? 'CLOSED', before }
  }
  const start = path.findLastIndex((step) => step.from === 'CLOSED' && step.t >= t - MARGIN_MS)
  return { state: 'CLOSED', before: start < 0 ? path.length : start }
}

function isNear(local: string, remote: string): boolean {
  const [here, there] = [parseAddress(local)?.host ?? '', parseAddress(remote)?.host ?? '']
  return here === there || [here, there].every((host) => host.startsWith('127.') || host === '::1')
}

function shown(track: Track, before: number, moments: readonly Moment[]): Shown | undefined {
  const { path } = track
  const last = moments.at(-1)
  if (!last) return undefined
  const plan: (PathStep | NewStep)[] = path.slice(0, before)
  for (const moment of moments) plan.push(stepOf(moment, path[plan.length]))
  for (const step of behind(path.slice(before), last)) {
    const from = plan.at(-1)?.to ?? 'CLOSED'
    // What ends a connection at once leads on from nearly everywhere: only from where it was concluded to.
    if (step.from === from || (step.to !== 'CLOSED' && leads(from, step.to))) plan.push(step)
  }
  // What is exact says that nothing was between.
  const stays = (old: PathStep) =>
    plan.some((step, index) => step.to === old.to && (plan[index - 1]?.to ?? 'CLOSED') === old.from)
  const place = path.findLastIndex((step) => step.confidence === 'exact' && !stays(step))
  const wrong = path[place]
  return { track, plan, ...(wrong && { wrong, seen: (plan[place] ?? plan.at(-1))?.to ?? 'CLOSED' }) }
}

/** What was concluded otherwise of the time after `last`: what segments had shown, and show no more, is taken back. */
function behind(steps: readonly PathStep[], last: Moment): readonly PathStep[] {
  const path = steps.filter((step) => step.provenance !== 'captured' || step.to === last.to)
  const same = path.findLastIndex((step) => step.to === last.to)
  return same >= 0 ? path.slice(same + 1) : path.filter((step) => step.tMax >= last.tMin)
}

/** The step that is there, if it says the same already. */
function stepOf({ call, ...moment }: Moment, there: PathStep | undefined): PathStep | NewStep {
  if (call)
    return there?.to === moment.to && there.provenance === 'inferred' ? there : { ...call, to: moment.to }
  const isSame = there !== undefined && there.to === moment.to
  if (
    isSame &&
    there.provenance === 'captured' &&
    there.tMin === moment.tMin &&
    there.tMax <= moment.tMax &&
    there.confidence === moment.confidence
  )
    return there
  return {
    ...moment,
    provenance: 'captured',
    because: [
      ...moment.because,
      ...(isSame ? there.because.filter((seq) => !moment.because.includes(seq)) : []),
    ],
    rule: 'captured',
  }
}
