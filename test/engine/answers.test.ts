import { expect, test } from 'vitest'
import { connectedLab, event, modelOf, openLab, receivedText, socketOf } from '../support/lab'

test.each([
  ['echo', {}, 'Hello'],
  ['upper', {}, 'HELLO'],
  ['reply', { text: 'thank you !' }, 'thank you !'],
  ['reply', { hex: '4f 4b' }, 'OK'],
] as const)('%s %o', async (answer, rest, expected) => {
  const lab = await connectedLab({ respond: { with: answer, ...rest } })
  lab.execute({ do: 'send', from: 'alice', text: 'Hello' })
  const received = await event(lab, 'received', 'alice@server')
  const sent = await event(lab, 'sent', 'alice@server')
  expect(sent.cause).toBe(received.seq)
  await event(lab, 'received', 'alice')
  expect(receivedText(lab, 'alice')).toBe(expected)
})

test('none reads and records, answers nothing', async () => {
  const lab = await connectedLab()
  lab.execute({ do: 'send', from: 'alice', text: 'Hello' })
  await event(lab, 'received', 'alice@server')
  expect(receivedText(lab, 'alice@server')).toBe('Hello')
  expect(socketOf(lab, 'alice@server').sent.count).toBe(0)
})

test('discard keeps counts only', async () => {
  const lab = await connectedLab({ respond: { with: 'discard' } })
  lab.execute({ do: 'send', from: 'alice', text: 'Hello' })
  const received = await event(lab, 'received', 'alice@server')
  expect(received).toMatchObject({ bytes: 5 })
  expect(received.data).toBeUndefined()
})

test('broadcast goes to the other connections', async () => {
  const lab = openLab()
  await lab.execute({ do: 'listen', as: 'room', respond: { with: 'broadcast' } }).done
  await lab.execute({ do: 'connect', as: 'guest', to: 'room', count: 3 }).done
  lab.execute({ do: 'send', from: 'guest.2', text: 'hi all' })
  await Promise.all(['guest.1', 'guest.3'].map((name) => event(lab, 'received', name)))
  expect(receivedText(lab, 'guest.1')).toBe('hi all')
  expect(socketOf(lab, 'guest.2').received.count).toBe(0)
})

test('delayMs answers later, and never when the end is gone by then', async () => {
  const lab = await connectedLab({ respond: { with: 'echo', delayMs: 30 } })
  lab.execute({ do: 'send', from: 'alice', text: 'Hello' })
  const received = await event(lab, 'received', 'alice@server')
  const sent = await event(lab, 'sent', 'alice@server')
  expect(sent.t - received.t).toBeGreaterThanOrEqual(28)
  lab.execute({ do: 'send', from: 'alice', text: 'Bye' })
  await event(lab, 'received', 'alice@server', (one) => one.index === 1)
  lab.execute({ do: 'reset', socket: 'alice@server' })
  await event(lab, 'closed', 'alice@server')
  expect(socketOf(lab, 'alice@server').sent.count).toBe(1)
})

test('thenClose closes after the first answer, in the name of the lab', async () => {
  const lab = await connectedLab({ respond: { with: 'reply', text: 'THANK you', thenClose: true } })
  lab.execute({ do: 'send', from: 'alice', text: 'Hello' })
  await event(lab, 'closed', 'alice')
  expect(receivedText(lab, 'alice')).toBe('THANK you')
  const close = await event(lab, 'asked', 'alice@server', (one) => one.command.do === 'close')
  expect(close.by).toBe('lab')
  expect(socketOf(lab, 'alice@server').state).toBe('TIME_WAIT')
  expect(socketOf(lab, 'alice').state).toBe('CLOSED')
})

test('an echo server stops reading while its answers pile up', async () => {
  const lab = await connectedLab({ respond: { with: 'echo' } })
  lab.execute({ do: 'pause', socket: 'alice' })
  lab.execute({ do: 'send', from: 'alice', text: 'x'.repeat(1_000_000), repeat: 40 })
  await event(lab, 'paused', 'alice@server')
  lab.execute({ do: 'resume', socket: 'alice' })
  await event(lab, 'received', 'alice', (one) => one.offset + one.bytes === 40_000_000)
  expect(modelOf(lab).failures).toBe(0)
})
