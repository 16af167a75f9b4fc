import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import type { Lab } from '../../src/main/engine/lab'
import type { EventOf } from '../../src/shared/events'
import { connectedLab, entered, event, events, openLab, pathOf, socketOf } from '../support/lab'

const TRUSTING = { tls: { ca: { of: 'server' } } }

function plain(lab: Lab, kind: 'packed' | 'unpacked', socket: string): string {
  return events(lab)
    .filter((one): one is EventOf<typeof kind> => one.kind === kind && one.socket === socket)
    .map(({ data }) => Buffer.from(data ?? []).toString())
    .join('')
}

test('what is said is encrypted in the stream, and plain beside it', async () => {
  const lab = await connectedLab({ tls: {}, respond: { with: 'upper' } }, TRUSTING)
  lab.execute({ do: 'send', from: 'alice', text: 'hello' })
  await event(lab, 'unpacked', 'alice')
  expect(plain(lab, 'unpacked', 'alice@server')).toBe('hello')
  expect(plain(lab, 'unpacked', 'alice')).toBe('HELLO')
  const records = events(lab).filter(
    (one) => one.kind === 'sent' || one.kind === 'received',
  ) as EventOf<'sent'>[]
  expect(records.length).toBeGreaterThan(5)
  for (const { data } of records) expect(Buffer.from(data ?? []).toString()).not.toMatch(/hello/i)
  const packed = await event(lab, 'packed', 'alice')
  await event(lab, 'sent', 'alice', ({ cause }) => cause === packed.seq)
})

test('both ends tell what was agreed on, the client whom it has met', async () => {
  const lab = await connectedLab(
    { tls: { ALPNProtocols: ['lab/1'] } },
    { tls: { ca: { of: 'server' }, servername: 'localhost', ALPNProtocols: ['other', 'lab/1'] } },
  )
  const alice = await event(lab, 'secured', 'alice')
  const shown = (await event(lab, 'layered', 'server')).certificate
  expect(alice).toMatchObject({ protocol: 'TLSv1.3', authorized: true, alpn: 'lab/1', certificate: shown })
  expect(lab.log.at(alice.cause ?? 0)).toMatchObject({ kind: 'received', socket: 'alice' })
  expect(shown).toMatchObject({ subject: 'CN=localhost', issuer: 'CN=localhost', selfSigned: true })
  expect(shown?.subjectAltName).toContain('127.0.0.1')
  expect(Date.parse(shown?.validTo ?? '')).toBeGreaterThan(Date.now())
  const server = await event(lab, 'secured', 'alice@server')
  expect(server).toMatchObject({ servername: 'localhost', alpn: 'lab/1' })
  expect(server).not.toHaveProperty('authorized')
  expect(socketOf(lab, 'alice').layers?.secured).toMatchObject({ cipher: alice.cipher })
})

test('messages can be framed above it, and wait for the handshake', async () => {
  const framing = { by: 'length', bytes: 2 }
  const lab = await connectedLab({ tls: {}, framing, respond: { with: 'echo' } }, { ...TRUSTING, framing })
  const long = 'x'.repeat(60_000)
  lab.execute({ do: 'send', from: 'alice', text: 'early' })
  lab.execute({ do: 'send', from: 'alice', text: long })
  lab.execute({ do: 'shutdown', socket: 'alice' })
  expect(lab.execute({ do: 'send', from: 'alice', text: 'late' }).error).toMatchObject({
    code: 'LAB_NOT_POSSIBLE',
  })
  await event(lab, 'closed', 'alice')
  const came = events(lab).filter(
    (one) => one.kind === 'unpacked' && one.socket === 'alice',
  ) as EventOf<'unpacked'>[]
  expect(came.map(({ bytes, broken }) => [bytes, broken])).toEqual([
    [5, undefined],
    [60_000, undefined],
  ])
  expect(pathOf(lab, 'alice')).toBe('SYN_SENT ESTABLISHED FIN_WAIT_1 FIN_WAIT_2 TIME_WAIT')
  expect(pathOf(lab, 'alice@server')).toBe('SYN_RECEIVED ESTABLISHED CLOSE_WAIT LAST_ACK CLOSED')
})

test('a farewell goes before the FIN of each end', async () => {
  const lab = await connectedLab({ tls: {} }, TRUSTING)
  await event(lab, 'secured', 'alice@server')
  const { seq } = lab.execute({ do: 'shutdown', socket: 'alice' })
  await event(lab, 'closed', 'alice')
  for (const socket of ['alice', 'alice@server']) {
    const kinds = events(lab).filter(
      (one) => one.socket === socket && ['sent', 'finished'].includes(one.kind),
    )
    expect(kinds.slice(-2).map(({ kind }) => kind)).toEqual(['sent', 'finished'])
  }
  expect(events(lab).find((one) => one.kind === 'sent' && one.cause === seq)).toBeDefined()
})

test('half-closed, the other end may go on sending', async () => {
  const lab = await connectedLab({ tls: {}, allowHalfOpen: true }, { ...TRUSTING, allowHalfOpen: true })
  await event(lab, 'secured', 'alice@server')
  lab.execute({ do: 'shutdown', socket: 'alice' })
  await entered(lab, 'alice@server', 'CLOSE_WAIT')
  lab.execute({ do: 'send', from: 'alice@server', text: 'still here' })
  await event(lab, 'unpacked', 'alice')
  expect(plain(lab, 'unpacked', 'alice')).toBe('still here')
  lab.execute({ do: 'shutdown', socket: 'alice@server' })
  await entered(lab, 'alice', 'TIME_WAIT')
})

test.each<[string, object, object, string, string | undefined]>([
  ['signed by itself', {}, {}, 'DEPTH_ZERO_SELF_SIGNED_CERT', 'LAB_NO_HANDSHAKE'],
  [
    'for another name',
    {},
    { ca: { of: 'server' }, servername: 'bank.example' },
    'ERR_TLS_CERT_ALTNAME_INVALID',
    'LAB_NO_HANDSHAKE',
  ],
  [
    'for other names',
    { generate: { names: ['lab.example'] } },
    { ca: { of: 'server' } },
    'ERR_TLS_CERT_ALTNAME_INVALID',
    'LAB_NO_HANDSHAKE',
  ],
  ['expired', { generate: { days: -2 } }, { ca: { of: 'server' } }, 'CERT_HAS_EXPIRED', 'LAB_NO_HANDSHAKE'],
  [
    'of no common version',
    { minVersion: 'TLSv1.3' },
    { ca: { of: 'server' }, maxVersion: 'TLSv1.2' },
    'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION',
    'ERR_SSL_UNSUPPORTED_PROTOCOL',
  ],
])(
  'a handshake that fails, %s, ends the connection and says why',
  async (_name, server, client, code, there) => {
    const lab = await connectedLab({ tls: server }, { tls: client })
    const failed = await event(lab, 'failed', 'alice')
    expect(failed.code).toBe(code)
    expect(failed.advice).toBeDefined()
    expect(failed.message).not.toMatch(/SSL routines|node_modules/)
    expect(await event(lab, 'failed', 'alice@server')).toMatchObject({ code: there })
    await Promise.all(['alice', 'alice@server'].map((name) => event(lab, 'closed', name)))
    expect(events(lab).filter(({ kind }) => kind === 'failed')).toHaveLength(2)
  },
)

test('who looks without checking is told what is wrong', async () => {
  const lab = await connectedLab({ tls: {} }, { tls: { rejectUnauthorized: false } })
  expect(await event(lab, 'secured', 'alice')).toMatchObject({
    authorized: false,
    authorizationError: 'DEPTH_ZERO_SELF_SIGNED_CERT',
  })
})

test.each([
  ['hello\n', 'ERR_SSL_WRONG_VERSION_NUMBER'],
  ['GET / HTTP/1.1\r\n\r\n', 'ERR_SSL_HTTP_REQUEST'],
])('a plain client that says %j to a TLS server is told apart', async (text, code) => {
  const lab = await connectedLab({ tls: {} })
  lab.execute({ do: 'send', from: 'alice', text })
  expect(await event(lab, 'failed', 'alice@server')).toMatchObject({ code })
  await event(lab, 'closed', 'alice@server')
})

test('a plain server that a TLS client calls is told apart', async () => {
  const lab = await connectedLab({ respond: { with: 'reply', text: '220 hello\r\n' } }, { tls: {} })
  expect(await event(lab, 'failed', 'alice')).toMatchObject({ code: 'ERR_SSL_WRONG_VERSION_NUMBER' })
  await event(lab, 'closed', 'alice')
})

test('a connection that is reset within the handshake says so, and no more', async () => {
  const lab = await connectedLab({}, { tls: {} })
  await event(lab, 'received', 'alice@server')
  lab.execute({ do: 'reset', socket: 'alice@server' })
  const failed = await event(lab, 'failed', 'alice')
  expect(failed).toMatchObject({ code: 'ECONNRESET', syscall: 'read', reason: 'handshake' })
  expect(failed.advice).toContain('during the TLS handshake')
  await event(lab, 'closed', 'alice')
  expect(events(lab).filter(({ kind }) => kind === 'failed')).toHaveLength(1)
})

test('a reset after the handshake has nothing to do with it', async () => {
  const lab = await connectedLab({ tls: {} }, TRUSTING)
  await event(lab, 'secured', 'alice@server')
  lab.execute({ do: 'reset', socket: 'alice@server' })
  const failed = await event(lab, 'failed', 'alice')
  expect(failed).toMatchObject({ code: 'ECONNRESET' })
  expect(failed).not.toHaveProperty('reason')
})

test('who calls while the certificate is being made waits for it', async () => {
  const lab = openLab()
  const listening = lab.execute({ do: 'listen', as: 'server', tls: {}, respond: { with: 'upper' } })
  const calling = lab.execute({ do: 'connect', as: 'alice', to: 'server', ...TRUSTING })
  expect([listening.error, calling.error]).toEqual([undefined, undefined])
  await calling.done
  expect(await event(lab, 'secured', 'alice')).toMatchObject({ authorized: true })
  expect((await event(lab, 'connecting', 'alice')).seq).toBeGreaterThan(
    (await event(lab, 'listening', 'server')).seq,
  )
})

test('who calls another port waits for the certificate that it is to trust', async () => {
  const lab = openLab()
  await lab.execute({ do: 'listen', as: 'plain' }).done
  lab.execute({ do: 'listen', as: 'server', tls: {} })
  await lab.execute({ do: 'connect', as: 'alice', to: 'plain', ...TRUSTING }).done
  expect((await event(lab, 'connecting', 'alice')).seq).toBeGreaterThan(
    (await event(lab, 'layered', 'server')).seq,
  )
})

test('who has waited for a listener that then fails has failed, too', async () => {
  const lab = openLab()
  await lab.execute({ do: 'listen', as: 'first' }).done
  const port = Number(socketOf(lab, 'first').local?.split(':')[1])
  lab.execute({ do: 'listen', as: 'server', port, tls: {} })
  await lab.execute({ do: 'connect', as: 'crowd', count: 2, to: 'server', ...TRUSTING }).done
  for (const name of ['crowd.1', 'crowd.2']) {
    expect(await event(lab, 'failed', name)).toMatchObject({ code: 'LAB_NOT_POSSIBLE' })
    await event(lab, 'closed', name)
  }
  expect(events(lab).filter(({ kind }) => kind === 'connecting')).toEqual([])
})

test.each(['alice', 'alice@server'])(
  'a FIN of %s before TLS is agreed upon ends the handshake',
  async (name) => {
    const lab = await connectedLab({ tls: {} }, TRUSTING)
    const other = name === 'alice' ? 'alice@server' : 'alice'
    lab.execute({ do: 'shutdown', socket: name })
    await Promise.all([name, other].map((end) => event(lab, 'closed', end)))
    expect(await event(lab, 'failed', other)).toMatchObject({ code: 'LAB_NO_HANDSHAKE' })
    expect(events(lab).filter(({ kind, socket }) => kind === 'failed' && socket === name)).toEqual([])
    const after = events(lab).slice((await event(lab, 'finished', name)).seq)
    expect(after.filter(({ kind, socket }) => kind === 'sent' && socket === name)).toEqual([])
  },
)

test('what is said before the call comes through goes before the FIN', async () => {
  const lab = openLab()
  await lab.execute({ do: 'listen', as: 'server', tls: {} }).done
  const { done } = lab.execute({ do: 'connect', as: 'alice', to: 'server', ...TRUSTING })
  await event(lab, 'connecting', 'alice')
  lab.execute({ do: 'send', from: 'alice', text: 'early' })
  lab.execute({ do: 'shutdown', socket: 'alice' })
  await done
  await event(lab, 'closed', 'alice')
  expect(plain(lab, 'unpacked', 'alice@server')).toBe('early')
  expect(pathOf(lab, 'alice')).toBe('SYN_SENT ESTABLISHED FIN_WAIT_1 FIN_WAIT_2 TIME_WAIT')
})

const MIB = 2 ** 20

/**
 * How many messages of 1 MiB `alice` has given away when as many wait as may: 64 at least. What follows at once would be seen.
 * `signal`: the test is over.
 */
async function givenAway(lab: Lab, signal: AbortSignal): Promise<number> {
  const packed = () => socketOf(lab, 'alice').layers?.packed.count ?? 0
  for (let before = -1; packed() < 64 || packed() !== before; ) {
    before = packed()
    await sleep(300, undefined, { signal })
  }
  return packed()
}

test('repeats wait for a peer that does not read, as they do without TLS, and go on', async ({ signal }) => {
  const lab = await connectedLab({ tls: {}, respond: { with: 'discard' } }, TRUSTING)
  await event(lab, 'secured', 'alice@server')
  lab.execute({ do: 'pause', socket: 'alice@server' })
  const text = 'x'.repeat(MIB)
  const { seq } = lab.execute({ do: 'send', from: 'alice', text, repeat: 100 })
  // What Node may hold, and what the kernel has taken.
  expect(await givenAway(lab, signal)).toBeLessThan(90)
  lab.execute({ do: 'resume', socket: 'alice@server' })
  const repeated = await event(lab, 'repeated', 'alice', ({ cause }) => cause === seq)
  expect(repeated).toMatchObject({ sent: 100, by: 'count' })
})

test('repeats wait for the handshake, too', async ({ signal }) => {
  const lab = await connectedLab({ reading: 'by-hand' }, { tls: {} })
  const text = 'x'.repeat(MIB)
  const { seq } = lab.execute({ do: 'send', from: 'alice', text, repeat: 100 })
  expect(await givenAway(lab, signal)).toBe(65)
  lab.execute({ do: 'destroy', socket: 'alice' })
  const repeated = await event(lab, 'repeated', 'alice', ({ cause }) => cause === seq)
  expect(repeated).toMatchObject({ sent: 65, by: 'closed' })
})

test('a message of many records arrives whole, and is framed as one', async () => {
  const framing = { by: 'length', bytes: 4, maxBytes: 16 * MIB }
  const lab = await connectedLab({ tls: {}, framing, respond: { with: 'echo' } }, { ...TRUSTING, framing })
  lab.execute({ do: 'send', from: 'alice', text: 'x'.repeat(12 * MIB) })
  expect(await event(lab, 'unpacked', 'alice')).toMatchObject({ bytes: 12 * MIB, span: [0, 12 * MIB + 4] })
})
