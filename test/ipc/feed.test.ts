import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { MAX_BATCH_EVENTS, MAX_BATCH_TEXT } from '../../src/main/desktop/feed/backlog'
import { Feed, FLOOD_MS, FLUSH_MS, MAX_IN_FLIGHT } from '../../src/main/desktop/feed/feed'
import { Log } from '../../src/main/engine/log/log'
import { isMessage } from '../../src/shared/events'
import { emptyModel } from '../../src/shared/model/model'
import { reduce } from '../../src/shared/model/reduce'
import { feedByHand, live, newLog, sockets } from './support/feeds'
import { DirectPort } from './support/ports'

describe('in its own time', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  test('a batch every half frame, and no timer while there is nothing to send', () => {
    const { log, writer } = newLog()
    const { end, ack } = feedByHand(log)
    expect(vi.getTimerCount()).toBe(0)
    writer.open(...sockets)
    writer.messages(10, sockets)
    expect(vi.getTimerCount()).toBe(1)
    vi.advanceTimersByTime(FLUSH_MS - 1)
    expect(end.batches).toHaveLength(0)
    vi.advanceTimersByTime(1)
    expect(end.batches).toHaveLength(1)
    expect(end.events).toHaveLength(13)
    expect(vi.getTimerCount()).toBe(0)
    ack()
    expect(vi.getTimerCount()).toBe(0)
  })

  test('a window that acknowledges nothing has four batches, and the feed rests', () => {
    const { log, writer } = newLog()
    const { end, ack } = feedByHand(log)
    writer.open(...sockets)
    for (let i = 0; i < 10; i++) {
      writer.messages(100, sockets)
      vi.advanceTimersByTime(FLUSH_MS)
    }
    expect(end.batches).toHaveLength(MAX_IN_FLIGHT)
    expect(vi.getTimerCount()).toBe(0)
    ack()
    vi.advanceTimersByTime(FLUSH_MS)
    expect(end.batches).toHaveLength(MAX_IN_FLIGHT + 1)
  })

  test('after a large batch a window has a whole frame', () => {
    const { log, writer } = newLog()
    const { end } = feedByHand(log)
    writer.messages(1000, sockets)
    vi.advanceTimersByTime(FLUSH_MS)
    expect(end.batches).toHaveLength(1)
    writer.messages(10, sockets)
    vi.advanceTimersByTime(FLOOD_MS - 1)
    expect(end.batches).toHaveLength(1)
    vi.advanceTimersByTime(1)
    expect(end.batches).toHaveLength(2)
    writer.messages(10, sockets)
    vi.advanceTimersByTime(FLUSH_MS)
    expect(end.batches).toHaveLength(3)
  })

  test('an acknowledgement of one batch makes room for one', () => {
    const { log, writer } = newLog()
    const { end, port } = feedByHand(log)
    writer.messages(6 * MAX_BATCH_EVENTS, sockets, 1)
    vi.advanceTimersByTime(100 * FLUSH_MS)
    port.receive({ ack: 1 })
    vi.advanceTimersByTime(100 * FLUSH_MS)
    expect(end.batches.map(({ id }) => id)).toEqual([1, 2, 3, 4, 5])
  })

  test('batches are bounded in events and in text', () => {
    const { log, writer } = newLog()
    const { end, drain } = feedByHand(log)
    writer.messages(10_000, sockets, 1)
    writer.messages(10_000, sockets, 1000)
    drain()
    expect(end.model).toEqual(writer.model)
    expect(Math.max(...end.batches.map(({ n }) => n))).toBe(MAX_BATCH_EVENTS)
    expect(Math.max(...end.batches.map(({ text }) => text.length))).toBeLessThanOrEqual(MAX_BATCH_TEXT)
  })

  test('a single event beyond the bound goes alone', () => {
    const log = new Log()
    const text = 'x'.repeat(1024)
    const rules = Array.from({ length: 1000 }, () => ({ match: { equals: text }, reply: { text } }))
    log.append({ kind: 'note', t: 0, text: 'before' })
    const command = { do: 'listen' as const, respond: { with: 'rules' as const, rules } }
    log.append({ kind: 'asked', t: 1, by: 'user', command })
    log.append({ kind: 'note', t: 2, text: 'after' })
    const { end, drain } = feedByHand(log)
    drain()
    expect(end.batches.map(({ n }) => n)).toEqual([1, 1, 1])
    expect(end.events).toHaveLength(3)
  })

  test('what was there before the window is brought whole', () => {
    const { log, writer } = newLog(100_000)
    writer.open(...sockets)
    writer.messages(90_000, sockets, 1)
    const { end, drain } = feedByHand(log)
    drain()
    expect(end.skipped).toBe(0)
    expect(end.events).toHaveLength(90_003)
    expect(end.model).toEqual(writer.model)
  })

  test('a window that is far behind misses messages, and nothing else', () => {
    const { log, writer } = newLog(100_000)
    const { end, drain } = feedByHand(log)
    writer.open(...sockets)
    for (let i = 0; i < 60; i++) {
      writer.messages(1000, sockets)
      writer.state(sockets[i % 3] as string)
      writer.plain('drained', sockets[i % 3] as string)
    }
    drain()
    expect(end.skipped).toBeGreaterThan(20_000)
    expect(end.events.length + end.skipped).toBe(log.head)
    expect(end.events.map(({ seq }) => seq)).toEqual(end.events.map(({ seq }) => seq).sort((a, b) => a - b))
    const whatIsNoMessage = writer.all.filter((event) => !isMessage(event))
    expect(end.events.filter((event) => !isMessage(event))).toEqual(whatIsNoMessage)
    expect(end.model).toEqual(writer.model)
    expect(end.events.slice(-16_384)).toEqual(writer.all.slice(-16_384))
  })

  test('a window that has slept through the ring gets a fresh snapshot', () => {
    const { log, writer } = newLog(1000)
    const { end, drain } = feedByHand(log)
    writer.open(...sockets)
    for (let i = 0; i < 20; i++) {
      writer.messages(100, sockets)
      writer.state(sockets[i % 3] as string)
      vi.advanceTimersByTime(FLUSH_MS)
    }
    expect(end.batches).toHaveLength(MAX_IN_FLIGHT)
    const { first } = log
    drain()
    expect(end.snapshots).toHaveLength(2)
    expect(end.snapshots[1]?.model.seq).toBe(first - 1)
    expect(end.events).toEqual(writer.all.slice(first - 1))
    expect(end.model).toEqual(writer.model)
  })

  test('names come once for a port, over a fresh snapshot, too', () => {
    const { log, writer } = newLog(50)
    const { end, drain } = feedByHand(log)
    writer.messages(10, sockets)
    drain()
    writer.messages(100, [...sockets, 'dave'])
    drain()
    expect(end.snapshots).toHaveLength(2)
    expect(end.batches.flatMap(({ names }) => names)).toEqual([...sockets, 'dave'])
    expect(end.events.map(({ socket }) => socket)).toEqual(writer.all.slice(-50).map(({ socket }) => socket))
  })

  test.each([
    ['no acknowledgement', 'ready?'],
    ['one with more in it', { ack: 1, also: true }],
    ['one of a batch that was not sent', { ack: 7 }],
    ['none at all', null],
    ['a fraction', { ack: 0.5 }],
  ])('garbage is ignored, and noted once: %s', (_name, garbage) => {
    const { log, writer } = newLog(100_000)
    const onGarbage = vi.fn()
    const { end, port, drain } = feedByHand(log, { onGarbage })
    writer.messages(5, sockets)
    vi.advanceTimersByTime(FLUSH_MS)
    port.receive(garbage)
    port.receive(garbage)
    expect(onGarbage).toHaveBeenCalledExactlyOnceWith(garbage)
    writer.messages(5, sockets)
    drain()
    expect(end.events).toEqual(writer.all)
  })

  test('an acknowledgement cannot be taken back', () => {
    const { log, writer } = newLog(100_000)
    const { end, port } = feedByHand(log)
    writer.messages(8 * MAX_BATCH_EVENTS, sockets, 1)
    vi.advanceTimersByTime(100 * FLUSH_MS)
    port.receive({ ack: 4 })
    port.receive({ ack: 1 })
    vi.advanceTimersByTime(100 * FLUSH_MS)
    expect(end.batches).toHaveLength(8)
  })

  test('a port that fails closes the feed, and the log goes on', () => {
    const { log, writer } = newLog()
    const fault = new Error('the port is broken')
    const onFault = vi.fn()
    const onClosed = vi.fn()
    const port = new DirectPort((data) => {
      if ((data as { type: string }).type === 'batch') throw fault
    })
    const feed = new Feed(port, { onFault, onClosed })
    feed.show(live(log))
    writer.messages(5, sockets)
    vi.advanceTimersByTime(FLUSH_MS)
    expect(onFault).toHaveBeenCalledExactlyOnceWith(fault)
    expect(onClosed).toHaveBeenCalledOnce()
    expect(feed.disposed).toBe(true)
    expect(port.closed).toBe(true)
    writer.messages(5, sockets)
    expect(vi.getTimerCount()).toBe(0)
    expect(log.head).toBe(10)
  })

  test('a disposed feed leaves nothing: no timer, no open port, no listener', () => {
    const { log, writer } = newLog()
    const onClosed = vi.fn()
    const subscribe = vi.spyOn(log, 'subscribe')
    const { feed, end, port } = feedByHand(log, { onClosed })
    const unsubscribe = vi.spyOn(subscribe.mock.results[0]?.value, 'dispose')
    writer.messages(5, sockets)
    feed.dispose()
    feed.dispose()
    expect(vi.getTimerCount()).toBe(0)
    expect(port.closed).toBe(true)
    expect(unsubscribe).toHaveBeenCalledOnce()
    writer.messages(5, sockets)
    expect(vi.getTimerCount()).toBe(0)
    expect(end.batches).toEqual([])
    expect(onClosed).toHaveBeenCalledOnce()
  })

  test('the snapshot is the window’s own: it does not change with the log', () => {
    const { log, writer } = newLog(10)
    writer.open(...sockets)
    writer.messages(20, sockets)
    const { end } = feedByHand(log)
    const before = writer.all.slice(0, log.first - 1).reduce(reduce, emptyModel())
    writer.messages(20, sockets)
    expect(end.snapshots[0]?.model).toEqual(before)
  })
})
