import { expect, test } from 'vitest'
import type { Lab } from '../../src/main/engine/lab'
import { connectedLab, entered, event, events, receivedText, socketOf } from '../support/lab'

/** Alice sends, and the server's end has stopped reading. */
async function pausedLab(client: Record<string, unknown> = {}): Promise<Lab> {
  const lab = await connectedLab({}, client)
  lab.execute({ do: 'pause', socket: 'alice@server' })
  return lab
}

const ahead = (lab: Lab, bytes: number) =>
  event(lab, 'buffered', 'alice@server', (one) => one.bytes === bytes)

test('recv takes at most so many bytes, and tells what is left', async () => {
  const lab = await pausedLab()
  lab.execute({ do: 'send', from: 'alice', text: 'hello world' })
  await ahead(lab, 11)
  expect(receivedText(lab, 'alice@server')).toBe('')
  const { seq, done, error } = lab.execute({ do: 'recv', socket: 'alice@server', bytes: 5 })
  await done
  expect(error).toBeUndefined()
  expect(await event(lab, 'received', 'alice@server')).toMatchObject({ bytes: 5, offset: 0, cause: seq })
  expect(await ahead(lab, 6)).toMatchObject({ offset: 5, cause: seq })
  expect(socketOf(lab, 'alice@server')).toMatchObject({ readAhead: 6, received: { bytes: 5 } })
  await lab.execute({ do: 'recv', socket: 'alice@server' }).done
  expect(receivedText(lab, 'alice@server')).toBe('hello world')
  expect(socketOf(lab, 'alice@server').readAhead).toBe(0)
})

test('recv waits for something to read, in turn', async () => {
  const lab = await pausedLab()
  const first = lab.execute({ do: 'recv', socket: 'alice@server', bytes: 3 })
  const second = lab.execute({ do: 'recv', socket: 'alice@server', bytes: 100 })
  lab.execute({ do: 'send', from: 'alice', text: 'abcdef' })
  await Promise.all([first.done, second.done])
  const received = events(lab).filter((one) => one.kind === 'received')
  expect(received).toMatchObject([
    { bytes: 3, cause: first.seq },
    { bytes: 3, cause: second.seq },
  ])
})

test('recv reads all of what is more than Node reads ahead', async ({ signal }) => {
  const lab = await pausedLab()
  lab.execute({ do: 'send', from: 'alice', text: 'x'.repeat(1_000_000) })
  while (socketOf(lab, 'alice@server').received.bytes < 1_000_000) {
    signal.throwIfAborted()
    await lab.execute({ do: 'recv', socket: 'alice@server', bytes: 100_000 }).done
  }
  const received = events(lab).filter((one) => one.kind === 'received')
  expect(Math.max(...received.map((one) => one.bytes))).toBeLessThanOrEqual(100_000)
})

test("recv is done when it has read the peer's FIN", async () => {
  const lab = await pausedLab()
  lab.execute({ do: 'send', from: 'alice', text: 'bye' })
  await ahead(lab, 3)
  lab.execute({ do: 'shutdown', socket: 'alice' })
  await entered(lab, 'alice@server', 'CLOSE_WAIT')
  await lab.execute({ do: 'recv', socket: 'alice@server' }).done
  await lab.execute({ do: 'recv', socket: 'alice@server' }).done
  await event(lab, 'ended', 'alice@server')
  expect(receivedText(lab, 'alice@server')).toBe('bye')
  await event(lab, 'closed', 'alice@server')
})

test.each(['destroy', 'resume'] as const)('recv waits no longer after %s', async (act) => {
  const lab = await pausedLab()
  const { done } = lab.execute({ do: 'recv', socket: 'alice@server' })
  lab.execute({ do: act, socket: 'alice@server' })
  await done
})

test('recv is refused at an end that reads by itself', async () => {
  const lab = await connectedLab()
  const { error, done } = lab.execute({ do: 'recv', socket: 'alice', bytes: 1 })
  await done
  expect(error).toMatchObject({ code: 'LAB_NOT_POSSIBLE', message: expect.stringContaining('pause') })
})

test('what was read ahead is told as received when the end reads on', async () => {
  const lab = await pausedLab()
  lab.execute({ do: 'send', from: 'alice', text: 'hello' })
  await ahead(lab, 5)
  lab.execute({ do: 'resume', socket: 'alice@server' })
  await event(lab, 'received', 'alice@server')
  expect(socketOf(lab, 'alice@server').readAhead).toBeUndefined()
  lab.execute({ do: 'send', from: 'alice', text: ' again' })
  await event(lab, 'received', 'alice@server', (one) => one.index === 1)
  expect(receivedText(lab, 'alice@server')).toBe('hello again')
})

test('by hand: nothing is read before the first recv, at either end', async () => {
  const lab = await connectedLab({ reading: 'by-hand' }, { reading: 'by-hand' })
  lab.execute({ do: 'send', from: 'alice', text: 'hello' })
  lab.execute({ do: 'send', from: 'alice@server', text: 'hi' })
  for (const [socket, text] of [
    ['alice@server', 'hello'],
    ['alice', 'hi'],
  ] as const) {
    expect(socketOf(lab, socket)).toMatchObject({ paused: true, received: { bytes: 0 } })
    expect(socketOf(lab, socket).readAhead).toBe(0)
    await lab.execute({ do: 'recv', socket, bytes: 1 }).done
    expect(receivedText(lab, socket)).toBe(text[0])
    lab.execute({ do: 'resume', socket })
    await event(lab, 'received', socket, (one) => one.index === 1)
    expect(receivedText(lab, socket)).toBe(text)
  }
})

test.each([
  ['all that came has been read ahead: FIN', true, 'FIN_WAIT_2'],
  ['the kernel holds what came: RST', false, 'CLOSED'],
] as const)('destroy with bytes that the program never took: %s', async (_what, isRead, state) => {
  const lab = await connectedLab({ reading: 'by-hand' })
  lab.execute({ do: 'send', from: 'alice', text: 'hello' })
  if (isRead) await lab.execute({ do: 'recv', socket: 'alice@server', bytes: 1 }).done
  lab.execute({ do: 'destroy', socket: 'alice@server' })
  if (isRead) await event(lab, 'ended', 'alice')
  else expect(await event(lab, 'failed', 'alice')).toMatchObject({ code: 'ECONNRESET' })
  expect(socketOf(lab, 'alice@server').path.map(({ to }) => to)).toContain(state)
})
