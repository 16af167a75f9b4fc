import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { afterEach, expect, test } from 'vitest'
import type { Lab } from '../../src/main/engine/lab'
import { event, events, openLab, socketOf } from '../support/lab'

// Datagrams to and from programs that know nothing of the lab.

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

async function firstOutput(child: ChildProcess, stream: 'stdout' | 'stderr' = 'stdout'): Promise<string> {
  const [chunk] = (await once(child[stream] as NodeJS.ReadableStream, 'data')) as [Buffer]
  return chunk.toString()
}

async function echoingLab(): Promise<{ lab: Lab; port: string }> {
  const lab = openLab()
  await lab.execute({ do: 'bind', as: 'server', respond: { with: 'upper' } }).done
  return { lab, port: socketOf(lab, 'server').local?.split(':')[1] ?? '' }
}

/** A port that nobody has just now. */
async function freePort(): Promise<number> {
  const lab = openLab()
  await lab.execute({ do: 'bind', as: 'here' }).done
  const port = Number(socketOf(lab, 'here').local?.split(':')[1])
  lab.execute({ do: 'close', socket: 'here' })
  await event(lab, 'closed', 'here')
  return port
}

/** Sends until it is heard: a program says nothing when it has bound its socket. */
async function sendUntil(lab: Lab, from: string, answered: Promise<unknown>): Promise<void> {
  let isOver = false
  void answered.finally(() => {
    isOver = true
  })
  while (!isOver) {
    lab.execute({ do: 'send', from, text: 'hello\n' })
    await Promise.race([answered, new Promise((resolve) => setTimeout(resolve, 50))])
  }
}

test.each([
  ['ncat', (port: string) => ['-u', '127.0.0.1', port]],
  ['socat', (port: string) => ['-', `UDP4:127.0.0.1:${port}`]],
])('%s as a client', async (program, args) => {
  const { lab, port } = await echoingLab()
  const client = start(program, ...args(port))
  client.stdin?.write('hello\n')
  expect(await firstOutput(client)).toBe('HELLO\n')
  const { remote, peer, bytes } = await event(lab, 'received', 'server')
  expect({ peer, bytes }).toEqual({ peer: undefined, bytes: 6 })
  expect(socketOf(lab, 'server').heard).toEqual([{ remote }])
  // By hand, to whom it has heard from.
  lab.execute({ do: 'send', from: 'server', to: remote as string, text: 'by hand\n' })
  expect(await firstOutput(client)).toBe('by hand\n')
})

test.each([
  ['ncat', (port: number) => ['-u', '-l', '127.0.0.1', String(port), '--exec', '/bin/cat']],
  ['socat', (port: number) => [`UDP4-RECVFROM:${port},bind=127.0.0.1,fork`, 'EXEC:/bin/cat']],
])('%s as a server: before it is there, ECONNREFUSED', async (program, args) => {
  const lab = openLab()
  const port = await freePort()
  await lab.execute({ do: 'connect', as: 'alice', transport: 'udp', port }).done
  lab.execute({ do: 'send', from: 'alice', text: 'too early' })
  expect(await event(lab, 'failed', 'alice')).toMatchObject({ code: 'ECONNREFUSED' })
  start(program, ...args(port))
  const answered = event(lab, 'received', 'alice')
  await sendUntil(lab, 'alice', answered)
  const { data, remote, peer } = await answered
  expect(Buffer.from(data ?? []).toString()).toBe('hello\n')
  expect({ remote, peer }).toEqual({ remote: `127.0.0.1:${port}`, peer: undefined })
})

test('a Python server, which is killed: a connected socket learns of it', async () => {
  const python = start(
    'python3',
    '-c',
    `
import socket
server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
server.bind(('127.0.0.1', 0))
print(server.getsockname()[1], flush=True)
while True:
    data, address = server.recvfrom(1024)
    server.sendto(data.upper(), address)
`,
  )
  const port = Number(await firstOutput(python))
  const lab = openLab()
  await lab.execute({ do: 'bind', as: 'stranger' }).done
  await lab.execute({ do: 'connect', as: 'alice', transport: 'udp', port }).done
  lab.execute({ do: 'send', from: 'alice', text: 'hello' })
  lab.execute({ do: 'send', from: 'alice', text: '' })
  lab.execute({ do: 'send', from: 'stranger', to: `127.0.0.1:${port}`, text: 'a'.repeat(2000) })
  await event(lab, 'received', 'alice', ({ bytes }) => bytes === 0)
  // recvfrom took 1024 bytes of the datagram: the rest of it is gone.
  expect(await event(lab, 'received', 'stranger')).toMatchObject({ bytes: 1024 })
  python.kill('SIGKILL')
  await once(python, 'exit')
  lab.execute({ do: 'send', from: 'alice', text: 'still there?' })
  lab.execute({ do: 'send', from: 'stranger', to: `127.0.0.1:${port}`, text: 'still there?' })
  expect(await event(lab, 'failed', 'alice')).toMatchObject({ code: 'ECONNREFUSED' })
  await event(lab, 'sent', 'stranger', ({ index }) => index === 1)
  expect(events(lab).some((one) => one.kind === 'failed' && one.socket === 'stranger')).toBe(false)
})
