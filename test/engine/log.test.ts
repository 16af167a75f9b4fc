import { expect, test } from 'vitest'
import { Log } from '../../src/main/engine/log/log'
import { emptyModel } from '../../src/shared/model/model'
import { reduce } from '../../src/shared/model/reduce'
import { connectedLab, event, events, openLab } from '../support/lab'

const note = (text: string) => ({ kind: 'note', t: 0, text }) as const

test('the ring holds its cap; what leaves it lives on in base', () => {
  const log = new Log({ maxEvents: 3 })
  for (let i = 1; i <= 5; i++) log.append(note(`${i}`))
  expect([log.first, log.head, log.base.seq]).toEqual([3, 5, 2])
  expect(log.at(2)).toBeUndefined()
  expect(log.at(3)).toMatchObject({ seq: 3, text: '3' })
  expect(log.at(6)).toBeUndefined()
})

test('payload bytes are bounded, too', () => {
  const log = new Log({ maxPayloadBytes: 10 })
  const sent = { kind: 'sent', t: 0, socket: 'a', bytes: 4, offset: 0, index: 0, queued: 0 } as const
  for (let i = 0; i < 5; i++) log.append({ ...sent, data: new Uint8Array(4) })
  expect(log.first).toBe(4)
})

test('base and ring together are the whole log', async () => {
  const lab = openLab({ maxEvents: 20 })
  const whole = emptyModel()
  lab.log.subscribe((one) => reduce(whole, structuredClone(one)))
  await lab.execute({ do: 'listen', as: 'server', respond: { with: 'echo' } }).done
  await lab.execute({ do: 'connect', as: 'crowd', to: 'server', count: 5 }).done
  lab.execute({ do: 'send', from: 'crowd', text: 'x' })
  await event(lab, 'received', 'crowd.5')
  expect(lab.log.first).toBeGreaterThan(1)
  const folded = structuredClone(lab.log.base)
  for (const one of events(lab)) reduce(folded, structuredClone(one))
  // `opened` came before anyone could subscribe.
  expect(folded.sockets).toEqual(whole.sockets)
  expect(folded.seq).toBe(whole.seq)
})

test('a subscriber that ends its subscription hears no more', async () => {
  const lab = await connectedLab()
  const heard: number[] = []
  const subscription = lab.log.subscribe((one) => heard.push(one.seq))
  lab.execute({ do: 'pause', socket: 'alice' })
  subscription.dispose()
  lab.execute({ do: 'resume', socket: 'alice' })
  expect(heard).toHaveLength(2)
})

test('the log keeps the beginning of a long message, and not the memory of the whole', async () => {
  const lab = await connectedLab()
  lab.execute({ do: 'send', from: 'alice', text: 'x'.repeat(1_000_000) })
  const sent = await event(lab, 'sent', 'alice')
  expect(sent.bytes).toBe(1_000_000)
  expect(sent.data).toHaveLength(4096)
  // The beginnings of many messages share one slab, never the buffer that was sent.
  expect(sent.data?.buffer.byteLength).toBe(64 * 1024)
})
