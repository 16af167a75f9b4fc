import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { Lab } from '../../src/main/engine/lab'
import { generateCertificate } from '../../src/main/engine/layers/tls/certificates'
import type { ListenCommand } from '../../src/shared/commands'
import type { EventOf } from '../../src/shared/events'
import { entered, event, events, openLab, pathOf, socketOf } from '../support/lab'

// Other programs' TLS, and Python's own struct, at the other end of the lab's layers.

const folder = mkdtempSync(join(tmpdir(), 'lab-foreign-tls-'))
const [certFile, keyFile] = [join(folder, 'cert.pem'), join(folder, 'key.pem')]
let cert = ''

beforeAll(async () => {
  const pair = await generateCertificate()
  cert = pair.cert
  writeFileSync(certFile, pair.cert)
  writeFileSync(keyFile, pair.key)
})
afterAll(() => rmSync(folder, { recursive: true }))

const children = new Set<ChildProcess>()

function start(command: string, ...args: string[]): ChildProcess {
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'pipe'] })
  children.add(child)
  child.once('exit', () => children.delete(child))
  return child
}

afterEach(async () => {
  const running = [...children]
  for (const child of running) child.kill('SIGKILL')
  await Promise.all(running.map((child) => child.exitCode ?? once(child, 'exit')))
})

async function listening(listen: Omit<ListenCommand, 'do' | 'as'>): Promise<{ lab: Lab; port: string }> {
  const lab = openLab()
  await lab.execute({ do: 'listen', as: 'server', ...listen }).done
  return { lab, port: socketOf(lab, 'server').local?.split(':')[1] ?? '' }
}

const tls = { cert: certFile, key: keyFile }
const said = (lab: Lab, socket: string) =>
  events(lab)
    .filter((one): one is EventOf<'unpacked'> => one.kind === 'unpacked' && one.socket === socket)
    .map(({ data }) => Buffer.from(data ?? []).toString())

/** Calls until somebody listens: the program doesn't say when. */
async function connected(lab: Lab, port: number, tlsOptions: { ca: string }): Promise<string> {
  for (let i = 0; i < 200; i++) {
    const name = `alice${i}`
    await lab.execute({ do: 'connect', as: name, port, tls: tlsOptions }).done
    if (socketOf(lab, name).state === 'ESTABLISHED') return name
    await lab.execute({ do: 'wait', ms: 20 }).done
  }
  throw new Error(`nobody listens on ${port}`)
}

async function freePort(): Promise<number> {
  const { lab, port } = await listening({})
  await lab.dispose()
  return Number(port)
}

test('ncat --ssl as a client of a TLS echo server', async () => {
  const { lab, port } = await listening({ tls, respond: { with: 'upper' } })
  const ncat = start(
    'ncat',
    '--ssl',
    '--ssl-verify',
    '--ssl-trustfile',
    certFile,
    '--ssl-servername',
    'localhost',
    '127.0.0.1',
    port,
  )
  ncat.stdin?.write('hello\n')
  const [answer] = await once(ncat.stdout as NodeJS.ReadableStream, 'data')
  expect(String(answer)).toBe('HELLO\n')
  ncat.stdin?.end()
  const { socket } = await event(lab, 'secured')
  expect(said(lab, socket)).toEqual(['hello\n'])
})

test('a lab client of an ncat --ssl server', async () => {
  const port = await freePort()
  start(
    'ncat',
    '--ssl',
    '--ssl-cert',
    certFile,
    '--ssl-key',
    keyFile,
    '--listen',
    '--keep-open',
    '--exec',
    '/bin/cat',
    '127.0.0.1',
    String(port),
  )
  const lab = openLab()
  const alice = await connected(lab, port, { ca: cert })
  expect(await event(lab, 'secured', alice)).toMatchObject({
    authorized: true,
    certificate: { subject: 'CN=localhost' },
  })
  lab.execute({ do: 'send', from: alice, text: 'echo' })
  await event(lab, 'unpacked', alice)
  expect(said(lab, alice)).toEqual(['echo'])
})

test('curl fetches over https from a server that replies', async () => {
  const body = 'thank you !'
  const reply = `HTTP/1.0 200 OK\r\nContent-Length: ${body.length}\r\n\r\n${body}`
  const { lab, port } = await listening({ tls, respond: { with: 'reply', text: reply, thenClose: true } })
  for (const [trust, status] of [
    [['-k'], 0],
    [['--cacert', certFile], 0],
    [[], 60],
  ] as const) {
    const curl = start('curl', '-s', ...trust, '--noproxy', '*', `https://127.0.0.1:${port}/`)
    const output = await text(curl.stdout as NodeJS.ReadableStream)
    if (curl.exitCode === null) await once(curl, 'exit')
    expect([output, curl.exitCode]).toEqual([status === 0 ? body : '', status])
  }
  // The one that did not trust it said so.
  const failed = await event(lab, 'failed')
  expect(failed.code).toMatch(/UNKNOWN_CA|NO_HANDSHAKE/)
  expect(failed.advice).toBeDefined()
})

test("Python's ssl in both roles", async () => {
  const { lab, port } = await listening({ tls, framing: { by: 'line' }, respond: { with: 'upper' } })
  const client = start(
    'python3',
    '-c',
    `import socket, ssl
context = ssl.create_default_context(cafile='${certFile}')
with socket.create_connection(('127.0.0.1', ${port})) as s:
    with context.wrap_socket(s, server_hostname='localhost') as tls:
        tls.sendall(b'one\\ntw')
        tls.sendall(b'o\\n')
        answer = b''
        while answer.count(b'\\n') < 2: answer += tls.recv(1024)
        print(answer, tls.version(), flush=True)
        tls.unwrap()`,
  )
  expect(await text(client.stdout as NodeJS.ReadableStream)).toBe("b'ONE\\nTWO\\n' TLSv1.3\n")
  const { socket } = await event(lab, 'accepted')
  await event(lab, 'closed', socket)
  expect(said(lab, socket)).toEqual(['one', 'two'])
  expect(pathOf(lab, socket)).toMatch(/^SYN_RECEIVED ESTABLISHED CLOSE_WAIT/)

  const server = start(
    'python3',
    '-c',
    `import socket, ssl
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain('${certFile}', '${keyFile}')
listener = socket.create_server(('127.0.0.1', 0))
print(listener.getsockname()[1], flush=True)
raw, _ = listener.accept()
conn = context.wrap_socket(raw, server_side=True)
conn.sendall(conn.recv(1024).upper())
conn.unwrap()
conn.close()`,
  )
  const [line] = await once(server.stdout as NodeJS.ReadableStream, 'data')
  await lab.execute({ do: 'connect', as: 'alice', port: Number(line), tls: { ca: cert } }).done
  lab.execute({ do: 'send', from: 'alice', text: 'hi' })
  await event(lab, 'closed', 'alice')
  expect(said(lab, 'alice')).toEqual(['HI'])
})

test('openssl s_client sees the certificate that the lab shows', async () => {
  const { lab, port } = await listening({ tls: { ...tls, maxVersion: 'TLSv1.2' } })
  const client = start('openssl', 's_client', '-connect', `127.0.0.1:${port}`, '-CAfile', certFile, '-brief')
  const { certificate } = await event(lab, 'layered', 'server')
  expect(certificate?.fingerprint256).toBeDefined()
  client.stdin?.end('Q\n')
  const told = await text(client.stderr as NodeJS.ReadableStream)
  expect(told).toContain('Protocol version: TLSv1.2')
  expect(told).toContain('Verification: OK')
  expect(told).toContain('CN = ')
})

test("frames that Python's struct has packed, and unpacks", async () => {
  for (const [bytes, endian, format] of [
    [4, 'big', '!I'],
    [2, 'little', '<H'],
  ] as const) {
    const { lab, port } = await listening({
      framing: { by: 'length', bytes, endian },
      respond: { with: 'upper' },
    })
    const python = start(
      'python3',
      '-c',
      `import socket, struct
s = socket.create_connection(('127.0.0.1', ${port}))
for message in (b'hello', b'', b'you'): s.sendall(struct.pack('${format}', len(message)) + message)
s.shutdown(socket.SHUT_WR)
stream = s.makefile('rb')
while (head := stream.read(${bytes})): print(stream.read(struct.unpack('${format}', head)[0]))`,
    )
    expect(await text(python.stdout as NodeJS.ReadableStream)).toBe("b'HELLO'\nb''\nb'YOU'\n")
    const { socket } = await event(lab, 'accepted')
    await entered(lab, socket, 'CLOSED')
    expect(said(lab, socket)).toEqual(['hello', '', 'you'])
    await lab.dispose()
  }
})
