import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { Lab } from '../../../src/main/engine/lab'
import { Observation } from '../../../src/main/observe/observation'
import { emptyModel, type Model } from '../../../src/shared/model/model'
import { reduce } from '../../../src/shared/model/reduce'
import type { TcpState } from '../../../src/shared/tcp/states'
import { type Comparison, compareAll } from '../comparison'
import { figuresOf, mismatches, percent, table } from '../figures'
import { KernelTrace, type KernelTransition } from '../kernel-trace'
import { openServers, play } from '../workload'
import type { WireSegment } from './pcap'
import { endsOnTheWire } from './rfc9293'
import { Dump } from './tcpdump'

// The same workloads as the kernel's trace is compared with, against packets that were played to a state machine of the
// tests' own: what the lab concludes by itself, and what it makes of the packets that it captures.

const SEEDS = [11, 12, 13]
const CONNECTIONS = 200
/** A workload takes a few seconds, ms. */
const WORKLOAD_MS = 30_000

interface Run {
  name: string
  /** The ends of which packets and the kernel's trace tell the same. */
  compared: Comparison[]
  /** Of how many ends both tell. */
  told: number
  /** All ends, with what the kernel traced. */
  byKernel: Comparison[]
}

/** The wall clock at the monotonic clock's 0, ns. */
const epoch = BigInt(Math.round((performance.timeOrigin + performance.now()) * 1e6)) - process.hrtime.bigint()

/** As the kernel traces them: what the packets show of each end. */
function transitions(segments: readonly WireSegment[]): KernelTransition[] {
  const port = (address: string) => Number(address.slice(address.lastIndexOf(':') + 1))
  const named = (state: string) => state.replaceAll('-', '_') as TcpState
  return endsOnTheWire(segments).flatMap(({ address, peer, changes }) =>
    changes.map(({ at, from, to }) => ({
      at: at - epoch,
      from: named(from),
      to: named(to),
      localPort: port(address),
      remotePort: port(peer),
    })),
  )
}

async function run(seed: number, capturing: boolean): Promise<Run> {
  const lab = new Lab({ keepBytes: 0 })
  const observation = new Observation(lab)
  const model: Model = emptyModel()
  const opened = lab.log.at(1)
  if (opened?.kind !== 'opened') throw new Error('a log begins with `opened`')
  reduce(model, opened)
  lab.log.subscribe((event) => reduce(model, event))
  try {
    if (capturing) await observation.setSource('capture', true)
    const ports = await openServers(lab)
    // Calls wait until their port is captured: the workload's shall not.
    for (const to of [...model.sockets.keys()]) {
      const { made, done } = lab.execute({ do: 'connect', to })
      await done
      for (const socket of made) lab.execute({ do: 'close', socket })
    }
    const [trace, dump] = await Promise.all([KernelTrace.open(ports), Dump.open(ports)])
    try {
      await inTime(play(lab, seed, CONNECTIONS), model)
      if (capturing) await observation.setSource('capture', false)
      expect(model.sources.capture.lost).toBe(0)
      const origin = BigInt(opened.origin)
      const shown = transitions(await dump.read())
      const { compared } = compareAll(model, shown, origin)
      const byKernel = compareAll(model, await trace.read(), origin).compared
      const traced = new Map(byKernel.map((one) => [one.socket.name, one.kernel.join()]))
      const told = compared.filter(({ socket }) => traced.has(socket.name))
      const agreed = told.filter(({ socket, kernel }) => traced.get(socket.name) === kernel.join())
      return { name: `seed ${seed}`, compared: agreed, byKernel, told: told.length }
    } finally {
      await trace.close()
    }
  } finally {
    await observation.dispose()
    await lab.dispose()
  }
}

/** Fails with the names of the ends that are open if the workload does not come to its end. */
async function inTime(playing: Promise<void>, model: Model): Promise<void> {
  const late = new AbortController()
  const giveUp = sleep(WORKLOAD_MS, undefined, { signal: late.signal }).then(() => {
    const open = [...model.sockets.values()].filter(
      ({ role, descriptor }) => role !== 'listener' && descriptor === 'open',
    )
    throw new Error(`still open: ${open.map(({ name }) => name).join(', ')}`)
  })
  await Promise.race([playing, giveUp])
  late.abort()
  await giveUp.catch(() => {})
}

/**
 * A FIN that waits in the kernel for room, and then never leaves, has changed the state, and no packet shows that: so few
 * ends of a hundred are told otherwise by the packets than by the kernel.
 */
const UNSEEN = 3

test.each([
  { title: 'concluded from events', capturing: false, main: 98 },
  { title: 'with packets captured', capturing: true, main: 99 },
])('states $title are those of the packets', async ({ title, capturing, main }) => {
  const runs: Run[] = []
  for (const seed of SEEDS) runs.push(await run(seed, capturing))
  const kernels = runs.map(({ name, byKernel }) => ({ name, compared: byKernel }))
  const agreed = figuresOf(runs.flatMap(({ compared }) => compared))
  const all = figuresOf(kernels.flatMap(({ compared }) => compared))
  const told = runs.reduce((sum, one) => sum + one.told, 0)
  console.log(
    [
      '',
      table(`${title}: ends of which packets and the kernel's trace tell the same`, runs),
      mismatches(runs),
      `They do of ${agreed.ends} of ${told} ends.`,
      '',
      table(`${title}: all ends, against the kernel's trace`, kernels),
      mismatches(kernels),
      '',
    ].join('\n'),
  )
  expect(told).toBeGreaterThan(SEEDS.length * CONNECTIONS * 1.9)
  expect(percent(agreed.ends, told)).toBeGreaterThan(100 - UNSEEN)
  for (const figures of [agreed, all]) {
    expect(figures.wrongExact).toBe(0)
    expect(percent(figures.main, figures.ends)).toBeGreaterThanOrEqual(main)
  }
})
