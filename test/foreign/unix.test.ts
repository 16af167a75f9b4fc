import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { event, modelOf, openLab, receivedText, socketOf } from '../support/lab'

// Unix domain sockets of the lab's and of programs that know nothing of it, in both roles.

const children = new Set<ChildProcess>()
let folder = ''
let path = ''

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'socket-lab-')))
  path = join(folder, 'it.sock')
})
afterEach(async () => {
  const running = [...children]
  for (const child of running) child.kill('SIGKILL')
  await Promise.all(running.map((child) => child.exitCode ?? once(child, 'exit')))
  rmSync(folder, { recursive: true })
})

function start(command: string, ...args: string[]): ChildProcess {
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'] })
  children.add(child)
  child.once('exit', () => children.delete(child))
  return child
}

const SERVER = `
import socket, sys
server = socket.socket(socket.AF_UNIX)
server.bind(sys.argv[1])
server.listen(5)
print(flush=True)
while True:
  conn, address = server.accept()
  while True:
    data = conn.recv(1024)
    if not data: break
    conn.sendall(data.upper())
  conn.close()
`

const CLIENT = `
import socket, sys
client = socket.socket(socket.AF_UNIX)
client.connect(sys.argv[1])
client.sendall(b'from python')
print(client.recv(1024).decode(), flush=True)
client.close()
`

test.each([
  ['Python', () => start('python3', '-c', CLIENT, path), 'from python'],
  ['ncat', () => start('ncat', '-U', path), 'typed'],
  ['socat', () => start('socat', '-', `UNIX-CONNECT:${path}`), 'typed'],
] as const)('%s talks to a listener of the lab', async (_name, client, said) => {
  const lab = openLab()
  await lab.execute({ do: 'listen', as: 'server', path, respond: { with: 'upper', thenClose: true } }).done
  const child = client()
  const output = text(child.stdout as NodeJS.ReadableStream)
  if (said === 'typed') child.stdin?.write(said)
  const accepted = await event(lab, 'accepted')
  expect(accepted).toMatchObject({
    socket: 'unnamed:1@server',
    peer: 'unnamed:1',
    foreign: true,
    transport: 'unix',
  })
  expect((await output).trim()).toBe(said.toUpperCase())
  expect(receivedText(lab, 'unnamed:1@server')).toBe(said)
  expect(modelOf(lab).sockets.get('unnamed:1')).toMatchObject({ role: 'foreign', transport: 'unix' })
})

test.each([
  ['Python', () => start('python3', '-c', SERVER, path)],
  ['socat', () => start('socat', `UNIX-LISTEN:${path}`, 'EXEC:"tr a-z A-Z"')],
] as const)('a client of the lab talks to %s', async (_name, server) => {
  const child = server()
  // Python says so; of the others, the file does.
  while (!existsSync(path)) await new Promise(setImmediate)
  const lab = openLab()
  let name = ''
  // A path is bound before it is listened on.
  for (let attempt = 1; ; attempt++) {
    name = `alice${attempt}`
    await lab.execute({ do: 'connect', as: name, path }).done
    if (socketOf(lab, name).peer !== undefined) break
    if (attempt === 200) throw new Error('nobody listens')
  }
  lab.execute({ do: 'send', from: name, text: 'hello\n' })
  lab.execute({ do: 'shutdown', socket: name })
  await event(lab, 'closed', name)
  expect(receivedText(lab, name)).toBe('HELLO\n')
  expect(socketOf(lab, name)).toMatchObject({ peer: path, remote: path })
  child.kill()
})

test('a server that is killed leaves its file, and the lab listens in its place', async () => {
  const child = start('python3', '-c', SERVER, path)
  await once(child.stdout as NodeJS.ReadableStream, 'data')
  const lab = openLab()
  await lab.execute({ do: 'listen', as: 'early', path, removeStale: true }).done
  expect(await event(lab, 'failed', 'early')).toMatchObject({ code: 'EADDRINUSE', reason: 'listened' })
  child.kill('SIGKILL')
  await once(child, 'exit')
  await lab.execute({ do: 'connect', as: 'alice', path }).done
  expect(await event(lab, 'failed', 'alice')).toMatchObject({ code: 'ECONNREFUSED', reason: 'stale' })
  await lab.execute({ do: 'listen', as: 'server', path, removeStale: true }).done
  expect(await event(lab, 'listening', 'server')).toMatchObject({ replaced: true })
})

test('a file that a program is bound to, and does not listen at yet, is never removed', async () => {
  const script = `
import socket, sys
one = socket.socket(socket.AF_UNIX)
one.bind(sys.argv[1])
print(flush=True)
sys.stdin.read()
`
  const python = start('python3', '-c', script, path)
  await once(python.stdout as NodeJS.ReadableStream, 'data')
  const lab = openLab()
  await lab.execute({ do: 'listen', as: 'server', path, removeStale: true }).done
  expect(await event(lab, 'failed', 'server')).toMatchObject({ code: 'EADDRINUSE', reason: 'path' })
  expect(existsSync(path)).toBe(true)
})
