import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { connectedLab, entered, event, events, openLab, pathOf, socketOf } from '../support/lab'

// What both ends go through, act by act. Measured with the kernel's tracepoint sock:inet_sock_set_state.

const OPENED_CLIENT = 'SYN_SENT ESTABLISHED'
const OPENED_SERVER = 'SYN_RECEIVED ESTABLISHED'
const ACTIVE = 'FIN_WAIT_1 FIN_WAIT_2 TIME_WAIT'
const PASSIVE = 'CLOSE_WAIT LAST_ACK CLOSED'
const server = 'alice@server'

test('connect: both ends are ESTABLISHED, SYN_RECEIVED has an interval and no moment', async () => {
  const lab = await connectedLab()
  expect(pathOf(lab, 'alice')).toBe(OPENED_CLIENT)
  expect(pathOf(lab, server)).toBe(OPENED_SERVER)
  const [received] = socketOf(lab, server).path
  expect(received?.confidence).toBe('order')
  expect(received?.tMin).toBeLessThan(received?.tMax as number)
})

test('shutdown: the client closes actively, the server answers with its own FIN', async () => {
  const lab = await connectedLab()
  lab.execute({ do: 'shutdown', socket: 'alice' })
  await event(lab, 'closed', 'alice')
  await event(lab, 'closed', server)
  expect(pathOf(lab, 'alice')).toBe(`${OPENED_CLIENT} ${ACTIVE}`)
  expect(pathOf(lab, server)).toBe(`${OPENED_SERVER} ${PASSIVE}`)
})

test('a FIN names the call or the FIN that it comes from, and a closed descriptor what closed it', async () => {
  const lab = await connectedLab()
  const { seq: asked } = lab.execute({ do: 'shutdown', socket: 'alice' })
  const first = await event(lab, 'finished', 'alice')
  expect(first.cause).toBe(asked)
  const read = await event(lab, 'ended', server)
  expect(read.cause).toBe(first.seq)
  const answer = await event(lab, 'finished', server)
  expect(answer.cause).toBe(read.seq)
  expect((await event(lab, 'closed', server)).cause).toBe(answer.seq)
  expect((await event(lab, 'closed', 'alice')).cause).toBe((await event(lab, 'ended', 'alice')).seq)
})

test('a reset closes the descriptor at one end by the call, at the other by ECONNRESET', async () => {
  const lab = await connectedLab()
  const { seq: asked } = lab.execute({ do: 'reset', socket: 'alice' })
  expect((await event(lab, 'closed', 'alice')).cause).toBe(asked)
  const failed = await event(lab, 'failed', server)
  expect((await event(lab, 'closed', server)).cause).toBe(failed.seq)
})

test('half-close: FIN_WAIT_2 and CLOSE_WAIT last, and data still flows towards who closed', async () => {
  const lab = await connectedLab({ allowHalfOpen: true })
  lab.execute({ do: 'shutdown', socket: 'alice' })
  await event(lab, 'ended', server)
  expect(socketOf(lab, 'alice').state).toBe('FIN_WAIT_2')
  expect(socketOf(lab, server).state).toBe('CLOSE_WAIT')
  lab.execute({ do: 'send', from: server, text: 'late' })
  expect((await event(lab, 'received', 'alice')).bytes).toBe(4)
  lab.execute({ do: 'shutdown', socket: server })
  await event(lab, 'closed', 'alice')
  expect(pathOf(lab, 'alice')).toBe(`${OPENED_CLIENT} ${ACTIVE}`)
  expect(pathOf(lab, server)).toBe(`${OPENED_SERVER} ${PASSIVE}`)
})

test('both ends shut down in one tick: the first FIN is the active closer, never CLOSING', async () => {
  const lab = await connectedLab()
  lab.execute({ do: 'shutdown', socket: server })
  lab.execute({ do: 'shutdown', socket: 'alice' })
  await Promise.all([event(lab, 'closed', 'alice'), event(lab, 'closed', server)])
  expect(pathOf(lab, server)).toBe(`${OPENED_SERVER} ${ACTIVE}`)
  expect(pathOf(lab, 'alice')).toBe(`${OPENED_CLIENT} ${PASSIVE}`)
})

test('both ends paused behind unread data: one end goes through CLOSING', async () => {
  const lab = await connectedLab({ allowHalfOpen: true }, { allowHalfOpen: true })
  for (const socket of ['alice', server]) lab.execute({ do: 'pause', socket })
  for (const from of ['alice', server]) lab.execute({ do: 'send', from, text: 'x'.repeat(600_000) })
  for (const socket of ['alice', server]) lab.execute({ do: 'shutdown', socket })
  await Promise.all([entered(lab, 'alice', 'FIN_WAIT_1'), entered(lab, server, 'FIN_WAIT_1')])
  lab.execute({ do: 'resume', socket: 'alice' })
  await entered(lab, 'alice', 'CLOSING')
  lab.execute({ do: 'resume', socket: server })
  await Promise.all([event(lab, 'closed', 'alice'), event(lab, 'closed', server)])
  expect(pathOf(lab, 'alice')).toBe(`${OPENED_CLIENT} FIN_WAIT_1 CLOSING TIME_WAIT`)
  expect(pathOf(lab, server)).toBe(`${OPENED_SERVER} ${ACTIVE}`)
})

test('close: FIN, then the descriptor; TIME_WAIT is at the active closer', async () => {
  const lab = await connectedLab()
  lab.execute({ do: 'close', socket: server })
  await Promise.all([event(lab, 'closed', 'alice'), event(lab, 'closed', server)])
  expect(pathOf(lab, server)).toBe(`${OPENED_SERVER} ${ACTIVE}`)
  expect(pathOf(lab, 'alice')).toBe(`${OPENED_CLIENT} ${PASSIVE}`)
})

test('destroy with nothing unread sends FIN', async () => {
  const lab = await connectedLab()
  lab.execute({ do: 'destroy', socket: 'alice' })
  await event(lab, 'closed', server)
  expect(pathOf(lab, 'alice')).toBe(`${OPENED_CLIENT} ${ACTIVE}`)
  expect(pathOf(lab, server)).toBe(`${OPENED_SERVER} ${PASSIVE}`)
})

test('destroy with bytes unread in the kernel sends RST', async () => {
  const lab = await connectedLab()
  lab.execute({ do: 'pause', socket: 'alice' })
  lab.execute({ do: 'send', from: server, text: 'x'.repeat(300_000) })
  await event(lab, 'sent', server)
  // Node reads one chunk ahead; the rest stays in the kernel.
  await new Promise((resolve) => setImmediate(resolve))
  lab.execute({ do: 'destroy', socket: 'alice' })
  expect((await event(lab, 'failed', server)).code).toBe('ECONNRESET')
  expect(pathOf(lab, 'alice')).toBe(`${OPENED_CLIENT} CLOSED`)
  expect(pathOf(lab, server)).toBe(`${OPENED_SERVER} CLOSED`)
})

test('destroy, and the peer writes later: the first write takes both ends to CLOSED, the second fails', async () => {
  const lab = await connectedLab({ allowHalfOpen: true })
  lab.execute({ do: 'destroy', socket: 'alice' })
  await event(lab, 'ended', server)
  lab.execute({ do: 'send', from: server, text: 'one' })
  expect(socketOf(lab, 'alice').state).toBe('CLOSED')
  expect(socketOf(lab, server).state).toBe('CLOSED')
  lab.execute({ do: 'send', from: server, text: 'two' })
  expect((await event(lab, 'failed', server)).code).toBe('EPIPE')
})

test('reset: both ends are CLOSED at the call, the peer reads ECONNRESET', async () => {
  const lab = await connectedLab()
  lab.execute({ do: 'reset', socket: 'alice' })
  const failed = await event(lab, 'failed', server)
  expect(failed.code).toBe('ECONNRESET')
  expect(failed.advice).toContain('RST')
  expect(pathOf(lab, 'alice')).toBe(`${OPENED_CLIENT} CLOSED`)
  expect(pathOf(lab, server)).toBe(`${OPENED_SERVER} CLOSED`)
  await Promise.all([event(lab, 'closed', 'alice'), event(lab, 'closed', server)])
})

test('reset in the tick of a shutdown waits for the FIN, and still ends in closed', async () => {
  const lab = await connectedLab()
  lab.execute({ do: 'shutdown', socket: 'alice' })
  lab.execute({ do: 'reset', socket: 'alice' })
  await Promise.all([event(lab, 'closed', 'alice'), event(lab, 'closed', server)])
  expect(socketOf(lab, 'alice').state).toBe('CLOSED')
  const [wish, deed] = [
    await event(lab, 'asked', 'alice', (one) => one.command.do === 'reset' && one.deferred === true),
    await event(lab, 'asked', 'alice', (one) => one.command.do === 'reset' && one.by === 'lab'),
  ]
  expect(deed.cause).toBe(wish.seq)
})

test('reset after close in one tick takes its place', async () => {
  const lab = await connectedLab()
  lab.execute({ do: 'close', socket: 'alice' })
  lab.execute({ do: 'reset', socket: 'alice' })
  await Promise.all([event(lab, 'closed', 'alice'), event(lab, 'closed', server)])
  // RST overtakes the ACK of FIN, unless it takes too long.
  expect(pathOf(lab, 'alice')).toMatch(/^SYN_SENT ESTABLISHED FIN_WAIT_1 (FIN_WAIT_2 )?CLOSED$/)
  expect(socketOf(lab, 'alice').path.at(-1)?.confidence).not.toBe('exact')
})

test('reset while data is blocked goes out at once', async () => {
  const lab = await connectedLab()
  lab.execute({ do: 'pause', socket: server })
  lab.execute({ do: 'send', from: 'alice', text: 'x'.repeat(12_000_000) })
  lab.execute({ do: 'shutdown', socket: 'alice' })
  expect((await event(lab, 'finished', 'alice')).phase).toBe('queued')
  lab.execute({ do: 'reset', socket: 'alice' })
  await event(lab, 'closed', 'alice')
  expect(pathOf(lab, 'alice')).toBe(`${OPENED_CLIENT} CLOSED`)
})

test("a shutdown while blocked: FIN waits behind the data, ESTABLISHED lasts until it is the kernel's", async () => {
  const lab = await connectedLab()
  lab.execute({ do: 'pause', socket: server })
  lab.execute({ do: 'send', from: 'alice', text: 'x'.repeat(12_000_000) })
  lab.execute({ do: 'shutdown', socket: 'alice' })
  expect((await event(lab, 'finished', 'alice')).phase).toBe('queued')
  expect(socketOf(lab, 'alice').state).toBe('ESTABLISHED')
  lab.execute({ do: 'resume', socket: server })
  await event(lab, 'closed', 'alice')
  expect(socketOf(lab, server).received.bytes).toBe(12_000_000)
  expect(pathOf(lab, 'alice')).toBe(`${OPENED_CLIENT} ${ACTIVE}`)
})

test('destroy while much is unsent: the peer reads a clean end too early', async () => {
  const lab = await connectedLab()
  lab.execute({ do: 'send', from: 'alice', text: 'x'.repeat(12_000_000) })
  lab.execute({ do: 'destroy', socket: 'alice' })
  await event(lab, 'closed', server)
  expect(socketOf(lab, server).ended).toBe(true)
  expect(socketOf(lab, server).received.bytes).toBeLessThan(12_000_000)
})

test('closing a listener: LISTEN ends at once, its connections live on', async () => {
  const lab = await connectedLab({ respond: { with: 'echo' } })
  lab.execute({ do: 'close', socket: 'server' })
  expect(pathOf(lab, 'server')).toBe('LISTEN CLOSED')
  lab.execute({ do: 'send', from: 'alice', text: 'still here' })
  await event(lab, 'received', 'alice')
  await lab.execute({ do: 'listen', as: 'again', port: Number(socketOf(lab, 'server').local?.split(':')[1]) })
    .done
  expect(socketOf(lab, 'again').state).toBe('LISTEN')
})

test('listening again over TIME_WAIT works: libuv sets SO_REUSEADDR', async () => {
  const lab = await connectedLab()
  lab.execute({ do: 'close', socket: server })
  lab.execute({ do: 'close', socket: 'server' })
  await event(lab, 'closed', 'alice')
  expect(socketOf(lab, server).state).toBe('TIME_WAIT')
  await lab.execute({ do: 'listen', as: 'again', port: Number(socketOf(lab, 'server').local?.split(':')[1]) })
    .done
  expect(socketOf(lab, 'again').state).toBe('LISTEN')
})

test('a socket connected to itself: one end, both roles', async () => {
  const lab = openLab()
  const port = 20_000 + (process.pid % 10_000)
  await lab.execute({ do: 'connect', as: 'self', port, localPort: port, localAddress: '127.0.0.1' }).done
  expect(pathOf(lab, 'self')).toBe('SYN_SENT SYN_RECEIVED ESTABLISHED')
  lab.execute({ do: 'shutdown', socket: 'self' })
  await event(lab, 'closed', 'self')
  expect(pathOf(lab, 'self')).toBe('SYN_SENT SYN_RECEIVED ESTABLISHED FIN_WAIT_1 CLOSING TIME_WAIT')
})

test('an idle timeout is an event and closes nothing', async () => {
  const lab = await connectedLab({}, { timeout: 20 })
  expect((await event(lab, 'timedOut', 'alice')).ms).toBe(20)
  expect(socketOf(lab, 'alice')).toMatchObject({ state: 'ESTABLISHED', descriptor: 'open' })
})

test('pause stops reading, resume reads on; the writer is blocked meanwhile', async () => {
  const lab = await connectedLab()
  lab.execute({ do: 'pause', socket: server })
  lab.execute({ do: 'send', from: 'alice', text: 'x'.repeat(12_000_000) })
  expect((await event(lab, 'sent', 'alice')).queued).toBeGreaterThan(0)
  expect(socketOf(lab, server).paused).toBe(true)
  lab.execute({ do: 'resume', socket: server })
  await event(lab, 'drained', 'alice')
  expect(socketOf(lab, 'alice').queued).toBe(0)
})

test.runIf(process.platform === 'linux')("keepAlive arms the kernel's timer at both ends", async () => {
  const keepAlive = { keepAlive: true, keepAliveInitialDelay: 60_000 }
  const lab = await connectedLab(keepAlive, keepAlive)
  const [client, accepted] = [socketOf(lab, 'alice').local, socketOf(lab, server).local].map((address) =>
    Number(address?.split(':')[1]).toString(16).toUpperCase().padStart(4, '0'),
  )
  const rows = (await readFile('/proc/net/tcp', 'utf8')).split('\n').map((row) => row.trim().split(/\s+/))
  const timerOf = (local?: string, remote?: string) =>
    rows.find((row) => row[1]?.endsWith(`:${local}`) && row[2]?.endsWith(`:${remote}`))?.[5]
  // Column `tr`: 02 is the keepalive timer.
  expect(timerOf(client, accepted)).toMatch(/^02:/)
  expect(timerOf(accepted, client)).toMatch(/^02:/)
})

test('a client whose call waits for its turn is given up without a word on the wire', async () => {
  const lab = openLab()
  // One call at a time: the others wait.
  await lab.execute({ do: 'listen', as: 'server', backlog: 1 }).done
  const connecting = lab.execute({ do: 'connect', as: 'crowd', to: 'server', count: 3 })
  expect(lab.execute({ do: 'send', from: 'crowd.3', text: 'x' }).error?.message).toMatch(/waits for its turn/)
  expect(lab.execute({ do: 'reset', socket: 'crowd.2' }).error).toBeUndefined()
  await connecting.done
  expect(pathOf(lab, 'crowd.3')).toBe('SYN_SENT ESTABLISHED')
  const ofSecond = events(lab).filter((one) => one.socket === 'crowd.2')
  expect(ofSecond.map(({ kind }) => kind)).toEqual(['asked', 'asked', 'closed'])
  expect(ofSecond[2]?.cause).toBe(ofSecond[1]?.seq)
})
