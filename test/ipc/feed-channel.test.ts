import { once } from 'node:events'
import { afterEach, describe, expect, test } from 'vitest'
import type { Feed } from '../../src/main/desktop/feed/feed'
import { Lab } from '../../src/main/engine/lab'
import { feedOverChannel, newLog, sockets } from './support/feeds'

describe('over a real channel', () => {
  const opened: { feed: Feed; closed: Promise<unknown> }[] = []
  const open = (...args: Parameters<typeof feedOverChannel>) => {
    const made = feedOverChannel(...args)
    opened.push({ feed: made.feed, closed: once(made.far, 'close') })
    return made
  }
  afterEach(async () => {
    for (const { feed, closed } of opened.splice(0)) {
      feed.dispose()
      await closed
    }
  })

  test('everything comes, in order, with its bytes', async () => {
    const { log, writer } = newLog()
    writer.open(...sockets)
    const { end } = open(log)
    writer.messages(20_000, sockets)
    writer.state('alice')
    await end.until(() => end.model.seq === log.head)
    expect(end.events).toEqual(writer.all)
    expect(end.model).toEqual(writer.model)
    expect(end.skipped).toBe(0)
  })

  test('what a lab does', async () => {
    const lab = new Lab()
    const { end } = open(lab.log)
    try {
      await lab.execute({ do: 'listen', as: 'server', respond: { with: 'upper' } }).done
      await lab.execute({ do: 'connect', as: 'alice', to: 'server' }).done
      lab.execute({ do: 'send', from: 'alice', text: 'hello' })
      await end.until(() => end.model.sockets.get('alice')?.received.bytes === 5)
    } finally {
      await lab.dispose()
    }
    await end.until(() => end.model.seq === lab.log.head)
    // Cloned, since the engine keeps what it has read as Node's Buffer.
    const all = Array.from({ length: lab.log.head }, (_, i) => structuredClone(lab.log.at(i + 1)))
    expect(end.events).toEqual(all)
  })

  test('a second window, or the same again, gets a snapshot and the rest', async () => {
    const { log, writer } = newLog(500)
    writer.open(...sockets)
    writer.messages(400, sockets)
    const first = open(log)
    await first.end.until(() => first.end.model.seq === log.head)
    writer.messages(400, sockets)
    writer.failed('bob')
    await first.end.until(() => first.end.model.seq === log.head)
    first.feed.dispose()
    const second = open(log)
    await second.end.until(() => second.end.model.seq === log.head)
    expect(second.end.snapshots).toHaveLength(1)
    expect(second.end.snapshots[0]).toMatchObject({ model: { seq: log.first - 1 }, head: log.head })
    expect(second.end.events).toEqual(writer.all.slice(log.first - 1))
    expect(second.end.model).toEqual(writer.model)
    expect(first.end.model).toEqual(writer.model)
  })

  test('a window that is gone ends its feed, and the log goes on', async () => {
    const { log, writer } = newLog()
    let closed = 0
    const gone = new Promise<void>((resolve) => {
      const { end, far } = feedOverChannel(log, {
        onClosed: () => {
          closed++
          resolve()
        },
      })
      void end.until(() => end.snapshots.length > 0).then(() => far.close())
    })
    await gone
    writer.open('alice')
    expect(closed).toBe(1)
    expect(log.head).toBe(1)
  })
})
