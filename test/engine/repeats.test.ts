import { expect, test } from 'vitest'
import type { EventOf, LabEvent } from '../../src/shared/events'
import { connectedLab, event, events, modelOf, openLab, receivedText, socketOf } from '../support/lab'

const repeats = (all: LabEvent[]): EventOf<'repeated'>[] =>
  all.filter((one): one is EventOf<'repeated'> => one.kind === 'repeated')

test.each([{ everyMs: 2 }, { everyMs: 0 }, {}])('a repeated send ends in one event: %o', async (pace) => {
  const lab = await connectedLab()
  const { seq } = lab.execute({ do: 'send', from: 'alice', text: 'ab', repeat: 3, ...pace })
  const over = await event(lab, 'repeated', 'alice')
  expect(over).toMatchObject({ cause: seq, sent: 3, of: 3, by: 'count' })
  await event(lab, 'received', 'alice@server', (one) => one.offset + one.bytes === 6)
  expect(receivedText(lab, 'alice@server')).toBe('ababab')
  lab.execute({ do: 'close', socket: 'alice' })
  await event(lab, 'closed', 'alice')
  expect(repeats(events(lab))).toHaveLength(1)
  expect(socketOf(lab, 'alice').repeating).toEqual([])
})

test('a send that is not repeated ends in none', async () => {
  const lab = await connectedLab()
  lab.execute({ do: 'send', from: 'alice', text: 'x' })
  lab.execute({ do: 'send', from: 'alice', text: 'x', repeat: 1, everyMs: 5 })
  await event(lab, 'received', 'alice@server')
  expect(repeats(events(lab))).toEqual([])
})

test('the model knows what is under way, and stop ends all of it at that end', async () => {
  const lab = await connectedLab()
  const slow = lab.execute({ do: 'send', from: 'alice', text: 'a', repeat: 100, everyMs: 3_600_000 }).seq
  const fast = lab.execute({ do: 'send', from: 'alice', text: 'b', repeat: 1_000_000, everyMs: 1 }).seq
  lab.execute({ do: 'send', from: 'alice@server', text: 'c', repeat: 50, everyMs: 3_600_000 })
  expect(socketOf(lab, 'alice').repeating).toEqual([
    { seq: slow, of: 100, everyMs: 3_600_000, from: 0 },
    { seq: fast, of: 1_000_000, everyMs: 1, from: 1 },
  ])
  await event(lab, 'sent', 'alice', (one) => one.index === 3)
  expect(lab.execute({ do: 'stop', socket: 'alice' }).error).toBeUndefined()
  expect(repeats(events(lab))).toMatchObject([
    { socket: 'alice', cause: slow, sent: 1, of: 100, by: 'stop' },
    { socket: 'alice', cause: fast, of: 1_000_000, by: 'stop' },
  ])
  const { count } = socketOf(lab, 'alice').sent
  expect(repeats(events(lab))[1]?.sent).toBe(count - 1)
  expect(socketOf(lab, 'alice').repeating).toEqual([])
  expect(socketOf(lab, 'alice@server').repeating).toHaveLength(1)
  // What was stopped sends no more.
  lab.execute({ do: 'send', from: 'alice@server', text: 'd', repeat: 5, everyMs: 2 })
  await event(lab, 'repeated', 'alice@server')
  expect(socketOf(lab, 'alice').sent.count).toBe(count)
})

test('stop ends a send that waits for a reader', async () => {
  const lab = await connectedLab()
  lab.execute({ do: 'pause', socket: 'alice@server' })
  await event(lab, 'paused', 'alice@server')
  lab.execute({ do: 'send', from: 'alice', text: 'x'.repeat(4_000_000), repeat: 1000 })
  lab.execute({ do: 'stop', socket: 'alice' })
  const { sent } = await event(lab, 'repeated', 'alice', (one) => one.by === 'stop')
  expect(sent).toBeLessThan(1000)
  lab.execute({ do: 'resume', socket: 'alice@server' })
  await event(lab, 'received', 'alice@server', (one) => one.offset + one.bytes === sent * 4_000_000)
  expect(socketOf(lab, 'alice').sent.count).toBe(sent)
})

test('of a group each member stops, of a listener each of its connections', async () => {
  const lab = openLab()
  await lab.execute({ do: 'listen', as: 'server' }).done
  await lab.execute({ do: 'connect', as: 'crowd', to: 'server', count: 3 }).done
  const again = { text: 'x', repeat: 100, everyMs: 3_600_000 }
  lab.execute({ do: 'send', from: 'crowd', ...again })
  lab.execute({ do: 'send', from: 'crowd.2@server', ...again })
  const { seq, error } = lab.execute({ do: 'stop', socket: 'crowd' })
  expect(error).toBeUndefined()
  expect(
    events(lab)
      .filter((one) => one.kind === 'asked' && one.cause === seq)
      .map((one) => one.socket),
  ).toEqual(['crowd.1', 'crowd.2', 'crowd.3'])
  expect(repeats(events(lab)).map((one) => one.socket)).toEqual(['crowd.1', 'crowd.2', 'crowd.3'])
  lab.execute({ do: 'close', socket: 'server' })
  // A listener's connections outlive it, and what they send can still be stopped.
  expect(lab.execute({ do: 'stop', socket: 'server' }).error).toBeUndefined()
  expect(repeats(events(lab)).at(-1)).toMatchObject({ socket: 'crowd.2@server', by: 'stop' })
  expect([...modelOf(lab).sockets.values()].flatMap((socket) => socket.repeating)).toEqual([])
})

test('stop where nothing is under way is refused with a sentence', async () => {
  const lab = openLab()
  await lab.execute({ do: 'listen', as: 'server' }).done
  await lab.execute({ do: 'connect', as: 'crowd', to: 'server', count: 2 }).done
  const refused = (socket: string) => lab.execute({ do: 'stop', socket }).error
  for (const socket of ['crowd', 'crowd.1', 'crowd@server', 'server']) {
    expect(refused(socket)).toMatchObject({
      code: 'LAB_NOT_POSSIBLE',
      message: `${socket}: no repeated send is under way`,
    })
  }
  expect(refused('nobody')).toMatchObject({ code: 'LAB_UNKNOWN_SOCKET' })
  lab.execute({ do: 'close', socket: 'crowd.1' })
  await event(lab, 'closed', 'crowd.1')
  expect(refused('crowd.1')?.message).toContain('the descriptor is closed')
  // One member is enough.
  lab.execute({ do: 'send', from: 'crowd.2', text: 'x', repeat: 9, everyMs: 3_600_000 })
  expect(refused('crowd')).toBeUndefined()
})

test.each(['shutdown', 'close', 'destroy', 'reset'] as const)(
  '%s ends what is repeated at once, and that is no failure',
  async (act) => {
    const lab = await connectedLab()
    const { seq } = lab.execute({ do: 'send', from: 'alice', text: 'x', repeat: 9, everyMs: 3_600_000 })
    lab.execute({ do: act, socket: 'alice' })
    expect(repeats(events(lab))).toMatchObject([{ cause: seq, sent: 1, of: 9, by: 'closed' }])
    expect(socketOf(lab, 'alice').repeating).toEqual([])
    await event(lab, 'closed', 'alice@server')
    expect(events(lab).filter((one) => one.kind === 'failed' && one.socket === 'alice')).toEqual([])
  },
)

test.each(['close', 'reset'] as const)("the other end's %s ends it, too", async (act) => {
  const lab = await connectedLab()
  lab.execute({ do: 'send', from: 'alice', text: 'x', repeat: 9, everyMs: 3_600_000 })
  await event(lab, 'received', 'alice@server')
  lab.execute({ do: act, socket: 'alice@server' })
  await event(lab, 'closed', 'alice')
  expect(repeats(events(lab))).toMatchObject([{ socket: 'alice', sent: 1, of: 9, by: 'closed' }])
})

test('a repeated send that is refused leaves nothing under way', async () => {
  const lab = await connectedLab({ allowHalfOpen: true })
  lab.execute({ do: 'shutdown', socket: 'alice' })
  expect(lab.execute({ do: 'send', from: 'alice', text: 'x', repeat: 5 }).error).toBeDefined()
  expect(socketOf(lab, 'alice').repeating).toEqual([])
  lab.execute({ do: 'close', socket: 'alice' })
  await event(lab, 'closed', 'alice')
  expect(lab.execute({ do: 'send', from: 'alice', text: 'x', repeat: 5, everyMs: 1 }).error).toBeDefined()
  expect(socketOf(lab, 'alice').repeating).toEqual([])
  expect(repeats(events(lab))).toEqual([])
})
