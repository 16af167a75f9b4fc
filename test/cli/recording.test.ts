import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import type { Lab } from '../../src/main/engine/lab'
import type { Reporter } from '../../src/main/scenario/reporter'
import { Runner } from '../../src/main/scenario/runner'
import type { Command } from '../../src/shared/commands'
import type { Model, SocketModel } from '../../src/shared/model/model'
import { checkScenario, isExpectation, type Scenario } from '../../src/shared/scenario'
import { Recording } from '../../src/shared/scenario/recording'
import { ONE_ACT_MS } from '../../src/shared/scenario/recording/steps'
import { type Chance, chance } from '../support/chance'
import { event, events, modelOf, openLab } from '../support/lab'

/** What a person might do next, seeing what there is. */
function nextCommand(
  { happens, below, one }: Chance,
  model: Model,
  count: number,
  freezes: boolean,
): Command {
  const sockets = [...model.sockets.values()].filter((socket) => socket.descriptor === 'open')
  const listeners = sockets.filter((socket) => socket.role === 'listener')
  const ends = sockets.filter((socket) => socket.role === 'client' || socket.role === 'accepted')
  const respond = () => {
    const kind = one(['none', 'echo', 'echo', 'upper', 'reply', 'broadcast', 'discard'] as const)
    return {
      with: kind,
      ...(kind === 'reply' && (happens(0.5) ? { text: 'thank you' } : { hex: 'ff 00' })),
      ...(happens(0.2) && { delayMs: one([5, 30, 120]) }),
      ...(happens(0.1) && { thenClose: true }),
    }
  }
  if (listeners.length === 0 || (listeners.length < 3 && happens(0.1))) {
    return {
      do: 'listen',
      ...(happens(0.5) && { as: `server ${count}` }),
      respond: respond(),
      ...(happens(0.4) && { allowHalfOpen: true }),
    }
  }
  const listener = one(listeners)
  if (freezes && happens(0.15)) return { do: listener.frozen ? 'thaw' : 'freeze', socket: listener.name }
  if (ends.length === 0 || happens(0.2)) {
    const port = Number(listener.local?.split(':').at(-1))
    return {
      do: 'connect',
      ...(happens(0.5) && { as: `client ${count}` }),
      ...(happens(0.7) ? { to: listener.label ?? listener.name } : { host: '127.0.0.1', port }),
      ...(happens(0.3) && { count: 1 + below(4) }),
      ...(happens(0.4) && { allowHalfOpen: true }),
    }
  }
  const target = () => {
    const end = one(ends)
    const group = /^([^.@:]+)\.\d+(@.*)?$/.exec(end.name)
    return group && happens(0.6) ? `${group[1]}${group[2] ?? ''}` : (end.label ?? end.name)
  }
  switch (below(12)) {
    case 0:
      return { do: 'shutdown', socket: target() }
    case 1:
      return { do: one(['close', 'close', 'destroy', 'reset'] as const), socket: target() }
    case 2:
      return { do: one(['pause', 'resume'] as const), socket: target() }
    case 3:
      return { do: 'configure', socket: listener.name, respond: respond() }
    case 4:
      return { do: 'stop', socket: happens(0.5) ? target() : listener.name }
    case 5:
      return { do: 'rename', socket: one(sockets).name, to: `called ${count}` }
    case 6:
      return happens(0.2)
        ? { do: 'close', socket: listener.name }
        : { do: 'send', from: target(), text: 'x'.repeat(one([300, 5000, 100_000])) }
    case 7:
      return {
        do: 'send',
        from: target(),
        text: 'tick ',
        repeat: one([3, 10, 1000]),
        ...(happens(0.8) && { everyMs: one([0, 5, 30]) }),
      }
    default:
      return {
        do: 'send',
        from: target(),
        ...(happens(0.7) ? { text: one(['hello', 'Grüße', 'a\n']) } : { hex: one(['00 ff', 'c3']) }),
      }
  }
}

/** How long a person takes until the next command, ms: no time at all for what is done with several at once. */
const PACE = [0, 0, 60, 80, 120]

/** `freezes`: a person who freezes and thaws servers, too. */
async function drive(lab: Lab, seed: number, commands: number, freezes = false): Promise<void> {
  const dice = chance(seed)
  let began = Number.POSITIVE_INFINITY
  for (let count = 1; count <= commands; count++) {
    const command = nextCommand(dice, modelOf(lab), count, freezes)
    // Where the machine was too busy for one act, what came meanwhile is read first: nobody is faster than that. The recording
    // reads its clock a moment later than this does.
    if (performance.now() - began > ONE_ACT_MS - 2) await sleep(1)
    began = performance.now()
    await lab.execute(command).done
    const ms = dice.one(PACE)
    if (ms > 0) await sleep(ms)
  }
  await sleep(60)
}

function recordingOf(lab: Lab): Recording {
  const recording = new Recording()
  for (const event of events(lab)) recording.take(event)
  lab.log.subscribe((event) => recording.take(event))
  return recording
}

/** Runs it on a lab of its own; gives what was seen instead, if an expectation was not met. */
async function runAgain(scenario: Scenario): Promise<{ lab: Lab; ending: string; seen: string[] }> {
  const lab = openLab()
  const seen: string[] = []
  const reporter: Reporter = {
    start() {},
    step() {},
    event() {},
    evaluated(result) {
      if (!result.met) seen.push(`step ${result.number}: ${JSON.stringify(result.step)}`, ...result.seen)
    },
    end() {},
  }
  const runner = new Runner(lab, scenario, reporter, { stop: new AbortController().signal })
  return { ending: await runner.run(), lab, seen }
}

describe('what was recorded comes about again', () => {
  // Chance decides what is done, not how it ends: a seed that fails is a fault, and stays here as a test.
  it.each(Array.from({ length: 12 }, (_, index) => index + 1))('seed %i', async (seed) => {
    const lab = openLab()
    const recording = recordingOf(lab)
    await drive(lab, seed, 16)
    const { scenario, left } = recording.whole({ title: `seed ${seed}`, expectations: true })
    expect(left).toEqual([])
    expect(checkScenario(JSON.parse(JSON.stringify(scenario)))).toEqual({ scenario })
    expect(scenario.steps.filter(isExpectation).length).toBeGreaterThan(3)
    const { ending, seen } = await runAgain(scenario)
    expect(seen, JSON.stringify(scenario.steps, null, 1)).toEqual([])
    expect(ending).toBe('done')
  })

  it.each([1, 2, 3, 4, 5, 6])('with frozen servers: seed %i', async (seed) => {
    const lab = openLab()
    const recording = recordingOf(lab)
    await drive(lab, seed, 16, true)
    const { scenario, left } = recording.whole({ title: `seed ${seed}`, expectations: true })
    expect(left).toEqual([])
    expect(checkScenario(JSON.parse(JSON.stringify(scenario)))).toEqual({ scenario })
    const { ending, seen } = await runAgain(scenario)
    expect(seen, JSON.stringify(scenario.steps, null, 1)).toEqual([])
    expect(ending).toBe('done')
  })

  it('datagrams: by name where addresses were, each by itself', async () => {
    const lab = openLab()
    const recording = recordingOf(lab)
    const run = async (command: Command, kind?: 'received' | 'failed' | 'closed', at?: string) => {
      await lab.execute(command).done
      if (kind) await event(lab, kind, at)
      await sleep(60)
    }
    await run({ do: 'bind', as: 'server', respond: { with: 'echo' } })
    await run({ do: 'bind' })
    const address = modelOf(lab).sockets.get('server')?.local ?? ''
    const port = Number(address.split(':')[1])
    await run({ do: 'send', from: 'udp1', to: address, text: 'hello' }, 'received', 'udp1')
    await run({ do: 'connect', as: 'crowd', transport: 'udp', port, count: 2 })
    await run({ do: 'send', from: 'crowd.1', text: '' }, 'received', 'crowd.1')
    await run({ do: 'configure', socket: 'server', respond: { with: 'upper' } })
    await run({ do: 'send', from: 'crowd', text: 'loud' }, 'received', 'crowd.2')
    await run({ do: 'send', from: 'udp1', to: '127.0.0.1:9', text: 'lost' })
    await run({ do: 'close', socket: 'server' }, 'closed', 'server')
    await run({ do: 'send', from: 'crowd.2', text: 'lost' }, 'failed', 'crowd.2')
    const { scenario, left } = recording.whole({ title: 'datagrams', expectations: true })
    expect(left).toEqual([])
    expect(checkScenario(JSON.parse(JSON.stringify(scenario)))).toEqual({ scenario })
    expect(scenario.steps).toContainEqual({ do: 'send', from: 'udp1', to: 'server', text: 'hello' })
    expect(scenario.steps).toContainEqual({
      do: 'connect',
      as: 'crowd',
      transport: 'udp',
      count: 2,
      to: 'server',
    })
    expect(scenario.steps).toContainEqual({ expect: 'received', at: 'crowd.1', text: '' })
    expect(scenario.steps).toContainEqual({ expect: 'received', at: 'crowd', text: 'LOUD' })
    expect(scenario.steps).toContainEqual({ expect: 'failed', at: 'crowd.2', code: 'ECONNREFUSED' })
    const { ending, seen } = await runAgain(scenario)
    expect(seen, JSON.stringify(scenario.steps, null, 1)).toEqual([])
    expect(ending).toBe('done')
    expect(recording.setup('again').steps).toEqual([{ do: 'bind', as: 'udp1' }])
  })

  it('what stands above streams: messages each by itself, and what was plain', async () => {
    const lab = openLab()
    const recording = recordingOf(lab)
    const run = async (
      command: Command,
      kind?: 'unpacked' | 'failed' | 'secured' | 'closed',
      at?: string,
    ) => {
      await lab.execute(command).done
      if (kind) await event(lab, kind, at)
      await sleep(60)
    }
    const framing = { by: 'length', bytes: 2 } as const
    await run({ do: 'listen', as: 'framed', framing, respond: { with: 'upper' } })
    await run({ do: 'connect', as: 'alice', to: 'framed', framing })
    lab.execute({ do: 'send', from: 'alice', text: 'one' })
    await run({ do: 'send', from: 'alice', text: 'two' }, 'unpacked', 'alice')
    await run({ do: 'configure', socket: 'framed', framing: { by: 'line' } })
    await run({ do: 'connect', as: 'bob', to: 'framed' })
    await run({ do: 'send', from: 'bob', text: 'a line\n' }, 'unpacked', 'bob@framed')
    await run({ do: 'listen', as: 'secret', tls: {}, respond: { with: 'echo' } })
    await run({ do: 'rename', socket: 'secret', to: 'safe' })
    await run(
      { do: 'connect', as: 'carol', to: 'safe', tls: { ca: { of: 'safe' } } },
      'secured',
      'carol@secret',
    )
    await run({ do: 'send', from: 'carol', text: 'hello' }, 'unpacked', 'carol')
    await run({ do: 'connect', as: 'dave', to: 'safe', tls: {} }, 'closed', 'dave@secret')
    const { scenario, left } = recording.whole({ title: 'layers', expectations: true })
    expect(left).toEqual([])
    expect(checkScenario(JSON.parse(JSON.stringify(scenario)))).toEqual({ scenario })
    const expected = scenario.steps.filter(isExpectation)
    expect(expected.filter((step) => step.expect === 'received' && step.at === 'alice')).toHaveLength(2)
    expect(expected).toContainEqual({ expect: 'received', at: 'bob@framed', text: 'a line' })
    expect(expected).toContainEqual({ expect: 'received', at: 'carol@safe', text: 'hello' })
    expect(expected).toContainEqual({ expect: 'failed', at: 'dave', code: 'DEPTH_ZERO_SELF_SIGNED_CERT' })
    const { ending, seen } = await runAgain(scenario)
    expect(seen, JSON.stringify(scenario.steps, null, 1)).toEqual([])
    expect(ending).toBe('done')
    expect(recording.setup('again').steps).toMatchObject([
      { do: 'listen', as: 'framed', framing: { by: 'line' } },
      { do: 'connect', as: 'alice', framing },
      { do: 'connect', as: 'bob' },
      { do: 'listen', as: 'safe', tls: {} },
      { do: 'connect', as: 'carol', to: 'safe', tls: { ca: { of: 'safe' } } },
    ])
  })

  it('a proxy before an address that was the lab’s: by its name, and with the time that it takes', async () => {
    const lab = openLab()
    const recording = recordingOf(lab)
    const run = async (command: Command, ms = 60) => {
      await lab.execute(command).done
      await sleep(ms)
    }
    await run({ do: 'listen', as: 'shop', respond: { with: 'upper' } })
    await run({ do: 'rename', socket: 'shop', to: 'server' })
    const port = Number(modelOf(lab).sockets.get('shop')?.local?.split(':')[1])
    await run({ do: 'proxy', as: 'proxy', to: `localhost:${port}`, faults: { both: { latencyMs: 150 } } })
    await run({ do: 'connect', as: 'alice', to: 'proxy' })
    await run({ do: 'send', from: 'alice', text: 'slowly' }, 500)
    await run({ do: 'configure', socket: 'proxy', faults: { toServer: { latencyMs: 200 } } })
    await run({ do: 'send', from: 'alice', text: 'and more slowly' }, 500)
    await run({ do: 'close', socket: 'alice' }, 400)
    const { scenario, left } = recording.whole({ title: 'proxy', expectations: true })
    expect(left).toEqual([])
    expect(checkScenario(JSON.parse(JSON.stringify(scenario)))).toEqual({ scenario })
    const made = { do: 'proxy', as: 'proxy', to: 'server' }
    expect(scenario.steps).toContainEqual({ ...made, faults: { both: { latencyMs: 150 } } })
    expect(scenario.steps).toContainEqual({ expect: 'state', of: 'alice', was: 'TIME_WAIT' })
    const { ending, seen } = await runAgain(scenario)
    expect(seen, JSON.stringify(scenario.steps, null, 1)).toEqual([])
    expect(ending).toBe('done')
    expect(recording.setup('again').steps).toMatchObject([
      { do: 'listen', as: 'server' },
      { ...made, faults: { toServer: { latencyMs: 200 } } },
    ])
  })

  it('a queue that filled up, and was accepted at last', async () => {
    const lab = openLab()
    const recording = recordingOf(lab)
    const commands: Command[] = [
      { do: 'listen', as: 'server', backlog: 1, respond: { with: 'echo' } },
      { do: 'freeze', socket: 'server' },
      { do: 'connect', as: 'crowd', to: 'server', count: 4 },
      { do: 'send', from: 'crowd.1', text: 'hello' },
      { do: 'thaw', socket: 'server' },
    ]
    for (const command of commands) await lab.execute(command).done
    await event(lab, 'accepted', 'crowd.4@server')
    await event(lab, 'received', 'crowd.1')
    const { scenario, left } = recording.whole({ title: 'queue', expectations: true })
    expect(left).toEqual([])
    expect(scenario.steps.filter((step) => !isExpectation(step) && step.do !== 'wait')).toEqual(commands)
    const { ending, seen } = await runAgain(scenario)
    expect(seen).toEqual([])
    expect(ending).toBe('done')
  })

  it.each([1, 2, 3])('without expectations the same commands are taken: seed %i', async (seed) => {
    const lab = openLab()
    const recording = recordingOf(lab)
    await drive(lab, seed, 10)
    const { scenario } = recording.whole({ title: '', expectations: false })
    expect(scenario.steps.some(isExpectation)).toBe(false)
    const again = await runAgain(scenario)
    expect(again.ending).toBe('done')
    const made = (one: Lab) =>
      [...modelOf(one).sockets.values()].filter(({ role }) => role !== 'foreign').length
    expect(made(again.lab)).toBe(made(lab))
  })

  it('from nothing but what is open, as it is now', async () => {
    const lab = openLab()
    const recording = recordingOf(lab)
    await drive(lab, 5, 16)
    const { lab: again, ending } = await runAgain(recording.setup('again'))
    expect(ending).toBe('done')
    const open = (one: Lab, role: string) =>
      [...modelOf(one).sockets.values()].filter(
        (socket) => socket.role === role && socket.descriptor === 'open',
      )
    const manner = (socket: SocketModel) => ({ name: socket.label ?? socket.name, respond: socket.respond })
    expect(open(again, 'listener').map(manner)).toEqual(open(lab, 'listener').map(manner))
  })
})
