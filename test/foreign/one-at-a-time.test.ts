import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { afterEach, expect, test } from 'vitest'
import type { Lab } from '../../src/main/engine/lab'
import { parseAddress } from '../../src/shared/ids'
import { event, events, openLab, receivedText, socketOf } from '../support/lab'

// A server of the lab's that serves one client at a time, and clients that nobody here wrote.

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

async function sequentialLab(): Promise<{ lab: Lab; port: number }> {
  const lab = openLab()
  await lab.execute({ do: 'listen', as: 'server', serve: 'one-at-a-time', respond: { with: 'upper' } }).done
  return { lab, port: parseAddress(socketOf(lab, 'server').local ?? '')?.port ?? 0 }
}

const accepted = (lab: Lab) => events(lab).filter((one) => one.kind === 'accepted').length

async function line(child: ChildProcess): Promise<string> {
  const [data] = (await once(child.stdout as NodeJS.ReadableStream, 'data')) as [Buffer]
  return data.toString().trim()
}

/** What the kernel holds unread of a connection, bytes; undefined if it has no such connection. */
function unread(local: number, remote: number): number | undefined {
  const hex = (port: number) => `:${port.toString(16).toUpperCase().padStart(4, '0')}`
  for (const row of readFileSync('/proc/net/tcp', 'latin1').split('\n')) {
    const [, from, to, , queues] = row.trim().split(/\s+/)
    if (from?.endsWith(hex(local)) && to?.endsWith(hex(remote)))
      return Number.parseInt(queues?.split(':')[1] ?? '', 16)
  }
  return undefined
}

test('a Python client that sends before anybody has accepted it', async () => {
  const { lab, port } = await sequentialLab()
  await lab.execute({ do: 'connect', as: 'alice', to: 'server' }).done
  const program = `
import socket
client = socket.create_connection(('127.0.0.1', ${port}))
client.sendall(b'is anybody there?')
print(client.getsockname()[1], flush=True)
print(client.recv(1024).decode(), flush=True)
client.close()
`
  const python = start('python3', '-c', program)
  const remote = Number(await line(python))
  // Connected, and its bytes are in the kernel, without any accept.
  expect(unread(port, remote)).toBe(17)
  expect(accepted(lab)).toBe(1)
  lab.execute({ do: 'send', from: 'alice', text: 'me first' })
  await event(lab, 'received', 'alice')
  const answer = line(python)
  lab.execute({ do: 'close', socket: 'alice' })
  expect(await answer).toBe('IS ANYBODY THERE?')
  expect(receivedText(lab, 'alice')).toBe('ME FIRST')
})

test('two ncat clients, one after the other', async () => {
  const { lab, port } = await sequentialLab()
  const [first, second] = [start('ncat', '127.0.0.1', String(port)), start('ncat', '127.0.0.1', String(port))]
  const answers = [first, second].map(line)
  for (const ncat of [first, second]) ncat.stdin?.write('hello\n')
  // Which of them comes first is the system's affair.
  const [answer, at] = await Promise.race(answers.map(async (one, index) => [await one, index] as const))
  expect(answer).toBe('HELLO')
  expect(accepted(lab)).toBe(1)
  const served = at === 0 ? first : second
  served.stdin?.end()
  expect(await answers[1 - at]).toBe('HELLO')
  expect(accepted(lab)).toBe(2)
})
