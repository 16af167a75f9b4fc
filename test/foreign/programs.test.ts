import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { afterEach, expect, test } from 'vitest'
import type { Lab } from '../../src/main/engine/lab'
import { entered, event, modelOf, openLab, pathOf, receivedText, socketOf } from '../support/lab'

// The lab and programs that know nothing of it: in both roles, with a foreign end for each.

const children = new Set<ChildProcess>()

function start(command: string, ...args: string[]): ChildProcess {
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'] })
  children.add(child)
  child.once('exit', () => children.delete(child))
  return child
}

afterEach(async () => {
  const running = [...children]
  for (const child of running) child.kill('SIGKILL')
  await Promise.all(running.map((child) => child.exitCode ?? once(child, 'exit')))
})

async function listeningLab(respond: Record<string, unknown>): Promise<{ lab: Lab; port: string }> {
  const lab = openLab()
  await lab.execute({ do: 'listen', as: 'server', respond: respond as { with: 'echo' } }).done
  return { lab, port: socketOf(lab, 'server').local?.split(':')[1] ?? '' }
}

/** A Python server that prints its port, serves one client as `serve` says (`conn`), and ends. */
function pythonServer(serve: string): ChildProcess {
  const program = `
import socket
server = socket.socket()
server.bind(('127.0.0.1', 0))
server.listen(5)
print(server.getsockname()[1], flush=True)
conn, address = server.accept()
${serve}
conn.close()
server.close()
`
  return start('python3', '-c', program)
}

async function firstLine(child: ChildProcess): Promise<string> {
  const [line] = (await once(child.stdout as NodeJS.ReadableStream, 'data')) as [Buffer]
  return line.toString().trim()
}

test('ncat as a client of an echo server', async () => {
  const { lab, port } = await listeningLab({ with: 'echo' })
  const ncat = start('ncat', '127.0.0.1', port)
  const output = text(ncat.stdout as NodeJS.ReadableStream)
  ncat.stdin?.end('hello\n')
  const { socket, peer } = await event(lab, 'accepted')
  expect(await output).toBe('hello\n')
  await event(lab, 'closed', socket)
  expect(socket).toMatch(/^127\.0\.0\.1:\d+@server$/)
  expect(socketOf(lab, peer)).toMatchObject({ role: 'foreign', peer: socket, remote: `127.0.0.1:${port}` })
  expect(pathOf(lab, socket)).toBe('SYN_RECEIVED ESTABLISHED CLOSE_WAIT LAST_ACK CLOSED')
  expect(receivedText(lab, socket)).toBe('hello\n')
})

test('curl fetches from a server that replies and closes', async () => {
  const body = 'thank you !'
  const reply = `HTTP/1.0 200 OK\r\nContent-Length: ${body.length}\r\n\r\n${body}`
  const { lab, port } = await listeningLab({ with: 'reply', text: reply, thenClose: true })
  const curl = start('curl', '-s', '--noproxy', '*', `http://127.0.0.1:${port}/`)
  expect(await text(curl.stdout as NodeJS.ReadableStream)).toBe(body)
  const { socket } = await event(lab, 'accepted')
  await event(lab, 'closed', socket)
  // With HTTP/1.0 it is the server that closes. What curl's FIN then makes of it, the kernel knows alone.
  expect(pathOf(lab, socket)).toBe('SYN_RECEIVED ESTABLISHED FIN_WAIT_1 FIN_WAIT_2')
  expect(socketOf(lab, socket).path.at(-1)).toMatchObject({
    confidence: 'possible',
    alternatives: [['FIN_WAIT_2', 'TIME_WAIT'], ['CLOSING', 'TIME_WAIT'], ['CLOSED']],
  })
  expect(receivedText(lab, socket)).toMatch(/^GET \/ HTTP\/1\.1\r\n/)
})

test('a Python client sends, receives and closes', async () => {
  const { lab, port } = await listeningLab({ with: 'upper' })
  const python = start(
    'python3',
    '-c',
    `import socket
s = socket.create_connection(('127.0.0.1', ${port}))
s.sendall(b'hello')
print(s.recv(1024).decode())
s.close()`,
  )
  expect(await text(python.stdout as NodeJS.ReadableStream)).toBe('HELLO\n')
  const { socket } = await event(lab, 'accepted')
  await event(lab, 'closed', socket)
  expect(pathOf(lab, socket)).toBe('SYN_RECEIVED ESTABLISHED CLOSE_WAIT LAST_ACK CLOSED')
})

test('a Python client that is killed with bytes unread: ECONNRESET; with none: a FIN like any other', async () => {
  const { lab, port } = await listeningLab({ with: 'none' })
  for (const unread of [true, false]) {
    const python = start(
      'python3',
      '-c',
      `import socket, time
s = socket.create_connection(('127.0.0.1', ${port}))
s.sendall(b'ready')
time.sleep(60)`,
    )
    const { socket } = await event(
      lab,
      'received',
      undefined,
      (one) => !modelOf(lab).sockets.get(one.socket)?.closedAt,
    )
    if (unread) {
      lab.execute({ do: 'send', from: socket, text: 'never read' })
      await event(lab, 'sent', socket)
    }
    python.kill('SIGKILL')
    await event(lab, 'closed', socket)
    const path = pathOf(lab, socket)
    if (unread) expect((await event(lab, 'failed', socket)).code).toBe('ECONNRESET')
    expect(path).toBe(`SYN_RECEIVED ESTABLISHED ${unread ? 'CLOSED' : 'CLOSE_WAIT LAST_ACK CLOSED'}`)
  }
})

test('a lab client of a Python "thank you" server', async () => {
  const port = Number(await firstLine(pythonServer("conn.recv(1024); conn.sendall(b'thank you !')")))
  const lab = openLab()
  await lab.execute({ do: 'connect', as: 'alice', port }).done
  const { peer } = await event(lab, 'connected', 'alice')
  expect(modelOf(lab).sockets.get(peer ?? '')).toMatchObject({ role: 'foreign', local: `127.0.0.1:${port}` })
  lab.execute({ do: 'send', from: 'alice', text: 'hi' })
  await event(lab, 'closed', 'alice')
  expect(receivedText(lab, 'alice')).toBe('thank you !')
  expect(pathOf(lab, 'alice')).toBe('SYN_SENT ESTABLISHED CLOSE_WAIT LAST_ACK CLOSED')
})

test('a lab client half-closes towards a Python server, which answers after that', async () => {
  const serve = `
while conn.recv(1024): pass
conn.sendall(b'all read')`
  const port = Number(await firstLine(pythonServer(serve)))
  const lab = openLab()
  await lab.execute({ do: 'connect', as: 'alice', port }).done
  lab.execute({ do: 'send', from: 'alice', text: 'question' })
  lab.execute({ do: 'shutdown', socket: 'alice' })
  await entered(lab, 'alice', 'TIME_WAIT')
  expect(receivedText(lab, 'alice')).toBe('all read')
})

test('lab clients of an ncat server', async () => {
  const probe = await listeningLab({ with: 'none' })
  await probe.lab.dispose()
  const ncat = start('ncat', '--listen', '--keep-open', '--exec', '/bin/cat', '127.0.0.1', probe.port)
  const lab = openLab()
  const port = Number(probe.port)
  // ncat says nothing when it listens: a refused call is made again.
  let alice = 'alice0'
  for (let i = 0; ; i++) {
    alice = `alice${i}`
    await lab.execute({ do: 'connect', as: alice, port }).done
    if (socketOf(lab, alice).state === 'ESTABLISHED') break
    expect(i).toBeLessThan(200)
    await lab.execute({ do: 'wait', ms: 20 }).done
  }
  lab.execute({ do: 'send', from: alice, text: 'echo' })
  await event(lab, 'received', alice)
  expect(receivedText(lab, alice)).toBe('echo')
  lab.execute({ do: 'close', socket: alice })
  await event(lab, 'closed', alice)
  expect(pathOf(lab, alice)).toMatch(/^SYN_SENT ESTABLISHED FIN_WAIT_1/)
  expect(ncat.exitCode).toBeNull()
})
