import { expect, test } from 'vitest'
import type { Lab } from '../../src/main/engine/lab'
import type { LoadCommand } from '../../src/shared/commands'
import type { EventOf } from '../../src/shared/events'
import { isRunning } from '../../src/shared/model/loads'
import { event, events, modelOf, openLab } from '../support/lab'

type Course = EventOf<'load'>

const LOAD = { do: 'load', as: 'crowd', to: 'server', clients: 5, everyMs: 10, forMs: 60_000 } as const

async function labWith(respond: 'echo' | 'upper' | 'none' | 'reply', more = {}): Promise<Lab> {
  const lab = openLab()
  const text = respond === 'reply' ? { text: 'ok' } : {}
  await lab.execute({ do: 'listen', as: 'server', respond: { with: respond, ...text }, ...more }).done
  return lab
}

function courses(lab: Lab, phase: Course['phase']): Course[] {
  return events(lab).filter((one): one is Course => one.kind === 'load' && one.phase === phase)
}

/** Runs a load until so many of its messages are written, then stops it. */
async function stopped(lab: Lab, command: LoadCommand, messages = 30): Promise<Course> {
  const { done } = lab.execute(command)
  let sent = 0
  await new Promise<void>((resolve) => {
    const subscription = lab.log.subscribe((one) => {
      if (one.kind !== 'sent' || !one.socket.startsWith('crowd.') || one.socket.includes('@')) return
      if (++sent < messages) return
      subscription.dispose()
      resolve()
    })
  })
  // Not within the append of an event.
  await Promise.resolve()
  lab.execute({ do: 'stop', socket: 'crowd' })
  await done
  return report(lab)
}

function report(lab: Lab): Course {
  const all = courses(lab, 'ended')
  expect(all).toHaveLength(1)
  return all[0] as Course
}

test.each([
  { with: 'echo', everyMs: 5, measured: 'answer' },
  { with: 'echo', everyMs: 0, measured: 'answer' },
  { with: 'upper', everyMs: 5, measured: 'answer' },
  { with: 'none', everyMs: 5, measured: 'read' },
  { with: 'none', everyMs: 0, measured: 'read' },
  { with: 'reply', everyMs: 0, measured: 'read' },
] as const)('what is stopped has lost nothing: %o', async ({ with: respond, everyMs, measured }) => {
  const lab = await labWith(respond)
  const ended = await stopped(lab, { ...LOAD, bytes: 100, everyMs })
  expect(courses(lab, 'started')[0]?.plan).toMatchObject({ target: 'server', bytes: 100, measured })
  expect(ended).toMatchObject({ by: 'stop', opened: 5, open: 0, closed: 5, failed: 0, unanswered: 0 })
  expect(ended.sent).toBeGreaterThanOrEqual(30)
  expect(ended.answered).toBe(ended.sent)
  expect(ended.sentBytes).toBe(100 * ended.sent)
  if (measured === 'answer') expect(ended.receivedBytes).toBe(ended.sentBytes)
  const { latency } = ended
  expect(latency?.count).toBe(ended.sent)
  const { min = 0, p50 = 0, p90 = 0, p99 = 0, max = 0 } = latency ?? {}
  expect([min, p50, p90, p99, max]).toEqual([min, p50, p90, p99, max].sort((a, b) => a - b))
  expect(min).toBeGreaterThan(0)
  // The counts are those of the log itself.
  const written = events(lab).filter(({ kind, socket = '' }) => kind === 'sent' && !socket.includes('@'))
  expect(written).toHaveLength(ended.sent)
  const { cause } = courses(lab, 'started')[0] as Course
  expect(written.every((one) => one.cause === cause)).toBe(true)
})

test('its clients are clients like others, without an asked for each call or message', async () => {
  const lab = await labWith('echo')
  await stopped(lab, LOAD)
  const model = modelOf(lab)
  for (let i = 1; i <= 5; i++) {
    expect(model.sockets.get(`crowd.${i}`)).toMatchObject({ role: 'client', listener: 'server', fin: 'sent' })
    expect(model.sockets.get(`crowd.${i}`)?.peer).toBe(`crowd.${i}@server`)
  }
  const asked = events(lab).filter((one) => one.kind === 'asked')
  expect(asked.filter(({ by }) => by === 'user').map(({ command }) => command.do)).toEqual([
    'listen',
    'load',
    'stop',
  ])
  expect(asked.filter(({ by }) => by === 'lab').map(({ command }) => command.do)).toEqual(
    Array(5).fill('close'),
  )
  expect(lab.madeBy('crowd.2')).toEqual({ do: 'connect', to: 'server' })
})

test('the model follows it, from its beginning to its end', async () => {
  const lab = await labWith('echo')
  lab.execute(LOAD)
  const progress = await event(lab, 'load', 'crowd', ({ phase }) => phase === 'progress')
  const running = modelOf(lab).loads.get('crowd')
  expect(running && isRunning(running)).toBe(true)
  expect(running?.newest.sent).toBe(progress.sent)
  lab.execute({ do: 'stop', socket: 'crowd' })
  await event(lab, 'load', 'crowd', ({ phase }) => phase === 'ended')
  const load = modelOf(lab).loads.get('crowd')
  expect(load && isRunning(load)).toBe(false)
  expect(load?.samples.at(-1)).toMatchObject({ closed: 5, open: 0, sent: load?.newest.sent })
})

test('it ends by itself when its time is over, and keeps its clients if it shall', async () => {
  const lab = await labWith('echo')
  await lab.execute({ ...LOAD, forMs: 50, keep: true }).done
  expect(report(lab)).toMatchObject({ by: 'time', open: 5, closed: 0, unanswered: 0 })
  lab.execute({ do: 'send', from: 'crowd.1', text: 'still there' })
  await event(lab, 'received', 'crowd.1', ({ bytes }) => bytes === 11)
  // No more than its report is told of it.
  expect(lab.execute({ do: 'stop', socket: 'crowd' }).error?.code).toBe('LAB_NOT_POSSIBLE')
})

test('a name of its own is made up for it', async () => {
  const lab = await labWith('none')
  const { as: _as, ...unnamed } = LOAD
  const { made, done } = lab.execute({ ...unnamed, forMs: 1 })
  expect(made).toEqual(['load1'])
  await done
  expect(lab.execute({ ...LOAD, as: 'load1' }).error).toMatchObject({ code: 'LAB_NAME_TAKEN', field: 'as' })
})

test('errors are counted by their codes, once for each client', async () => {
  const lab = openLab({ isConfirmed: () => true })
  await lab.execute({ do: 'listen', as: 'gone' }).done
  const { local } = await event(lab, 'listening', 'gone')
  lab.execute({ do: 'close', socket: 'gone' })
  await event(lab, 'closed', 'gone')
  await lab.execute({ do: 'load', as: 'crowd', port: Number(local.split(':')[1]), clients: 4, forMs: 60_000 })
    .done
  expect(report(lab)).toMatchObject({
    by: 'clients',
    opened: 0,
    failed: 4,
    errors: { ECONNREFUSED: 4 },
    sent: 0,
  })
})

test('clients that the listener drops are counted by its reason', async () => {
  const lab = await labWith('echo', { maxConnections: 2 })
  const ended = await stopped(lab, LOAD)
  expect(ended).toMatchObject({ opened: 5, failed: 3, closed: 2, errors: { maxConnections: 3 } })
})

test('clients that the server resets are counted, and the others go on', async () => {
  const lab = await labWith('echo')
  const { done } = lab.execute(LOAD)
  await event(lab, 'sent', 'crowd.5')
  lab.execute({ do: 'reset', socket: 'crowd.2@server' })
  await event(lab, 'closed', 'crowd.2')
  lab.execute({ do: 'stop', socket: 'crowd' })
  await done
  const ended = report(lab)
  expect(ended).toMatchObject({ failed: 1, closed: 4, open: 0 })
  expect(Object.values(ended.errors)).toEqual([1])
  // Nobody answers what was written to a connection that is gone; nothing else is missing.
  const lost = events(lab).filter(({ kind, socket }) => kind === 'sent' && socket === 'crowd.2')
  expect(ended.unanswered).toBeLessThanOrEqual(lost.length)
})

test('clients call at the rate that was asked for, and those that have not called are never made', async () => {
  const lab = await labWith('none')
  const { done } = lab.execute({ ...LOAD, clients: 1000, rate: 50 })
  await event(lab, 'connected', 'crowd.3')
  lab.execute({ do: 'stop', socket: 'crowd' })
  await done
  const ended = report(lab)
  expect(ended.opened).toBeLessThan(1000)
  expect(ended.closed + ended.failed).toBe(modelOf(lab).sockets.size - 1 - ended.opened)
  const calls = events(lab).filter((one) => one.kind === 'connecting')
  const started = courses(lab, 'started')[0]?.t ?? 0
  // Never before its time: the n-th comes n/50 s after the first.
  for (const [index, { t }] of calls.entries()) expect(t - started).toBeGreaterThanOrEqual(index * 20 - 1)
})

test('a client whose bytes the kernel does not take waits, and nothing of it is lost', async () => {
  const lab = await labWith('none')
  const { done } = lab.execute({ ...LOAD, clients: 1, bytes: 1024 * 1024, everyMs: 1, keep: true })
  await event(lab, 'accepted', 'crowd.1@server')
  lab.execute({ do: 'pause', socket: 'crowd.1@server' })
  const blocked = await event(
    lab,
    'load',
    'crowd',
    ({ phase, blocked }) => phase === 'progress' && blocked === 1,
  )
  const held = await event(
    lab,
    'load',
    'crowd',
    ({ seq, phase }) => phase === 'progress' && seq > blocked.seq,
  )
  // No more than the one that made it wait.
  expect(held).toMatchObject({ sent: blocked.sent, blocked: 1, blockings: blocked.blockings })
  lab.execute({ do: 'resume', socket: 'crowd.1@server' })
  await event(lab, 'load', 'crowd', ({ sent }) => sent > held.sent)
  lab.execute({ do: 'stop', socket: 'crowd' })
  await done
  expect(report(lab)).toMatchObject({ unanswered: 0, blocked: 0 })
})

test('what is stopped twice waits for no answer', async () => {
  const lab = await labWith('echo')
  const { done } = lab.execute({ ...LOAD, clients: 2 })
  await event(lab, 'received', 'crowd.2')
  lab.execute({ do: 'pause', socket: 'crowd.1@server' })
  const { seq } = await event(lab, 'paused', 'crowd.1@server')
  await event(lab, 'sent', 'crowd.1', (one) => one.seq > seq)
  lab.execute({ do: 'stop', socket: 'crowd' })
  lab.execute({ do: 'stop', socket: 'crowd' })
  await done
  const ended = report(lab)
  expect(ended.open).toBe(0)
  expect(ended.unanswered).toBeGreaterThan(0)
})

test('messages that somebody else sends from its clients are not counted', async () => {
  const lab = await labWith('echo')
  const { done } = lab.execute({ ...LOAD, clients: 1 })
  await event(lab, 'received', 'crowd.1')
  lab.execute({ do: 'send', from: 'crowd.1', text: 'by hand' })
  const { seq } = await event(lab, 'sent', 'crowd.1', ({ bytes }) => bytes === 7)
  await event(lab, 'received', 'crowd.1', (one) => one.seq > seq)
  lab.execute({ do: 'stop', socket: 'crowd' })
  await done
  const ended = report(lab)
  expect(ended).toMatchObject({ unanswered: 0, sentBytes: 64 * ended.sent })
  expect(ended.receivedBytes).toBe(64 * ended.sent + 7)
})

test('two of them go on beside each other', async () => {
  const lab = await labWith('echo')
  await Promise.all([
    lab.execute({ ...LOAD, as: 'one', forMs: 300 }).done,
    lab.execute({ ...LOAD, as: 'two', forMs: 60, everyMs: 0 }).done,
  ])
  expect(courses(lab, 'ended').map(({ socket }) => socket)).toEqual(['two', 'one'])
  for (const one of courses(lab, 'ended')) expect(one).toMatchObject({ opened: 5, unanswered: 0 })
})

test('a lab that is shut down ends it, with a report', async () => {
  const lab = await labWith('echo')
  const { done } = lab.execute({ ...LOAD, clients: 300, rate: 100 })
  await event(lab, 'received', 'crowd.2')
  await lab.dispose()
  await done
  expect(report(lab)).toMatchObject({ by: 'lab' })
})

test('it goes only to servers of the lab, or to where a person has said', async () => {
  const lab = await labWith('echo')
  const refused = lab.execute({ do: 'load', host: '127.0.0.1', port: 1, clients: 1, forMs: 1 })
  expect(refused.error).toMatchObject({ code: 'LAB_UNCONFIRMED', field: 'port', address: '127.0.0.1:1' })
  expect(refused.error?.advice).toContain('--allow-net')
  expect(events(lab).some(({ kind }) => kind === 'connecting')).toBe(false)
  // Its own are free by their address, too.
  const { local } = await event(lab, 'listening', 'server')
  const port = Number(local.split(':')[1])
  await lab.execute({ do: 'load', as: 'own', port, clients: 1, forMs: 1 }).done
  expect(report(lab)).toMatchObject({ socket: 'own', opened: 1, failed: 0 })

  const asked: string[] = []
  const allowing = openLab({ isConfirmed: (host, at) => asked.push(`${host}:${at}`) > 0 })
  expect(allowing.execute({ do: 'load', port: 1, clients: 1, forMs: 1 }).error).toBeUndefined()
  expect(asked).toEqual(['127.0.0.1:1'])
})

test('what is no server, or no longer listens, is refused', async () => {
  const lab = await labWith('echo')
  expect(lab.execute({ ...LOAD, to: 'nobody' }).error).toMatchObject({
    code: 'LAB_UNKNOWN_SOCKET',
    field: 'to',
  })
  lab.execute({ do: 'close', socket: 'server' })
  await event(lab, 'closed', 'server')
  expect(lab.execute(LOAD).error).toMatchObject({ code: 'LAB_NOT_POSSIBLE', field: 'to' })
})
