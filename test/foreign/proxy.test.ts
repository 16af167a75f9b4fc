import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import net from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { afterEach, expect, test } from 'vitest'
import type { Lab } from '../../src/main/engine/lab'
import type { Faults } from '../../src/shared/commands'
import { parseAddress } from '../../src/shared/ids'
import { event, events, modelOf, openLab } from '../support/lab'

// Programs that nobody here wrote talk to each other, with a proxy of the lab between them.

const children = new Set<ChildProcess>()
const folders: string[] = []

function start(command: string, ...args: string[]): ChildProcess {
  return startAs(command, command, ...args)
}

/** A program that looks at the name it is called by. */
function startAs(name: string, command: string, ...args: string[]): ChildProcess {
  const child = spawn(command, args, { argv0: name, stdio: ['pipe', 'pipe', 'pipe'] })
  children.add(child)
  child.once('exit', () => children.delete(child))
  return child
}

/** What a program says on both its outputs, and its exit status, once it has ended. */
async function run(
  command: string,
  ...args: string[]
): Promise<{ out: string; err: string; status: number | null }> {
  const child = start(command, ...args)
  const ended = once(child, 'exit')
  child.stdin?.end()
  const [out, err] = await Promise.all([
    text(child.stdout as NodeJS.ReadableStream),
    text(child.stderr as NodeJS.ReadableStream),
  ])
  const [status] = (await ended) as [number | null]
  return { out, err, status }
}

async function folder(): Promise<string> {
  const made = await mkdtemp(path.join(tmpdir(), 'socket-lab-proxy-'))
  folders.push(made)
  return made
}

/** A port that nobody has just now. */
async function freePort(): Promise<number> {
  const server = net.createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as net.AddressInfo
  await once(server.close(), 'close')
  return port
}

/** Resolves when the program has said this. */
function said(child: ChildProcess, what: RegExp): Promise<void> {
  let all = ''
  child.stderr?.resume()
  return new Promise((resolve, reject) => {
    child.stdout?.on('data', (chunk: Buffer) => {
      all += String(chunk)
      if (what.test(all)) resolve()
    })
    child.once('exit', () => reject(new Error(`it ended, and had said ${all}`)))
  })
}

async function proxyTo(port: number, faults: Faults): Promise<{ lab: Lab; port: string }> {
  const lab = openLab()
  await lab.execute({ do: 'proxy', as: 'proxy', to: `127.0.0.1:${port}`, faults }).done
  const { local } = await event(lab, 'listening', 'proxy')
  return { lab, port: String(parseAddress(local)?.port) }
}

const faults = (lab: Lab, given: Faults) => lab.execute({ do: 'configure', socket: 'proxy', faults: given })

/** How long each of what the proxy read lay there before it went on, ms. */
function delays(lab: Lab): number[] {
  const all = events(lab)
  return all.flatMap((one) => {
    if (one.kind !== 'sent' || one.cause === undefined) return []
    const read = all.find(({ seq }) => seq === one.cause)
    return read?.kind === 'received' ? [one.t - read.t] : []
  })
}

/** What `redis-cli --latency` says of its round trips, ms: the shortest, the longest, the mean, and how many. */
function latencies(out: string): { least: number; samples: number } {
  const [least = Number.NaN, , , samples = Number.NaN] = out
    .trim()
    .split(/[\s,]+/)
    .map(Number)
  return { least, samples }
}

afterEach(async () => {
  const running = [...children]
  for (const child of running) child.kill('SIGKILL')
  await Promise.all(running.map((child) => child.exitCode ?? once(child, 'exit')))
  await Promise.all(folders.splice(0).map((one) => rm(one, { recursive: true })))
})

test('curl gets a file of Python’s web server, whole through slices and delays, cut by a limit', async () => {
  const where = await folder()
  const content = Array.from({ length: 4000 }, (_, line) => `line ${line}`).join('\n')
  await writeFile(path.join(where, 'file.txt'), content)
  const port = await freePort()
  const server = start(
    'python3',
    '-u',
    '-m',
    'http.server',
    String(port),
    '--bind',
    '127.0.0.1',
    '--directory',
    where,
  )
  await said(server, /Serving HTTP/)
  const proxy = await proxyTo(port, { both: { latencyMs: 10 }, toClient: { slice: { bytes: 1000 } } })
  const url = `http://127.0.0.1:${proxy.port}/file.txt`
  const whole = await run('curl', '--silent', '--show-error', '--noproxy', '*', url)
  expect(whole).toEqual({ status: 0, out: content, err: '' })
  const [client] = [...modelOf(proxy.lab).sockets.values()].filter(({ listener }) => listener === 'proxy')
  expect(client?.name).toMatch(/^127\.0\.0\.1:\d+@proxy$/)
  expect(client?.relay).toBe(client?.name.replace('@', '>'))
  expect(Math.min(...delays(proxy.lab))).toBeGreaterThanOrEqual(9.9)

  // 18: curl has got less than the server had announced. 56: it was reset.
  faults(proxy.lab, { toClient: { limit: { bytes: 1000 } } })
  expect(await run('curl', '--silent', '--noproxy', '*', url)).toMatchObject({ status: 18 })
  faults(proxy.lab, { toClient: { reset: { afterBytes: 1000 } } })
  expect(await run('curl', '--silent', '--noproxy', '*', url)).toMatchObject({ status: 56 })
})

test('redis-cli talks to redis-server: late, in pieces, reset', async () => {
  const port = await freePort()
  const where = await folder()
  const server = startAs(
    'redis-server',
    'redis-check-rdb',
    '--port',
    String(port),
    '--bind',
    '127.0.0.1',
    '--save',
    '',
    '--dir',
    where,
  )
  await said(server, /Ready to accept connections/)
  const value = 'the quick brown fox '.repeat(200)
  const proxy = await proxyTo(port, {})
  const { lab } = proxy
  const redis = (...args: string[]) => run('redis-cli', '-h', '127.0.0.1', '-p', proxy.port, ...args)

  expect((await redis('set', 'fox', value)).out.trim()).toBe('OK')
  expect(await redis('get', 'fox')).toMatchObject({ status: 0, out: `${value}\n` })

  // What is cut in pieces, both ways, is put together again.
  faults(lab, { both: { slice: { bytes: 64 } } })
  expect(await redis('get', 'fox')).toMatchObject({ status: 0, out: `${value}\n` })
  const written = events(lab).filter((one) => one.kind === 'sent' && one.socket.includes('@proxy'))
  expect(written.filter((one) => one.kind === 'sent' && one.bytes === 64).length).toBeGreaterThan(50)

  // redis-cli measures round trips by itself: the shortest has the latency of both ways in it.
  faults(lab, {})
  const near = latencies((await redis('--latency', '-i', '1')).out)
  faults(lab, { both: { latencyMs: 20 } })
  const far = latencies((await redis('--latency', '-i', '1')).out)
  expect(far.least).toBeGreaterThanOrEqual(40)
  expect(far.samples).toBeGreaterThan(5)
  expect(far.samples).toBeLessThan(near.samples)

  // A reset in the middle of the answer is an error that redis-cli tells of.
  faults(lab, { toClient: { reset: { afterBytes: 100 } } })
  const broken = await redis('get', 'fox')
  expect(`${broken.out}${broken.err}`).toMatch(/reset by peer|closed the connection/i)
  expect(`${broken.out}`).not.toContain(value)
  faults(lab, {})
  expect(await redis('get', 'fox')).toMatchObject({ status: 0, out: `${value}\n` })
})
