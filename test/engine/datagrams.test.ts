import dgram from 'node:dgram'
import { once } from 'node:events'
import { expect, test } from 'vitest'
import type { Lab } from '../../src/main/engine/lab'
import { LAB_CODES } from '../../src/shared/errors'
import type { EventOf } from '../../src/shared/events'
import { event, events, modelOf, openLab, socketOf } from '../support/lab'

// UDP on real sockets: what is bound hears everybody, what is connected one address alone.

async function boundLab(
  ...names: readonly (string | { as: string; [field: string]: unknown })[]
): Promise<Lab> {
  const lab = openLab()
  for (const one of names) {
    const command = typeof one === 'string' ? { as: one } : one
    await lab.execute({ do: 'bind', ...command }).done
  }
  return lab
}

const texts = (lab: Lab, kind: 'sent' | 'received', socket: string) =>
  events(lab)
    .filter((one): one is EventOf<'sent' | 'received'> => one.kind === kind && one.socket === socket)
    .map(({ data }) => Buffer.from(data ?? []).toString())

test('a datagram goes from one bound socket to another, with both names and addresses', async () => {
  const lab = await boundLab('server', 'alice')
  const { seq, error } = lab.execute({ do: 'send', from: 'alice', to: 'server', text: 'hello' })
  expect(error).toBeUndefined()
  const received = await event(lab, 'received', 'server')
  const sent = await event(lab, 'sent', 'alice')
  const [server, alice] = [socketOf(lab, 'server'), socketOf(lab, 'alice')]
  expect(sent).toMatchObject({ cause: seq, bytes: 5, remote: server.local, peer: 'server', queued: 0 })
  expect(received).toMatchObject({ bytes: 5, remote: alice.local, peer: 'alice' })
  expect(sent.seq).toBeLessThan(received.seq)
  expect(server).toMatchObject({
    role: 'datagram',
    transport: 'udp',
    state: 'CLOSED',
    path: [],
    descriptor: 'open',
    heard: [{ remote: alice.local, peer: 'alice' }],
  })
  expect(events(lab).some(({ kind }) => kind === 'state')).toBe(false)
})

test('each is one message, an empty one, too; to itself as well', async () => {
  const lab = await boundLab('server', 'alice')
  for (const text of ['one', '', 'two']) lab.execute({ do: 'send', from: 'alice', to: 'server', text })
  await event(lab, 'received', 'server', ({ index }) => index === 2)
  expect(texts(lab, 'received', 'server')).toEqual(['one', '', 'two'])
  const empty = await event(lab, 'received', 'server', ({ bytes }) => bytes === 0)
  expect(empty).toMatchObject({ index: 1, offset: 3, data: expect.any(Uint8Array) })
  lab.execute({ do: 'send', from: 'alice', to: 'alice', text: 'note to self' })
  expect(await event(lab, 'received', 'alice')).toMatchObject({ peer: 'alice' })
})

test.each([
  ['echo', {}, 'Hello'],
  ['upper', {}, 'HELLO'],
  ['reply', { text: 'thank you !' }, 'thank you !'],
  ['reply', { hex: '4f 4b', delayMs: 5 }, 'OK'],
] as const)('%s %o answers the sender', async (answer, rest, expected) => {
  const lab = await boundLab({ as: 'server', respond: { with: answer, ...rest } }, 'alice', 'bob')
  lab.execute({ do: 'send', from: 'alice', to: 'server', text: 'Hello' })
  const answered = await event(lab, 'received', 'alice')
  expect(answered).toMatchObject({ peer: 'server' })
  expect(texts(lab, 'received', 'alice')).toEqual([expected])
  const { cause } = await event(lab, 'sent', 'server')
  expect(cause).toBe((await event(lab, 'received', 'server')).seq)
  expect(texts(lab, 'received', 'bob')).toEqual([])
})

test('broadcast goes to the others that it has heard from, discard keeps counts only', async () => {
  const lab = await boundLab({ as: 'room', respond: { with: 'broadcast' } }, 'alice', 'bob', 'carol')
  for (const [index, from] of ['alice', 'bob', 'carol'].entries()) {
    lab.execute({ do: 'send', from, to: 'room', text: from })
    await event(lab, 'received', 'room', (one) => one.index === index)
  }
  await Promise.all([
    event(lab, 'received', 'alice', ({ index }) => index === 1),
    event(lab, 'received', 'bob'),
  ])
  expect(texts(lab, 'received', 'alice')).toEqual(['bob', 'carol'])
  expect(texts(lab, 'received', 'bob')).toEqual(['carol'])

  lab.execute({ do: 'configure', socket: 'room', respond: { with: 'discard' } })
  lab.execute({ do: 'send', from: 'alice', to: 'room', text: 'unheard' })
  const last = await event(lab, 'received', 'room', ({ index }) => index === 3)
  expect(last).toMatchObject({ bytes: 7 })
  expect(last.data).toBeUndefined()
  expect(lab.madeBy('room')).toMatchObject({ do: 'bind', respond: { with: 'discard' } })
})

test('thenClose closes the socket once its answer is the kernel’s', async () => {
  const lab = await boundLab(
    { as: 'once', respond: { with: 'reply', text: 'bye', thenClose: true } },
    'alice',
  )
  lab.execute({ do: 'send', from: 'alice', to: 'once', text: 'hi' })
  await event(lab, 'closed', 'once')
  await event(lab, 'received', 'alice')
  expect(texts(lab, 'received', 'alice')).toEqual(['bye'])
  expect(events(lab).find((one) => one.kind === 'asked' && one.by === 'lab')).toMatchObject({
    socket: 'once',
  })
})

test('what is sent in the same turn as a close still goes out; what comes after is refused', async () => {
  const lab = await boundLab('server', 'alice')
  lab.execute({ do: 'send', from: 'alice', to: 'server', text: 'last words' })
  lab.execute({ do: 'close', socket: 'alice' })
  const late = lab.execute({ do: 'send', from: 'alice', to: 'server', text: 'too late' })
  expect(late.error).toMatchObject({ code: LAB_CODES.notPossible })
  expect(await event(lab, 'closed', 'alice')).toMatchObject({ hadError: false })
  await event(lab, 'received', 'server')
  expect(texts(lab, 'received', 'server')).toEqual(['last words'])
  // It is gone, and so is its name for sending; to its address one can.
  expect(socketOf(lab, 'alice').descriptor).toBe('closed')
})

test('a connected socket hears one address alone, and sends there', async () => {
  const lab = await boundLab({ as: 'server', respond: { with: 'echo' } }, 'stranger')
  await lab.execute({ do: 'connect', as: 'bob', to: 'server' }).done
  const { local, remote } = socketOf(lab, 'bob')
  expect(remote).toBe(socketOf(lab, 'server').local)
  expect(await event(lab, 'connecting', 'bob')).toMatchObject({ transport: 'udp', to: 'server', remote })
  expect(await event(lab, 'connected', 'bob')).toMatchObject({ transport: 'udp', local, remote })

  lab.execute({ do: 'send', from: 'stranger', to: 'bob', text: 'let me in' })
  const sent = await event(lab, 'sent', 'stranger')
  expect(sent).toMatchObject({ remote: local })
  expect(sent.peer).toBeUndefined()
  lab.execute({ do: 'send', from: 'bob', text: 'mine' })
  await event(lab, 'received', 'bob')
  expect(texts(lab, 'received', 'bob')).toEqual(['mine'])

  const elsewhere = lab.execute({ do: 'send', from: 'bob', to: 'stranger', text: 'x' })
  expect(elsewhere.error).toMatchObject({ code: LAB_CODES.notPossible, field: 'to' })
})

test('a group of connected sockets, and where they come from', async () => {
  const lab = await boundLab({ as: 'server', respond: { with: 'echo' } })
  const { made, done } = lab.execute({ do: 'connect', as: 'crowd', to: 'server', count: 3 })
  await done
  expect(made).toEqual(['crowd.1', 'crowd.2', 'crowd.3'])
  lab.execute({ do: 'send', from: 'crowd', text: 'hi' })
  await Promise.all(made.map((name) => event(lab, 'received', name)))
  expect(
    socketOf(lab, 'server')
      .heard?.map(({ peer }) => peer)
      .sort(),
  ).toEqual(made)
  const { host, port } = { host: '127.0.0.1', port: Number(socketOf(lab, 'server').local?.split(':')[1]) }
  await lab.execute({
    do: 'connect',
    as: 'far',
    transport: 'udp',
    host,
    port,
    localAddress: '127.0.0.2',
  }).done
  expect(socketOf(lab, 'far').local).toMatch(/^127\.0\.0\.2:\d+$/)
})

test('nobody there: an unconnected sender is told nothing, a connected one ECONNREFUSED, and stays open', async () => {
  const lab = await boundLab('server', 'stranger')
  await lab.execute({ do: 'connect', as: 'bob', to: 'server' }).done
  const { local } = socketOf(lab, 'server')
  lab.execute({ do: 'close', socket: 'server' })
  await event(lab, 'closed', 'server')

  lab.execute({ do: 'send', from: 'stranger', to: 'server', text: 'anybody?' })
  const lost = await event(lab, 'sent', 'stranger')
  expect(lost.remote).toBe(local)
  expect(lost.peer).toBeUndefined()

  lab.execute({ do: 'send', from: 'bob', text: 'anybody?' })
  const sent = await event(lab, 'sent', 'bob')
  const failed = await event(lab, 'failed', 'bob')
  expect(failed).toMatchObject({ code: 'ECONNREFUSED' })
  expect(failed.advice).toContain('ICMP port unreachable')
  expect(failed.seq).toBeGreaterThan(sent.seq)
  expect(socketOf(lab, 'bob').descriptor).toBe('open')
  expect(events(lab).some((one) => one.kind === 'failed' && one.socket === 'stranger')).toBe(false)
})

test.each([
  ['127.0.0.1', 65_507],
  ['::1', 65_527],
])('at %s the longest datagram has %d bytes, one more is EMSGSIZE', async (host, most) => {
  const lab = await boundLab({ as: 'server', host }, { as: 'alice', host })
  const send = (bytes: number) =>
    lab.execute({ do: 'send', from: 'alice', to: 'server', hex: '61'.repeat(bytes) })
  send(most)
  expect(await event(lab, 'received', 'server')).toMatchObject({ bytes: most })
  const { seq } = send(most + 1)
  const failed = await event(lab, 'failed', 'alice')
  expect(failed).toMatchObject({ code: 'EMSGSIZE', syscall: 'send', cause: seq })
  expect(failed.advice).toContain('65,507')
  // It never was one.
  expect(socketOf(lab, 'alice').sent).toEqual({ count: 1, bytes: most })
})

test('IPv6, and IPv4 at a socket of both', async () => {
  const lab = await boundLab(
    { as: 'both', host: '::', respond: { with: 'echo' } },
    { as: 'six', host: '::1' },
    'four',
  )
  const port = Number(socketOf(lab, 'both').local?.split(':').at(-1))
  lab.execute({ do: 'send', from: 'six', to: `[::1]:${port}`, text: '6' })
  lab.execute({ do: 'send', from: 'four', to: `127.0.0.1:${port}`, text: '4' })
  expect(await event(lab, 'received', 'six')).toMatchObject({ remote: `[::1]:${port}`, peer: 'both' })
  expect(await event(lab, 'received', 'four')).toMatchObject({ remote: `127.0.0.1:${port}`, peer: 'both' })
  expect(texts(lab, 'received', 'both').sort()).toEqual(['4', '6'])

  await lab.execute({ do: 'bind', as: 'only', host: '::', ipv6Only: true }).done
  const other = Number(socketOf(lab, 'only').local?.split(':').at(-1))
  lab.execute({ do: 'send', from: 'four', to: `127.0.0.1:${other}`, text: 'unheard' })
  const unheard = await event(lab, 'sent', 'four', ({ index }) => index === 1)
  expect(unheard.peer).toBeUndefined()
  // A socket of IPv4 has no way to an address of IPv6.
  lab.execute({ do: 'send', from: 'four', to: 'six', text: 'x' })
  expect(await event(lab, 'failed', 'four')).toMatchObject({ code: 'EINVAL', syscall: 'send' })
})

test('a host is called by name: localhost', async () => {
  const lab = await boundLab({ as: 'server', host: 'localhost', respond: { with: 'echo' } })
  const port = Number(socketOf(lab, 'server').local?.split(':').at(-1))
  await lab.execute({ do: 'connect', as: 'bob', transport: 'udp', host: 'localhost', port }).done
  lab.execute({ do: 'send', from: 'bob', text: 'hi' })
  expect(await event(lab, 'received', 'bob')).toMatchObject({ peer: 'server' })
  await lab.execute({ do: 'bind', as: 'lost', host: 'no-such-host.invalid' }).done
  expect(await event(lab, 'failed', 'lost')).toMatchObject({ syscall: 'getaddrinfo' })
  await lab.execute({
    do: 'connect',
    as: 'lost too',
    transport: 'udp',
    host: 'no-such-host.invalid',
    port: 9,
  }).done
  expect(await event(lab, 'closed', 'lost too')).toMatchObject({ hadError: true })
})

test('two on one port: EADDRINUSE, unless both say reuseAddr', async () => {
  const lab = await boundLab('first')
  const port = Number(socketOf(lab, 'first').local?.split(':')[1])
  await lab.execute({ do: 'bind', as: 'second', port }).done
  expect(await event(lab, 'failed', 'second')).toMatchObject({ code: 'EADDRINUSE', syscall: 'bind' })
  expect(socketOf(lab, 'second').descriptor).toBe('none')
  await lab.execute({ do: 'bind', as: 'third', reuseAddr: true }).done
  const shared = Number(socketOf(lab, 'third').local?.split(':')[1])
  await lab.execute({ do: 'bind', as: 'fourth', port: shared, reuseAddr: true }).done
  expect(socketOf(lab, 'fourth').local).toBe(`127.0.0.1:${shared}`)
  // Ports of TCP are others. Its own choice comes first: a port that is free for UDP may be another test's for TCP.
  await lab.execute({ do: 'listen', as: 'tcp' }).done
  const taken = Number(socketOf(lab, 'tcp').local?.split(':')[1])
  await lab.execute({ do: 'bind', as: 'beside', port: taken }).done
  expect(socketOf(lab, 'beside').local).toBe(`127.0.0.1:${taken}`)
})

test('pausing leaves datagrams with the kernel, which drops what it has no room for', async () => {
  const lab = await boundLab('server', 'alice')
  lab.execute({ do: 'pause', socket: 'server' })
  expect(socketOf(lab, 'server').paused).toBe(true)
  lab.execute({ do: 'send', from: 'alice', to: 'server', hex: '00'.repeat(1000), repeat: 2000 })
  await event(lab, 'repeated', 'alice')
  await event(lab, 'sent', 'alice', ({ index }) => index === 1999)
  expect(socketOf(lab, 'server').received.count).toBe(0)
  lab.execute({ do: 'resume', socket: 'server' })
  // Sent when the queue is read: it is behind all that was kept.
  await event(lab, 'received', 'server', ({ index }) => index === 9)
  lab.execute({ do: 'send', from: 'alice', to: 'server', text: 'end' })
  await event(lab, 'received', 'server', ({ bytes }) => bytes === 3)
  const { count } = socketOf(lab, 'server').received
  expect(count).toBeGreaterThan(10)
  expect(count).toBeLessThan(2001)
})

test('repeats end in one event, also when the socket is closed', async () => {
  const lab = await boundLab('server', 'alice')
  lab.execute({ do: 'send', from: 'alice', to: 'server', text: 'x', repeat: 5, everyMs: 1 })
  expect(await event(lab, 'repeated', 'alice')).toMatchObject({ sent: 5, of: 5, by: 'count' })
  lab.execute({ do: 'send', from: 'alice', to: 'server', text: 'x', repeat: 1000, everyMs: 1 })
  lab.execute({ do: 'destroy', socket: 'alice' })
  expect(await event(lab, 'repeated', 'alice', ({ of }) => of === 1000)).toMatchObject({ by: 'closed' })
})

test.each([
  [{ do: 'shutdown', socket: 'server' }, 'no FIN'],
  [{ do: 'reset', socket: 'server' }, 'no RST'],
  [{ do: 'send', from: 'server', text: 'x' }, 'not connected'],
  [{ do: 'freeze', socket: 'server' }, 'not a listener'],
  [{ do: 'configure', socket: 'server', maxConnections: 3 }, 'no connections'],
  [{ do: 'configure', socket: 'server', framing: { by: 'line' } }, 'a message by itself'],
  [{ do: 'send', from: 'server', to: 'nobody', text: 'x' }, 'no socket called nobody'],
  [{ do: 'send', from: 'server', to: 'tcp', text: 'x' }, 'no datagram socket'],
  [{ do: 'send', from: 'carol', to: 'server', text: 'x' }, 'only datagrams'],
  [{ do: 'connect', to: 'server', noDelay: true }, 'option of streams'],
  [{ do: 'connect', to: 'server', transport: 'tcp' }, 'not a listener'],
  [{ do: 'connect', to: 'tcp', transport: 'udp' }, 'no UDP socket'],
] as const)('%o is refused: %s', async (command, why) => {
  const lab = await boundLab('server')
  await lab.execute({ do: 'listen', as: 'tcp' }).done
  await lab.execute({ do: 'connect', as: 'carol', to: 'tcp' }).done
  const { error } = lab.execute(command)
  expect(error?.message).toContain(why)
})

test('a socket of another program is known by its address alone', async () => {
  const lab = await boundLab({ as: 'server', respond: { with: 'echo' } })
  const port = Number(socketOf(lab, 'server').local?.split(':')[1])
  const other = dgram.createSocket('udp4')
  other.send('hello', port, '127.0.0.1')
  const [answer] = (await once(other, 'message')) as [Buffer]
  expect(answer.toString()).toBe('hello')
  const { remote, peer } = await event(lab, 'received', 'server')
  expect(remote).toBe(`127.0.0.1:${other.address().port}`)
  expect(peer).toBeUndefined()
  // By hand.
  lab.execute({ do: 'send', from: 'server', to: remote as string, text: 'by hand' })
  const [byHand] = (await once(other, 'message')) as [Buffer]
  expect(byHand.toString()).toBe('by hand')
  other.close()
  await once(other, 'close')
})

test('a rename holds for where datagrams go, and what is closed leaves the model in time', async () => {
  const lab = await boundLab('server', 'alice')
  lab.execute({ do: 'rename', socket: 'server', to: 'dns' })
  lab.execute({ do: 'send', from: 'alice', to: 'dns', text: 'hi' })
  expect(await event(lab, 'received', 'server')).toMatchObject({ peer: 'alice' })
  lab.execute({ do: 'close', socket: 'alice' })
  await event(lab, 'closed', 'alice')
  expect(modelOf(lab).over.has('alice')).toBe(true)
})
