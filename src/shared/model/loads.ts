import { groupOf } from '../ids'
import type { LoadCourse, LoadPlan } from '../load'

/** Loads as the fold of their `load` events: where each stands, and how it came there. */

/** A moment of a load, for its plots. */
export interface LoadSample {
  /** Since it began, ms. */
  ms: number
  calling: number
  open: number
  closed: number
  failed: number
  sent: number
  answered: number
  sentBytes: number
  receivedBytes: number
  /** Of the messages that were done since the sample before, ms; absent if there were none. */
  p50?: number
  p99?: number
}

export interface LoadModel {
  name: string
  /** `t` of its beginning, ms. */
  startedAt: number
  plan: LoadPlan
  /** Its newest event. */
  newest: LoadCourse
  /** Oldest first, the first one of its beginning; at most MAX_SAMPLES. */
  samples: LoadSample[]
  /** Of how many events each sample is, but for the last one. */
  each: number
  /** How many events the last sample is of. */
  last: number
}

/** An even number. */
export const MAX_SAMPLES = 300
/** Loads that stay in the model: what is older is in the log. */
export const MAX_LOADS = 8

export function followLoad(loads: Map<string, LoadModel>, event: LoadCourse): void {
  if (event.phase === 'started' && event.plan) {
    const { socket: name, t: startedAt, plan } = event
    loads.set(name, {
      name,
      startedAt,
      plan,
      newest: event,
      samples: [sampleOf(event)],
      each: 1,
      last: 1,
    })
    for (const [oldest, { newest }] of loads) {
      if (loads.size <= MAX_LOADS) break
      if (newest.phase === 'ended') loads.delete(oldest)
    }
    return
  }
  const load = loads.get(event.socket)
  if (!load) return
  load.newest = event
  add(load, sampleOf(event))
}

/** The load that a client, or the accepted end of one, belongs to. */
export function loadOf(loads: ReadonlyMap<string, LoadModel>, socket: string): LoadModel | undefined {
  if (loads.size === 0) return undefined
  const group = groupOf(socket)
  return group === undefined ? undefined : loads.get(group)
}

/** The newest load, if there is one. */
export function newestLoad(loads: ReadonlyMap<string, LoadModel>): LoadModel | undefined {
  return [...loads.values()].at(-1)
}

export function isRunning({ newest }: LoadModel): boolean {
  return newest.phase !== 'ended'
}

function sampleOf(event: LoadCourse): LoadSample {
  const { ms, calling, open, closed, failed, sent, answered, sentBytes, receivedBytes, recent } = event
  const sample: LoadSample = { ms, calling, open, closed, failed, sent, answered, sentBytes, receivedBytes }
  if (recent) Object.assign(sample, { p50: recent.p50, p99: recent.p99 })
  return sample
}

/** With more samples than there is room for, each two become one: a long load is drawn more coarsely, not cut off. */
function add(load: LoadModel, sample: LoadSample): void {
  const { samples } = load
  const newest = samples.at(-1)
  if (newest && load.last < load.each) {
    samples[samples.length - 1] = merged(newest, sample)
    load.last++
    return
  }
  load.last = 1
  if (samples.push(sample) <= MAX_SAMPLES) return
  // The first one is of the beginning, and stays; those behind it are an even number.
  const halved = samples.slice(0, 1)
  for (let i = 1; i + 1 < samples.length; i += 2) {
    halved.push(merged(samples[i] as LoadSample, samples[i + 1] as LoadSample))
  }
  load.samples = halved
  load.each *= 2
  load.last = load.each
}

/** `other` in place of both; of the latencies the worse one, since it is what one looks for. */
function merged(one: LoadSample, other: LoadSample): LoadSample {
  const worse = (a: number | undefined, b: number | undefined) =>
    a === undefined ? b : b === undefined ? a : Math.max(a, b)
  const p50 = worse(one.p50, other.p50)
  const p99 = worse(one.p99, other.p99)
  return { ...other, ...(p50 !== undefined && { p50 }), ...(p99 !== undefined && { p99 }) }
}

/** How long a load had for sending, ms: not what it took to finish. */
export function sendingMs({ newest, plan }: LoadModel): number {
  return Math.min(newest.ms, plan.forMs)
}

/** Over a shorter time than this a rate would say more of chance than of the load, ms. */
const SHORTEST_MS = 200

/** What happens in a second around the `index`-th sample. */
export function perSecond(
  samples: readonly LoadSample[],
  index: number,
  field: 'sent' | 'answered' | 'sentBytes' | 'receivedBytes',
): number {
  const sample = samples[index]
  if (!sample) return 0
  let from = index - 1
  while (from > 0 && sample.ms - (samples[from]?.ms ?? 0) < SHORTEST_MS) from--
  const before = samples[from]
  if (!before || sample.ms <= before.ms) return 0
  return ((sample[field] - before[field]) * 1000) / (sample.ms - before.ms)
}
