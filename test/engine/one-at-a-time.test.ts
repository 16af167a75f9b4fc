import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import net from 'node:net'
import { expect, test } from 'vitest'
import type { Lab } from '../../src/main/engine/lab'
import { OneAtATime } from '../../src/main/engine/streams/one-at-a-time'
import { startInNode } from '../../src/main/freezer/start'
import { event, events, modelOf, openLab, receivedText, socketOf } from '../support/lab'

async function sequentialLab(rest: Record<string, unknown> = {}): Promise<Lab> {
  const lab = openLab()
  await lab.execute({ do: 'listen', as: 'server', serve: 'one-at-a-time', ...rest }).done
  return lab
}

const accepted = (lab: Lab) => events(lab).flatMap((one) => (one.kind === 'accepted' ? [one.socket] : []))

test('the next one is accepted when the one before is closed, and not before', async () => {
  const lab = await sequentialLab({ respond: { with: 'upper' } })
  await lab.execute({ do: 'connect', as: 'alice', to: 'server' }).done
  await lab.execute({ do: 'connect', as: 'bob', to: 'server' }).done
  expect(socketOf(lab, 'bob').state).toBe('ESTABLISHED')
  lab.execute({ do: 'send', from: 'bob', text: 'me too' })
  lab.execute({ do: 'send', from: 'alice', text: 'hello' })
  await event(lab, 'received', 'alice')
  expect(accepted(lab)).toEqual(['alice@server'])
  expect(socketOf(lab, 'server')).toMatchObject({ serve: 'one-at-a-time', accepted: 1 })
  lab.execute({ do: 'close', socket: 'alice' })
  await event(lab, 'received', 'bob')
  expect(receivedText(lab, 'bob')).toBe('ME TOO')
  const closed = await event(lab, 'closed', 'alice@server')
  expect((await event(lab, 'accepted', 'bob@server')).seq).toBeGreaterThan(closed.seq)
})

test('never two at once, however many come', async () => {
  const lab = await sequentialLab({ respond: { with: 'reply', text: 'thank you', thenClose: true } })
  await lab.execute({ do: 'connect', as: 'crowd', to: 'server', count: 20 }).done
  lab.execute({ do: 'send', from: 'crowd', text: 'hi' })
  for (let i = 1; i <= 20; i++) await event(lab, 'closed', `crowd.${i}`)
  let open = 0
  let most = 0
  for (const one of events(lab)) {
    if (one.kind === 'accepted') most = Math.max(most, ++open)
    if (one.kind === 'closed' && one.socket.includes('@')) open--
  }
  expect(most).toBe(1)
  expect(accepted(lab)).toHaveLength(20)
  expect(modelOf(lab).failures).toBe(0)
})

test('programs that come at once are served one after the other, too', async () => {
  const lab = await sequentialLab({ respond: { with: 'echo' } })
  const port = Number(socketOf(lab, 'server').local?.split(':')[1])
  const clients = Array.from({ length: 5 }, () => net.connect(port, '127.0.0.1'))
  for (const client of clients) client.write('x')
  await Promise.all(clients.map((client) => once(client, 'connect')))
  await event(lab, 'received')
  const answered = new Set<net.Socket>()
  for (const client of clients) client.on('data', () => answered.add(client))
  for (let served = 1; served <= 5; served++) {
    while (answered.size < served) await new Promise((resolve) => setImmediate(resolve))
    expect(accepted(lab)).toHaveLength(served)
    for (const client of answered) client.destroy()
  }
})

test('a queue that is full leaves the next ones outside', async () => {
  const lab = await sequentialLab({ backlog: 1 })
  await lab.execute({ do: 'connect', as: 'crowd', to: 'server', count: 5 }).done
  const states = [1, 2, 3, 4, 5].map((i) => socketOf(lab, `crowd.${i}`).state)
  expect(states.filter((state) => state === 'ESTABLISHED')).toHaveLength(3)
  expect(states.filter((state) => state === 'SYN_SENT')).toHaveLength(2)
})

test('freezing by hand on top: nobody is accepted before it is thawed', async () => {
  const lab = await sequentialLab()
  await lab.execute({ do: 'connect', as: 'alice', to: 'server' }).done
  expect(lab.execute({ do: 'thaw', socket: 'server' }).error?.message).toContain('one client at a time')
  await lab.execute({ do: 'freeze', socket: 'server' }).done
  expect(lab.execute({ do: 'freeze', socket: 'server' }).error).toBeDefined()
  await lab.execute({ do: 'connect', as: 'bob', to: 'server' }).done
  lab.execute({ do: 'close', socket: 'alice' })
  await event(lab, 'closed', 'alice@server')
  await lab.execute({ do: 'connect', as: 'carol', to: 'server' }).done
  expect(accepted(lab)).toEqual(['alice@server'])
  await lab.execute({ do: 'thaw', socket: 'server' }).done
  await event(lab, 'accepted', 'bob@server')
  lab.execute({ do: 'reset', socket: 'bob@server' })
  await event(lab, 'accepted', 'carol@server')
})

test('freezing while nobody is served', async () => {
  const lab = await sequentialLab()
  await lab.execute({ do: 'freeze', socket: 'server' }).done
  await lab.execute({ do: 'connect', as: 'alice', to: 'server' }).done
  expect(accepted(lab)).toEqual([])
  await lab.execute({ do: 'thaw', socket: 'server' }).done
  await event(lab, 'accepted', 'alice@server')
})

test.each([true, false])('closing it, while a client is served: %s', async (isServing) => {
  const lab = await sequentialLab()
  if (isServing) {
    await lab.execute({ do: 'connect', as: 'alice', to: 'server' }).done
    await lab.execute({ do: 'connect', as: 'bob', to: 'server' }).done
  }
  lab.execute({ do: 'close', socket: 'server' })
  await event(lab, 'closed', 'server')
  if (!isServing) return
  // Nobody will ever accept it: the kernel resets what is in the queue.
  await event(lab, 'closed', 'bob')
  expect(socketOf(lab, 'alice')).toMatchObject({ state: 'ESTABLISHED' })
})

test('the death of the helper process takes the socket only while this process has no handle of its own', async () => {
  const helpers: ChildProcess[] = []
  const startFreezer = () => {
    const child = startInNode()
    helpers.push(child)
    return child
  }
  const lab = openLab({ startFreezer })
  for (const as of ['idle', 'busy']) await lab.execute({ do: 'listen', as, serve: 'one-at-a-time' }).done
  await lab.execute({ do: 'connect', as: 'alice', to: 'busy' }).done
  helpers[0]?.kill('SIGKILL')
  const failed = await event(lab, 'failed', 'busy')
  expect(failed.code).toBe('LAB_HELPER')
  expect(await event(lab, 'closed', 'busy')).toMatchObject({ hadError: true })
  await event(lab, 'failed', 'idle')
  for (const as of ['bob', 'carol']) await lab.execute({ do: 'connect', as, to: 'idle' }).done
  await event(lab, 'accepted', 'bob@idle')
  lab.execute({ do: 'close', socket: 'bob' })
  await event(lab, 'accepted', 'carol@idle')
  const closed = await event(lab, 'closed', 'bob@idle')
  expect((await event(lab, 'accepted', 'carol@idle')).seq).toBeGreaterThan(closed.seq)
  expect(helpers).toHaveLength(2)
})

test('not on Windows', () => {
  expect(OneAtATime.refuse('win32')).toMatchObject({ field: 'serve', code: 'LAB_NOT_POSSIBLE' })
  expect(OneAtATime.refuse('linux')).toBeUndefined()
})

test('a lab that ends while the freezer starts has nothing to tell of it', async () => {
  const lab = openLab()
  lab.execute({ do: 'listen', as: 'server', serve: 'one-at-a-time' })
  await event(lab, 'listening', 'server')
  await lab.dispose()
  expect(events(lab).filter(({ kind }) => kind === 'failed' || kind === 'closed')).toEqual([])
})
