import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import net from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import type { Lab } from '../../src/main/engine/lab'
import { checkScenario, type Step } from '../../src/shared/scenario'
import { type Recorded, Recording } from '../../src/shared/scenario/recording'
import { entered, event, events, openLab, socketOf } from '../support/lab'

/** A lab, and what is done in it. */
function recordedLab(): { lab: Lab; recording: Recording; steps: (expectations?: boolean) => Step[] } {
  const lab = openLab()
  const recording = new Recording()
  for (const one of events(lab)) recording.take(one)
  lab.log.subscribe((one) => recording.take(one))
  const steps = (expectations = true) => whole(recording, expectations).scenario.steps
  return { lab, recording, steps }
}

/** How long it waited between two calls depends on the machine. */
function withoutWaits(steps: readonly Step[]): Step[] {
  return steps.filter((step) => !('do' in step && step.do === 'wait'))
}

function whole(recording: Recording, expectations = true): Recorded {
  const recorded = recording.whole({ title: 'by hand', expectations })
  expect(checkScenario(JSON.parse(JSON.stringify(recorded.scenario)))).toEqual({
    scenario: recorded.scenario,
  })
  return recorded
}

/** So long that whatever has come has come to rest. */
const aMoment = () => sleep(60)

const was = (of: string, state: string) => ({ expect: 'state', of, was: state })

test('what a person did, and what came of it', async () => {
  const { lab, steps, recording } = recordedLab()
  await lab.execute({ do: 'listen', respond: { with: 'upper' } }).done
  await lab.execute({ do: 'connect', to: 'server1', count: 3 }).done
  lab.execute({ do: 'send', from: 'client1', text: 'hello' })
  await event(lab, 'received', 'client1.3')
  await aMoment()
  lab.execute({ do: 'send', from: 'client1.2@server1', hex: '00 ff' })
  await event(lab, 'received', 'client1.2', (one) => one.index === 1)
  lab.execute({ do: 'close', socket: 'client1.2' })
  await event(lab, 'closed', 'client1.2@server1')
  await aMoment()
  const all = steps()
  // Which of the two ends is told first is the system's choice.
  const established = [was('client1', 'ESTABLISHED'), was('client1@server1', 'ESTABLISHED')]
  expect(all.slice(3, 5)).toEqual(expect.arrayContaining(established))
  expect([...all.slice(0, 3), ...all.slice(5)]).toEqual([
    { do: 'listen', as: 'server1', respond: { with: 'upper' } },
    was('server1', 'LISTEN'),
    { do: 'connect', as: 'client1', to: 'server1', count: 3 },
    { do: 'send', from: 'client1', text: 'hello' },
    { expect: 'received', at: 'client1@server1', text: 'hello' },
    { expect: 'received', at: 'client1', text: 'HELLO' },
    { do: 'send', from: 'client1.2@server1', hex: '00 ff' },
    { expect: 'received', at: 'client1.2', hex: '00ff' },
    { do: 'close', socket: 'client1.2' },
    was('client1.2', 'TIME_WAIT'),
    was('client1.2@server1', 'CLOSED'),
  ])
  expect(whole(recording).left).toEqual([])
  expect(whole(recording).scenario.title).toBe('by hand')
})

test('without expectations the order on the wire is kept by short waits', async () => {
  const { lab, steps } = recordedLab()
  await lab.execute({ do: 'listen', as: 'server' }).done
  await lab.execute({ do: 'connect', as: 'alice', to: 'server' }).done
  await aMoment()
  lab.execute({ do: 'send', from: 'alice', text: 'one' })
  lab.execute({ do: 'send', from: 'alice', text: 'two' })
  await sleep(110)
  lab.execute({ do: 'shutdown', socket: 'alice' })
  await aMoment()
  expect(steps(false)).toEqual([
    { do: 'listen', as: 'server' },
    { do: 'connect', as: 'alice', to: 'server' },
    { do: 'send', from: 'alice', text: 'one' },
    { do: 'send', from: 'alice', text: 'two' },
    { do: 'wait', ms: 100 },
    { do: 'shutdown', socket: 'alice' },
  ])
})

test('what is done in one tick is one act: nothing is expected in between', async () => {
  const { lab, steps } = recordedLab()
  await lab.execute({ do: 'listen', as: 'server', allowHalfOpen: true }).done
  await lab.execute({ do: 'connect', as: 'alice', to: 'server', allowHalfOpen: true }).done
  await aMoment()
  lab.execute({ do: 'shutdown', socket: 'alice' })
  lab.execute({ do: 'shutdown', socket: 'alice@server' })
  await entered(lab, 'alice', 'TIME_WAIT')
  await aMoment()
  expect(steps().slice(5)).toEqual([
    { do: 'shutdown', socket: 'alice' },
    { do: 'shutdown', socket: 'alice@server' },
    was('alice', 'TIME_WAIT'),
    was('alice@server', 'CLOSED'),
  ])
})

test('a port that the system picked is found by the name of its listener', async () => {
  const { lab, steps } = recordedLab()
  await lab.execute({ do: 'listen', as: 'server' }).done
  const port = Number(socketOf(lab, 'server').local?.split(':')[1])
  await lab.execute({ do: 'connect', as: 'alice', host: 'localhost', port, noDelay: true }).done
  await aMoment()
  expect(steps()[2]).toEqual({ do: 'connect', as: 'alice', to: 'server', noDelay: true })
  lab.execute({ do: 'close', socket: 'server' })
  await aMoment()
  await lab.execute({ do: 'connect', as: 'late', host: '127.0.0.1', port }).done
  await event(lab, 'closed', 'late')
  expect(steps().slice(-3)).toEqual([
    { do: 'connect', as: 'late', host: '127.0.0.1', port },
    { expect: 'failed', at: 'late', code: 'ECONNREFUSED' },
    was('late', 'CLOSED'),
  ])
})

test('what was refused is left out, what failed in the system is not', async () => {
  const { lab, steps, recording } = recordedLab()
  await lab.execute({ do: 'listen', as: 'server' }).done
  const port = Number(socketOf(lab, 'server').local?.split(':')[1])
  await lab.execute({ do: 'listen', as: 'server' }).done
  await lab.execute({ do: 'connect', as: 'alice', to: 'nobody' }).done
  lab.execute({ do: 'stop', socket: 'server' })
  lab.execute({ do: 'rename', socket: 'server', to: 'server' })
  await lab.execute({ do: 'listen', as: 'second', port }).done
  await aMoment()
  expect(steps()).toEqual([
    { do: 'listen', as: 'server' },
    was('server', 'LISTEN'),
    { do: 'listen', as: 'second', port },
    { expect: 'failed', at: 'second', code: 'EADDRINUSE' },
  ])
  expect(whole(recording).left).toEqual([])
})

test('a command that only some members of a group refuse stays', async () => {
  const { lab, steps } = recordedLab()
  await lab.execute({ do: 'listen', as: 'server' }).done
  await lab.execute({ do: 'connect', as: 'crowd', to: 'server', count: 2 }).done
  await aMoment()
  lab.execute({ do: 'reset', socket: 'crowd.1' })
  await event(lab, 'closed', 'crowd.1@server')
  await aMoment()
  lab.execute({ do: 'send', from: 'crowd', text: 'x' })
  await event(lab, 'received', 'crowd.2@server')
  await aMoment()
  lab.execute({ do: 'close', socket: 'crowd.1' })
  expect(steps().slice(-6)).toEqual([
    { do: 'reset', socket: 'crowd.1' },
    was('crowd.1', 'CLOSED'),
    was('crowd.1@server', 'CLOSED'),
    { expect: 'failed', at: 'crowd.1@server', code: 'ECONNRESET' },
    { do: 'send', from: 'crowd', text: 'x' },
    { expect: 'received', at: 'crowd.2@server', text: 'x' },
  ])
})

test('a new name is the name from the start, where a step makes just that socket', async () => {
  const { lab, steps } = recordedLab()
  await lab.execute({ do: 'listen' }).done
  await lab.execute({ do: 'connect', to: 'server1' }).done
  await lab.execute({ do: 'connect', as: 'crowd', to: 'server1', count: 2 }).done
  lab.execute({ do: 'rename', socket: 'client1', to: 'Alice' })
  lab.execute({ do: 'rename', socket: 'server1', to: 'desk' })
  lab.execute({ do: 'rename', socket: 'crowd.2', to: 'second' })
  await aMoment()
  lab.execute({ do: 'send', from: 'Alice@desk', text: 'hi' })
  await event(lab, 'received', 'client1')
  lab.execute({ do: 'rename', socket: 'client1', to: 'Alice B' })
  expect(steps().filter((step) => 'do' in step)).toEqual([
    { do: 'listen', as: 'desk' },
    { do: 'connect', as: 'Alice B', to: 'desk' },
    { do: 'connect', as: 'crowd', to: 'desk', count: 2 },
    { do: 'rename', socket: 'crowd.2', to: 'second' },
    { do: 'send', from: 'Alice B@desk', text: 'hi' },
  ])
  expect(steps().filter((step) => 'expect' in step)).toContainEqual({
    expect: 'received',
    at: 'Alice B',
    text: 'hi',
  })
})

test('long messages, many reads and what the log did not keep are counted', async () => {
  const { lab, steps } = recordedLab()
  await lab.execute({ do: 'listen', as: 'server' }).done
  await lab.execute({ do: 'listen', as: 'sink', respond: { with: 'discard' } }).done
  await lab.execute({ do: 'connect', as: 'alice', to: 'server' }).done
  await lab.execute({ do: 'connect', as: 'bob', to: 'sink' }).done
  await aMoment()
  lab.execute({ do: 'send', from: 'alice', text: 'x'.repeat(10_000) })
  await event(lab, 'received', 'alice@server', (one) => one.offset + one.bytes === 10_000)
  await aMoment()
  lab.execute({ do: 'send', from: 'bob', text: 'hello' })
  await event(lab, 'received', 'bob@sink')
  await aMoment()
  lab.execute({ do: 'send', from: 'alice', text: 'hello', repeat: 40 })
  await event(lab, 'received', 'alice@server', (one) => one.offset + one.bytes === 10_200)
  const received = steps().filter((step) => 'expect' in step && step.expect === 'received')
  expect(received).toEqual([
    { expect: 'received', at: 'alice@server', bytes: 10_000 },
    { expect: 'received', at: 'bob@sink', bytes: 5 },
    { expect: 'received', at: 'alice@server', text: 'hello'.repeat(40) },
  ])
})

test('a repeat that was stopped: so much came before, and nothing is said of what comes after', async () => {
  const { lab, steps } = recordedLab()
  await lab.execute({ do: 'listen', as: 'server', respond: { with: 'echo' } }).done
  await lab.execute({ do: 'connect', as: 'alice', to: 'server' }).done
  await aMoment()
  lab.execute({ do: 'send', from: 'alice', text: 'tick ', repeat: 1000, everyMs: 20 })
  await event(lab, 'received', 'alice', (one) => one.index === 2)
  lab.execute({ do: 'stop', socket: 'alice' })
  await aMoment()
  lab.execute({ do: 'send', from: 'alice', text: 'bye' })
  await aMoment()
  lab.execute({ do: 'shutdown', socket: 'alice' })
  await event(lab, 'closed', 'alice')
  expect(steps().slice(5)).toEqual([
    { do: 'send', from: 'alice', text: 'tick ', repeat: 1000, everyMs: 20 },
    { expect: 'received', at: 'alice@server', text: 'tick tick tick ' },
    { expect: 'received', at: 'alice', text: 'tick tick tick ' },
    { do: 'stop', socket: 'alice' },
    { do: 'send', from: 'alice', text: 'bye' },
    { do: 'wait', ms: expect.any(Number) },
    { do: 'shutdown', socket: 'alice' },
    was('alice', 'TIME_WAIT'),
    was('alice@server', 'CLOSED'),
  ])
})

test('an expectation waits longer than what it is about has taken', async () => {
  const { lab, steps } = recordedLab()
  await lab.execute({ do: 'listen', as: 'server', respond: { with: 'echo', delayMs: 900 } }).done
  await lab.execute({ do: 'connect', as: 'alice', to: 'server' }).done
  await aMoment()
  lab.execute({ do: 'send', from: 'alice', text: 'hello' })
  await event(lab, 'received', 'alice')
  expect(steps().at(-1)).toEqual({ expect: 'received', at: 'alice', text: 'hello', within: 6000 })
})

test('ends of other programs are left out, and so is what they say', async () => {
  const { lab, recording, steps } = recordedLab()
  const server = net.createServer((socket) => socket.on('error', () => {}).write(`it is ${Date.now()}`))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as net.AddressInfo
  await lab.execute({ do: 'connect', as: 'alice', port }).done
  await event(lab, 'received', 'alice')
  await lab.execute({ do: 'listen', as: 'server' }).done
  const foreign = net.connect(Number(socketOf(lab, 'server').local?.split(':')[1]), '127.0.0.1')
  foreign.write('hello')
  const { socket, peer } = await event(lab, 'accepted')
  await event(lab, 'received', socket)
  await aMoment()
  lab.execute({ do: 'send', from: socket, text: 'x' })
  lab.execute({ do: 'rename', socket: peer, to: 'the browser' })
  await aMoment()
  lab.execute({ do: 'reset', socket: 'alice' })
  await event(lab, 'closed', 'alice')
  await aMoment()
  expect(steps()).toEqual([
    { do: 'connect', as: 'alice', port },
    was('alice', 'ESTABLISHED'),
    { expect: 'received', at: 'alice' },
    { do: 'listen', as: 'server' },
    was('server', 'LISTEN'),
    { do: 'wait', ms: expect.any(Number) },
    { do: 'wait', ms: expect.any(Number) },
    { do: 'reset', socket: 'alice' },
    was('alice', 'CLOSED'),
  ])
  expect(whole(recording).left).toEqual([
    `send from ${socket}: its client is another program's`,
    `rename ${peer}: it is another program's`,
  ])
  foreign.destroy()
  server.close()
})

test('a file is put in as what was sent, if that is known', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'lab-recording-'))
  const [small, large] = [join(folder, 'small'), join(folder, 'large')]
  writeFileSync(small, 'Grüße')
  writeFileSync(large, 'x'.repeat(5000))
  const { lab, recording, steps } = recordedLab()
  await lab.execute({ do: 'listen', as: 'server' }).done
  await lab.execute({ do: 'connect', as: 'alice', to: 'server' }).done
  await aMoment()
  lab.execute({ do: 'send', from: 'alice', file: small, repeat: 2 })
  await event(lab, 'received', 'alice@server')
  await aMoment()
  lab.execute({ do: 'send', from: 'alice', file: large })
  await event(lab, 'received', 'alice@server', (one) => one.offset + one.bytes === 5014)
  lab.execute({ do: 'send', from: 'alice', file: join(folder, 'none') })
  rmSync(folder, { recursive: true })
  expect(steps().slice(5)).toEqual([
    { do: 'send', from: 'alice', text: 'Grüße', repeat: 2 },
    { expect: 'received', at: 'alice@server', text: 'GrüßeGrüße' },
  ])
  expect(whole(recording).left).toEqual([
    `send from alice of the file ${large}: only the beginning of its 4.9 KiB was kept; a scenario takes files from its own folder`,
  ])
})

test('the lab as it is now can be set up again', async () => {
  const { lab, recording } = recordedLab()
  const setup = () => recording.setup('again').steps
  expect(setup()).toEqual([])
  await lab.execute({ do: 'listen', as: 'server', port: 0, backlog: 7, maxConnections: 99 }).done
  await lab.execute({ do: 'listen', as: 'gone' }).done
  const port = Number(socketOf(lab, 'server').local?.split(':')[1])
  await lab.execute({ do: 'connect', as: 'crowd', to: 'server', count: 3 }).done
  await lab.execute({ do: 'connect', port, timeout: 5000 }).done
  await lab.execute({ do: 'connect', as: 'bob', to: 'gone' }).done
  await lab.execute({ do: 'listen', as: 'in use', port }).done
  lab.execute({
    do: 'configure',
    socket: 'server',
    respond: { with: 'reply', text: 'hi' },
    maxConnections: null,
  })
  lab.execute({ do: 'rename', socket: 'server', to: 'desk' })
  lab.execute({ do: 'close', socket: 'crowd.2' })
  lab.execute({ do: 'close', socket: 'gone' })
  await event(lab, 'closed', 'crowd.2')
  expect(setup()).toEqual([
    { do: 'listen', as: 'desk', port: 0, backlog: 7, respond: { with: 'reply', text: 'hi' } },
    { do: 'connect', as: 'crowd', to: 'desk', count: 2 },
    { do: 'connect', as: 'client1', to: 'desk', timeout: 5000 },
  ])
  expect(checkScenario(recording.setup('again'))).toHaveProperty('scenario')
  lab.execute({ do: 'destroy', socket: 'crowd' })
  lab.execute({ do: 'close', socket: 'server' })
  await event(lab, 'closed', 'crowd.3')
  // Its connection lives on, but nobody would answer such a call.
  expect(setup()).toEqual([])
})

test('a load by hand, that has run to its end, and one that was stopped', async () => {
  const { lab, steps } = recordedLab()
  await lab.execute({ do: 'listen', as: 'server', respond: { with: 'echo' } }).done
  await lab.execute({ do: 'load', to: 'server', clients: 3, everyMs: 5, forMs: 40 }).done
  await aMoment()
  const { done } = lab.execute({ do: 'load', as: 'crowd', to: 'server', clients: 3, forMs: 60_000 })
  await event(lab, 'received', 'crowd.1')
  lab.execute({ do: 'stop', socket: 'crowd' })
  await done
  await aMoment()
  // Of each client, and of its end at the server, nothing is said.
  expect(withoutWaits(steps())).toEqual([
    { do: 'listen', as: 'server', respond: { with: 'echo' } },
    was('server', 'LISTEN'),
    { do: 'load', as: 'load1', to: 'server', clients: 3, everyMs: 5, forMs: 40 },
    { expect: 'load', at: 'load1', phase: 'ended', failed: 0, unanswered: 0 },
    { do: 'load', as: 'crowd', to: 'server', clients: 3, forMs: 60_000, nowait: true },
    { do: 'stop', socket: 'crowd' },
  ])
})

test.skipIf(process.platform === 'win32')(
  'sockets at paths: in the folder of the scenario, wherever they were',
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'socket-lab-'))
    const path = join(folder, 'echo.sock')
    const { lab, steps } = recordedLab()
    await lab.execute({ do: 'listen', as: 'server', path, respond: { with: 'upper' } }).done
    await lab.execute({ do: 'connect', as: 'alice', path }).done
    lab.execute({ do: 'send', from: 'alice', text: 'hello' })
    await event(lab, 'received', 'alice')
    await aMoment()
    lab.execute({ do: 'close', socket: 'server' })
    await event(lab, 'closed', 'server')
    expect(withoutWaits(steps())).toEqual([
      { do: 'listen', as: 'server', path: 'echo.sock', respond: { with: 'upper' } },
      { do: 'connect', as: 'alice', to: 'server' },
      { do: 'send', from: 'alice', text: 'hello' },
      { expect: 'received', at: 'alice@server', text: 'hello' },
      { expect: 'received', at: 'alice', text: 'HELLO' },
      { do: 'close', socket: 'server' },
    ])
    rmSync(folder, { recursive: true })
  },
)

test('a look-up', async () => {
  const { lab, steps } = recordedLab()
  await lab.execute({ do: 'lookup', host: 'localhost', family: 4 }).done
  expect(steps()).toEqual([{ do: 'lookup', host: 'localhost', family: 4 }])
})
