import { describe, expect, test, vi } from 'vitest'
import { Coverage } from '../../src/renderer/lab/coverage'
import { EventStore } from '../../src/renderer/lab/events'
import { fill, holeOf, missingInFront } from '../../src/renderer/lab/history'
import { LabStore } from '../../src/renderer/lab/lab'
import { LAB_CODES, labError } from '../../src/shared/errors'
import type { LabEvent } from '../../src/shared/events'
import type { LabBridge, Params } from '../../src/shared/ipc'
import { emptyModel } from '../../src/shared/model/model'
import { reduce } from '../../src/shared/model/reduce'
import { batches, listening, received } from './builders'

/** A log of two sockets that take turns, and what the main process answers about it. */
const LOG: LabEvent[] = [listening(1, 'a'), listening(2, 'b')]
for (let seq = 3; seq <= 40; seq++) LOG.push(received(seq, seq % 2 ? 'a' : 'b', Math.ceil(seq / 2) - 2))

function setup(cap: number, from: number, to = 40) {
  const lab = new LabStore(new EventStore(cap), () => {})
  const model = LOG.slice(0, from - 1).reduce(reduce, emptyModel())
  lab.take({ type: 'snapshot', lab: 'one', model, head: to })
  const encode = batches()
  lab.take(encode(LOG.slice(from - 1, to)))
  const request = vi.fn(async (_method: 'history', { sockets, before, limit }: Params<'history'>) => {
    const wanted = LOG.filter(
      ({ seq, socket }) => seq < before && (sockets.length === 0 || sockets.includes(socket ?? '')),
    )
    const batch = batches()(wanted.slice(-limit))
    return { ok: true, value: { batch, complete: wanted.length <= limit } }
  })
  const bridge = { request, platform: 'linux' } as unknown as LabBridge
  const held = () =>
    Array.from({ length: lab.events.size }, (_, index) => lab.events.seqAt(lab.events.first + index))
  return { lab, bridge, request, held, encode }
}

describe('what the window does not hold', () => {
  test('is nothing while the log is whole', () => {
    const { lab } = setup(100, 1)
    expect(holeOf(lab, ['a', 'b'])).toBeUndefined()
    expect(missingInFront(lab, lab.events.first)).toBe(0)
  })

  test('is in front of the oldest event, and is got for a connection', async () => {
    const { lab, bridge, request, held } = setup(100, 31)
    expect(holeOf(lab, ['a'])).toEqual({ after: 0, before: 31 })
    expect(holeOf(lab, ['nobody'])).toBeUndefined()
    expect(await fill(lab, bridge, { after: 0, before: 31 }, ['a'])).toBe(true)
    expect(request).toHaveBeenCalledWith('history', { sockets: ['a'], before: 31, limit: 30 })
    expect(held().slice(0, 4)).toEqual([1, 3, 5, 7])
    expect(holeOf(lab, ['a'])).toBeUndefined()
    // Of the other one, events are missing between these.
    expect(holeOf(lab, ['a', 'b'])).toEqual({ after: 29, before: 31 })
    await fill(lab, bridge, { after: 0, before: 31 }, ['b'])
    expect(held()).toEqual(LOG.map(({ seq }) => seq))
    expect(holeOf(lab, ['a', 'b'])).toBeUndefined()
  })

  test('is nothing to a socket that was opened later', () => {
    const { lab } = setup(100, 2)
    expect([holeOf(lab, ['b']), holeOf(lab, ['a'])]).toEqual([undefined, { after: 0, before: 2 }])
  })

  test('is a gap where the feed has left something out', async () => {
    const { lab, bridge, held, encode } = setup(100, 1, 10)
    lab.take(encode(LOG.slice(19, 25), 9))
    expect(holeOf(lab, ['a'])).toEqual({ after: 10, before: 20 })
    expect(missingInFront(lab, lab.events.find(20) as number)).toBe(9)
    await fill(lab, bridge, { after: 10, before: 20 })
    expect(held()).toEqual(LOG.slice(0, 25).map(({ seq }) => seq))
    expect(holeOf(lab, ['a', 'b'])).toBeUndefined()
  })

  test('goes on being missing where the log has lost it, and is not asked for again', async () => {
    const { lab, bridge, request } = setup(100, 31)
    request.mockResolvedValueOnce({ ok: true, value: { batch: batches()([]), complete: true } })
    await fill(lab, bridge, { after: 0, before: 31 })
    expect([holeOf(lab, ['a', 'b']), missingInFront(lab, lab.events.first)]).toEqual([undefined, 0])
  })

  test('is got as far as there is room', async () => {
    const { lab, bridge, request, held } = setup(6, 31)
    expect(lab.events.room).toBe(6)
    await fill(lab, bridge, { after: 0, before: 35 })
    expect(request).toHaveBeenCalledWith('history', { sockets: [], before: 35, limit: 6 })
    expect(held()).toEqual(LOG.slice(28).map(({ seq }) => seq))
    expect(lab.events.room).toBe(0)
    expect(await fill(lab, bridge, { after: 0, before: 29 })).toBe(false)
  })

  test('is said to be refused where the lab gives a reason', async () => {
    const { lab, bridge, request } = setup(100, 31)
    const error = labError(LAB_CODES.busy, 'too many requests at once')
    request.mockResolvedValueOnce({ ok: false, error } as never)
    const onRefused = vi.fn()
    expect(await fill(lab, bridge, { after: 0, before: 31 }, [], onRefused)).toBe(false)
    expect(onRefused).toHaveBeenCalledExactlyOnceWith(error)
    expect(await fill(lab, bridge, { after: 0, before: 31 }, [], onRefused)).toBe(true)
    expect(onRefused).toHaveBeenCalledOnce()
  })

  test('is not put into another moment than the one it was asked for', async () => {
    const { lab, bridge, held } = setup(100, 31)
    const filling = fill(lab, bridge, { after: 0, before: 31 })
    lab.take({
      type: 'snapshot',
      lab: 'one',
      model: LOG.slice(0, 35).reduce(reduce, emptyModel()),
      head: 40,
    })
    expect(await filling).toBe(false)
    expect(held()[0]).toBe(31)
  })
})

describe('what is known to be here', () => {
  test('grows together, and is known to all if it is of all', () => {
    const coverage = new Coverage()
    coverage.add('a', 10, 20)
    coverage.add('a', 1, 9)
    coverage.add('', 30, 40)
    expect(coverage.covers('a', 0, 21)).toBe(true)
    expect(coverage.covers('b', 10, 15)).toBe(false)
    expect(coverage.covers('b', 29, 41)).toBe(true)
    expect(coverage.covers('a', 0, 22)).toBe(false)
    // Nothing lies between neighbours.
    expect(coverage.covers('b', 4, 5)).toBe(true)
  })

  test('is lost with the oldest events, and with the newest', () => {
    const coverage = new Coverage()
    coverage.add('a', 1, 20)
    coverage.loseUpTo(5)
    coverage.loseAfter(15)
    expect(coverage.covers('a', 5, 16)).toBe(true)
    expect(coverage.covers('a', 4, 16)).toBe(false)
    expect(coverage.covers('a', 5, 17)).toBe(false)
    coverage.add('a', 1, 5)
    expect(coverage.covers('a', 0, 16)).toBe(true)
  })
})
