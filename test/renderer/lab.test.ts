import { describe, expect, test, vi } from 'vitest'
import { EventStore } from '../../src/renderer/lab/events'
import { LabStore } from '../../src/renderer/lab/lab'
import { Moment } from '../../src/renderer/lab/moment'
import { outcomeOf } from '../../src/renderer/lab/outcome'
import type { Failed, LabEvent } from '../../src/shared/events'
import { emptyModel } from '../../src/shared/model/model'
import { MAX_OVER } from '../../src/shared/model/over'
import { reduce } from '../../src/shared/model/reduce'
import { batches, listening, received, travel } from './builders'

const failed = (seq: number, cause: number): Failed => ({
  seq,
  t: seq,
  kind: 'failed',
  socket: 'server',
  cause,
  code: 'EADDRINUSE',
  message: 'in use',
})

function setup() {
  const frames: (() => void)[] = []
  const lab = new LabStore(new EventStore(100), (notify) => frames.push(notify))
  const frame = () =>
    frames.splice(0).forEach((notify) => {
      notify()
    })
  lab.take({ type: 'snapshot', lab: 'one', model: emptyModel(), head: 0 })
  return { lab, frame, encode: batches() }
}

describe('the window’s copy of the lab', () => {
  test('tells its listeners once a frame, however many batches come', () => {
    const { lab, frame, encode } = setup()
    frame()
    const listener = vi.fn()
    lab.subscribe(listener)
    lab.take(encode([listening(1, 'server')]))
    lab.take(encode([received(2, 'server', 0)]))
    expect(listener).not.toHaveBeenCalled()
    frame()
    expect(listener).toHaveBeenCalledTimes(1)
    frame()
    expect(listener).toHaveBeenCalledTimes(1)
  })

  test('tells them once in two frames while more floods in than anyone could read', () => {
    const { lab, frame, encode } = setup()
    frame()
    lab.take(encode([listening(1, 'server')]))
    frame()
    const listener = vi.fn()
    lab.subscribe(listener)
    const flood = (from: number) =>
      encode(Array.from({ length: 600 }, (_, i) => received(from + i, 'server', from + i)))
    lab.take(flood(2))
    frame()
    expect(listener).not.toHaveBeenCalled()
    lab.take(flood(602))
    frame()
    expect(listener).toHaveBeenCalledTimes(1)
    expect(lab.model.seq).toBe(1201)
    frame()
    expect(listener).toHaveBeenCalledTimes(1)
    lab.take(encode([received(1202, 'server', 1202)]))
    frame()
    expect(listener).toHaveBeenCalledTimes(2)
  })

  test('folds batches and counts what was skipped', () => {
    const { lab, encode } = setup()
    lab.take(encode([listening(1, 'server')]))
    lab.take(encode([received(9, 'server', 7)], 7))
    expect(lab.model.sockets.get('server')?.received.count).toBe(8)
    expect([lab.model.seq, lab.skipped, lab.behind, lab.structure]).toEqual([9, 7, 0, 2])
  })

  test('ignores events that it has already', () => {
    const { lab, encode } = setup()
    lab.take(encode([listening(1, 'server'), received(2, 'server', 0)]))
    lab.take(encode([received(2, 'server', 0), received(3, 'server', 1)]))
    expect(lab.events.size).toBe(3)
  })

  test('starts over from a fresh snapshot on the same port', () => {
    const { lab, encode } = setup()
    lab.take(encode([listening(1, 'server'), received(2, 'server', 0), received(3, 'server', 1)]))
    const model = reduce(emptyModel(), listening(1, 'server'))
    lab.take({ type: 'snapshot', lab: 'one', model, head: 5 })
    expect(lab.events.size).toBe(1)
    // Names that came with earlier batches go on to be known.
    lab.take(encode([received(2, 'server', 0), received(3, 'server', 1), received(4, 'server', 2)]))
    expect(lab.model.sockets.get('server')?.received.count).toBe(3)
    expect(lab.events.bySeq(4)).toMatchObject({ kind: 'received', socket: 'server' })
  })

  test('begins again when another lab has taken the place of the one before', () => {
    const { lab, encode, frame } = setup()
    lab.take(encode([listening(1, 'server'), received(2, 'server', 0), received(9, 'server', 7)], 6))
    const heard: number[] = []
    lab.onFailure = (event) => heard.push(event.seq)
    const seen = { epoch: lab.events.epoch, structure: lab.structure, version: lab.socketVersion('server') }
    frame()
    const listener = vi.fn()
    lab.subscribe(listener)
    lab.newPort()
    lab.take({ type: 'snapshot', lab: 'two', model: emptyModel(), head: 1 })
    frame()
    expect(listener).toHaveBeenCalledTimes(1)
    expect([lab.model.sockets.size, lab.events.size, lab.skipped, lab.behind]).toEqual([0, 0, 0, 1])
    expect(lab.events.epoch).toBeGreaterThan(seen.epoch)
    expect(lab.structure).toBeGreaterThan(seen.structure)
    // Whoever shows a socket of the old lab renders again, and finds it gone.
    expect(lab.socketVersion('server')).not.toBe(seen.version)
    expect(lab.events.bySeq(2)).toBeUndefined()

    // The same names and numbers again mean the new lab's.
    lab.take(batches()([listening(1, 'server'), received(2, 'server', 0, 'new'), failed(3, 0)]))
    expect(lab.model.sockets.get('server')?.received).toEqual({ count: 1, bytes: 3 })
    expect([lab.events.size, lab.model.seq, lab.head, lab.behind]).toEqual([3, 3, 3, 0])
    expect(lab.events.bySeq(2)).toMatchObject({ kind: 'received', bytes: 3 })
    expect(lab.socketVersion('server')).not.toBe(seen.version)
    // It happened in the new lab, if with a lower number than what the old one had.
    expect(heard).toEqual([3])
  })

  test('reads large batches lazily and small ones at once, alike', () => {
    const { lab, encode } = setup()
    const many = Array.from({ length: 50 }, (_, index) =>
      received(index + 2, 'server', index, `text ${index}`),
    )
    lab.take(encode([listening(1, 'server'), ...many]))
    lab.take(encode([received(52, 'server', 50, 'text 50')]))
    const textAt = (seq: number) => {
      const event = lab.events.bySeq(seq)
      return event?.kind === 'received' ? new TextDecoder().decode(event.data) : undefined
    }
    expect([textAt(30), textAt(52)]).toEqual(['text 28', 'text 50'])
  })

  test('tells of failures that happen now, not of those that a catch-up brings back', () => {
    const { lab, encode } = setup()
    const heard: number[] = []
    lab.onFailure = (event) => heard.push(event.seq)
    lab.take({ type: 'snapshot', lab: 'one', model: emptyModel(), head: 2 })
    lab.take(encode([failed(1, 0), failed(2, 0), failed(3, 0)]))
    expect(heard).toEqual([3])
  })

  test('knows the wall-clock time of an event, and corrects itself by the clock', () => {
    const { lab, encode } = setup()
    const opened: LabEvent = {
      seq: 1,
      t: 0,
      kind: 'opened',
      wall: '2025-01-01T00:00:00.000Z',
      origin: '0',
      versions: {},
    }
    lab.take(encode([opened]))
    expect(new Date(lab.wallOf(1500)).toISOString()).toBe('2025-01-01T00:00:01.500Z')
    lab.take(
      encode([
        { seq: 2, t: 60_000, kind: 'note', text: '', topic: 'clock', wall: '2025-01-01T00:01:02.000Z' },
      ]),
    )
    expect(new Date(lab.wallOf(60_000)).toISOString()).toBe('2025-01-01T00:01:02.000Z')
  })

  test('marks a listener and a peer as changed when they are part of it', () => {
    const { lab, encode } = setup()
    lab.take(encode([listening(1, 'server')]))
    const before = lab.socketVersion('server')
    const local = '127.0.0.1:8080'
    const remote = '127.0.0.1:5'
    lab.take(
      encode([
        { seq: 2, t: 2, kind: 'connecting', socket: 'c', attempt: 1, remote: local, local: remote },
        { seq: 3, t: 3, kind: 'accepted', socket: 'c@server', listener: 'server', peer: 'c', local, remote },
      ]),
    )
    expect(lab.socketVersion('server')).toBeGreaterThan(before)
    expect(lab.socketVersion('c')).toBe(lab.socketVersion('c@server'))
  })

  test('changes of an end that a proxy holds are told as soon as it calls for it', () => {
    const { lab, encode } = setup()
    const [local, remote] = ['127.0.0.1:8080', '127.0.0.1:9']
    lab.take(
      encode([
        { seq: 1, t: 1, kind: 'accepted', socket: 'c@proxy', listener: 'proxy', peer: 'c', local, remote },
        received(2, 'other', 0),
      ]),
    )
    const before = lab.socketVersion('c@proxy')
    lab.take(
      encode([
        { seq: 3, t: 3, kind: 'asked', socket: 'c>proxy', command: { do: 'connect', to: 's' }, by: 'lab' },
      ]),
    )
    expect(lab.model.sockets.get('c@proxy')?.relay).toBe('c>proxy')
    expect(lab.socketVersion('c@proxy')).toBeGreaterThan(before)
  })
})

describe('a moment of the past', () => {
  const events = Array.from({ length: 20 }, (_, index) =>
    index === 0 ? listening(1, 'server') : received(index + 1, 'server', index - 1),
  )
  const modelAt = (seq: number) => events.slice(0, seq).reduce(reduce, emptyModel())

  function inThePast() {
    const { lab, frame, encode } = setup()
    lab.take(encode(events))
    frame()
    const seen: number[] = []
    lab.subscribe(() => seen.push(lab.model.seq))
    return { lab, frame, encode, seen }
  }

  test('is shown when all of it is there, at once, and nothing on the way to it', () => {
    const { lab, frame, encode, seen } = inThePast()
    lab.take({ type: 'travel', travel: travel(8) })
    lab.take({ type: 'snapshot', lab: 'one', model: modelAt(5), head: 20 })
    lab.take(encode(events.slice(5, 7)))
    frame()
    // Whoever renders meanwhile finds all as it was.
    expect([seen, lab.model.seq, lab.events.size, lab.travel]).toEqual([[], 20, 20, null])
    lab.take(encode(events.slice(7, 8)))
    expect(seen).toEqual([8])
    expect(lab.model.sockets.get('server')?.received.count).toBe(7)
    expect([lab.events.bySeq(9), lab.travel?.at]).toEqual([undefined, 8])
  })

  test('can be one for which only the events since the one before come', () => {
    const { lab, encode, seen } = inThePast()
    lab.take({ type: 'travel', travel: travel(8) })
    lab.take({ type: 'snapshot', lab: 'one', model: modelAt(8), head: 20 })
    lab.take({ type: 'travel', travel: travel(10) })
    expect([seen, lab.travel?.at]).toEqual([[8], 8])
    lab.take(encode(events.slice(8, 10)))
    expect([seen, lab.travel?.at]).toEqual([[8, 10], 10])
    // Where nothing is to come, nothing is waited for.
    lab.take({ type: 'travel', travel: travel(10, { t: 11 }) })
    expect([lab.travel?.t, lab.now()]).toEqual([11, 11])
  })

  test('gives way to another one; names that came with it are known', () => {
    const { lab, encode } = inThePast()
    lab.take({ type: 'travel', travel: travel(22) })
    lab.take(encode([listening(21, 'late')]))
    lab.take({ type: 'travel', travel: travel(23) })
    lab.take({ type: 'snapshot', lab: 'one', model: modelAt(20), head: 23 })
    lab.take(encode([listening(21, 'late'), received(22, 'late', 0), received(23, 'late', 1)]))
    expect([lab.travel?.at, lab.model.sockets.get('late')?.received.count]).toEqual([23, 2])
  })

  test('may come again with a snapshot of its own', () => {
    const { lab, encode, seen } = inThePast()
    lab.take({ type: 'travel', travel: travel(20) })
    lab.take({ type: 'snapshot', lab: 'one', model: modelAt(3), head: 20 })
    expect([seen, lab.model.seq]).toEqual([[], 20])
    lab.take(encode(events.slice(3)))
    expect(seen).toEqual([20])
  })

  test('is left for the lab as it is now when that has come as far as it went', () => {
    const { lab, frame, encode, seen } = inThePast()
    lab.take({ type: 'travel', travel: travel(1) })
    lab.take({ type: 'snapshot', lab: 'one', model: modelAt(1), head: 20 })
    lab.take({ type: 'travel', travel: null })
    lab.take({ type: 'snapshot', lab: 'one', model: modelAt(1), head: 20 })
    expect([seen, lab.travel?.at]).toEqual([[1], 1])
    lab.take(encode(events.slice(1)))
    expect([seen, lab.travel]).toEqual([[1, 20], null])
    // From here on everything is shown as it comes.
    frame()
    lab.take(encode([received(21, 'server', 19)]))
    frame()
    expect(seen.at(-1)).toBe(21)
  })

  test('is not waited for endlessly', () => {
    vi.useFakeTimers()
    const { lab, seen } = inThePast()
    lab.take({ type: 'travel', travel: travel(8) })
    expect(seen).toEqual([])
    vi.runAllTimers()
    vi.useRealTimers()
    expect([seen, lab.travel?.at]).toEqual([[20], 8])
  })

  test('tells of no failure', () => {
    const { lab, encode } = inThePast()
    const heard: number[] = []
    lab.onFailure = (event) => heard.push(event.seq)
    lab.take({ type: 'travel', travel: travel(21) })
    lab.take(encode([failed(21, 0)]))
    expect(lab.model.seq).toBe(21)
    lab.take({ type: 'travel', travel: null })
    lab.take({ type: 'snapshot', lab: 'one', model: modelAt(20), head: 20 })
    lab.take(encode([failed(22, 0)]))
    expect(heard).toEqual([22])
  })

  test('is the present time of whoever asks', () => {
    const { lab } = inThePast()
    lab.take({ type: 'travel', travel: travel(20, { t: 7_000 }) })
    expect(lab.now()).toBe(7_000)
    // Never before what is shown.
    lab.take({ type: 'travel', travel: travel(20, { t: 3 }) })
    expect(lab.now()).toBe(20)
  })

  test('runs on while it is replayed, up to the end', () => {
    let clock = 0
    const moment = new Moment(() => clock)
    moment.turnTo(travel(3, { t: 100, end: 1_000, playing: true, speed: 4 }))
    clock = 50
    expect(moment.now()).toBe(300)
    clock = 5_000
    expect(moment.now()).toBe(1_000)
    moment.turnTo(travel(4, { t: 400, end: 1_000, playing: false, speed: 4 }))
    clock = 6_000
    expect(moment.now()).toBe(400)
  })

  test('can be that of another log, and is forgotten with its port', () => {
    const { lab } = inThePast()
    lab.take({ type: 'travel', travel: travel(1, { source: 'session' }) })
    lab.take({ type: 'snapshot', lab: 'recorded', model: modelAt(1), head: 1 })
    expect([lab.events.size, lab.travel?.source]).toEqual([0, 'session'])
    lab.newPort()
    expect(lab.travel).toBeNull()
  })

  test('gets older events where a view asks for them', () => {
    const { lab, frame, seen } = inThePast()
    lab.take({ type: 'travel', travel: travel(8) })
    lab.take({ type: 'snapshot', lab: 'two', model: modelAt(8), head: 20 })
    const before = lab.socketVersion('server')
    lab.takeHistory(batches()(events.slice(0, 8)), [], 1, 8)
    lab.takeHistory(batches()(events.slice(0, 8)), [], 1, 8)
    expect(lab.events.size).toBe(8)
    frame()
    expect([seen.at(-1), lab.model.seq, lab.events.bySeq(2)?.seq]).toEqual([8, 8, 2])
    expect(lab.socketVersion('server')).toBeGreaterThan(before)
  })

  test('forgets what has left the model, and says that something has', () => {
    const { lab, encode } = setup()
    const events: LabEvent[] = []
    const command = { do: 'connect', to: 'server' } as const
    for (let i = 1; i <= 2 * MAX_OVER; i++) {
      const about = { socket: `c${i}`, t: i }
      events.push({ ...about, seq: events.length + 1, kind: 'asked', by: 'user', command })
      events.push({ ...about, seq: events.length + 1, kind: 'closed', hadError: false })
    }
    lab.take(encode(events.slice(0, MAX_OVER)))
    expect([lab.model.gone, lab.socketVersion('c1')]).toEqual([0, lab.version])
    const { structure } = lab
    lab.take(encode(events.slice(MAX_OVER)))
    expect(lab.model.gone).toBeGreaterThan(0)
    expect(lab.structure).toBeGreaterThan(structure)
    expect(lab.socketVersion('c1')).toBe(0)
    expect(lab.socketVersion(`c${2 * MAX_OVER}`)).toBe(lab.version)
  })
})

describe('what comes of a command', () => {
  const listens = (event: LabEvent) => event.kind === 'listening'
  const asked: LabEvent = {
    seq: 1,
    t: 1,
    kind: 'asked',
    command: { do: 'listen' },
    by: 'user',
    socket: 'server',
  }

  test('is found when it came before the answer to the command', async () => {
    const { lab, encode } = setup()
    lab.take(encode([asked, failed(2, 1)]))
    expect(await outcomeOf(lab, 1, listens, 1000)).toMatchObject({ code: 'EADDRINUSE' })
  })

  test('is waited for', async () => {
    const { lab, encode } = setup()
    lab.take(encode([asked]))
    const outcome = outcomeOf(lab, 1, listens, 1000)
    lab.take(encode([failed(2, 7), listening(3, 'server')]))
    expect(await outcome).toBeUndefined()
  })

  test('is given up after a while', async () => {
    const { lab } = setup()
    expect(await outcomeOf(lab, 1, listens, 1)).toBeUndefined()
  })
})
