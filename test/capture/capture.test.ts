import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import type { Lab } from '../../src/main/engine/lab'
import { captureRights } from '../../src/main/observe/capture/rights'
import { type CaptureOptions, CaptureSource } from '../../src/main/observe/capture/source'
import { findTools, type Tool, type ToolName } from '../../src/main/observe/capture/tools'
import { Observation } from '../../src/main/observe/observation'
import type { EventOf } from '../../src/shared/events'
import { event, events, openLab } from '../support/lab'
import { ipPacket, pcapFile, pcapHeader, pcapRecord } from '../support/packets'

// Real packets of real sockets on the loopback interface, captured with what this machine has; and tools that fail.

const sources: { dispose(): Promise<void> }[] = []
const folders: string[] = []

afterEach(async () => {
  await Promise.all(sources.splice(0).map((source) => source.dispose()))
  await Promise.all(folders.splice(0).map((folder) => rm(folder, { recursive: true, force: true })))
})

function captureOf(lab: Lab, options: CaptureOptions = {}): CaptureSource {
  const source = new CaptureSource(lab, options)
  sources.push(source)
  return source
}

async function toolOf(name: ToolName): Promise<Tool> {
  const tool = (await findTools()).find((one) => one.name === name)
  if (!tool) throw new Error(`${name} is not on this machine`)
  return tool
}

function segments(lab: Lab): EventOf<'segment'>[] {
  return events(lab).filter((one) => one.kind === 'segment')
}

/** `alice S 0`, `alice@server AS 0 1`, `alice AP 1 1 5 bytes`: who, flags, relative numbers, payload. */
function told({ socket, flags, sequence, acknowledgement, bytes, again }: EventOf<'segment'>): string {
  const parts = [socket, flags, sequence, acknowledgement, bytes > 0 ? `${bytes} bytes` : undefined]
  return [...parts, again && 'again'].filter((part) => part !== undefined).join(' ')
}

/** Without ACKs that carry nothing, but for the handshake's: whether they go alone is the kernel's choice. */
function telling(all: EventOf<'segment'>[]): string[] {
  let handshakes = 0
  return all.filter(({ flags, bytes }) => flags !== 'A' || bytes > 0 || handshakes++ === 0).map(told)
}

function phases(lab: Lab): string[] {
  return events(lab)
    .filter((one) => one.kind === 'source')
    .map(({ phase }) => phase)
}

test.each(['tcpdump', 'dumpcap'] as const)(
  '%s: a connect, a message each way and a close are the textbook’s segments, in order',
  async (name) => {
    const lab = openLab()
    const capture = captureOf(lab, { tools: [await toolOf(name)] })
    await capture.start()
    await lab.execute({ do: 'listen', as: 'server', respond: { with: 'upper' } }).done
    await lab.execute({ do: 'connect', as: 'alice', to: 'server' }).done
    lab.execute({ do: 'send', from: 'alice', text: 'hello' })
    await event(lab, 'received', 'alice')
    lab.execute({ do: 'shutdown', socket: 'alice' })
    await event(lab, 'closed', 'alice')
    await capture.stop()

    expect(telling(segments(lab))).toEqual([
      'alice S 0',
      'alice@server AS 0 1',
      'alice A 1 1',
      'alice AP 1 1 5 bytes',
      'alice@server AP 1 6 5 bytes',
      'alice AF 6 6',
      'alice@server AF 6 7',
    ])
    const [syn, synAck] = segments(lab)
    const { t, local, remote } = await event(lab, 'connecting', 'alice')
    expect(syn).toMatchObject({
      to: 'alice@server',
      local,
      remote,
      options: { sack: true, timestamps: true },
    })
    expect(synAck).toMatchObject({ to: 'alice', local: remote, remote: local })
    // connect(2) sends the SYN, and the event comes right after it.
    expect(syn?.t).toBeLessThan(t)
    const times = segments(lab).map((one) => one.t)
    expect(times).toEqual([...times].sort((a, b) => a - b))
  },
)

test('each connection has its own segments, those of ports that come and go among them', async () => {
  const lab = openLab()
  const capture = captureOf(lab)
  await lab.execute({ do: 'listen', as: 'early', respond: { with: 'echo' } }).done
  await lab.execute({ do: 'connect', as: 'first', to: 'early' }).done
  await capture.start()
  for (let i = 1; i <= 5; i++) {
    await lab.execute({ do: 'listen', as: `server${i}`, respond: { with: 'echo' } }).done
    await lab.execute({ do: 'connect', as: `client${i}`, to: `server${i}` }).done
    // A connection that goes on while the filter changes.
    lab.execute({ do: 'send', from: 'first', text: 'x'.repeat(10) })
    await event(lab, 'received', 'first', ({ offset }) => offset === (i - 1) * 10)
    lab.execute({ do: 'close', socket: `client${i}` })
    await event(lab, 'closed', `client${i}@server${i}`)
  }
  await capture.stop()

  for (let i = 1; i <= 5; i++) {
    const [client, server] = [`client${i}`, `client${i}@server${i}`]
    const own = segments(lab).filter(({ socket }) => socket === client || socket === server)
    expect(telling(own)).toEqual([
      `${client} S 0`,
      `${server} AS 0 1`,
      `${client} A 1 1`,
      `${client} AF 1 1`,
      `${server} AF 1 2`,
    ])
  }
  // It began before the capture, so its first byte seen is number 1. Nothing is told twice, and nothing is missing.
  const data = segments(lab).filter(({ socket, bytes }) => socket === 'first' && bytes > 0)
  expect(data.map(({ sequence }) => sequence)).toEqual([1, 11, 21, 31, 41])
  expect(segments(lab).filter(({ again }) => again)).toEqual([])
  expect(phases(lab)).toEqual(['started', 'stopped'])
})

test('IPv6, a wildcard listener and a refused call', async () => {
  const lab = openLab()
  const port = await freePort()
  const capture = captureOf(lab, { targets: [{ host: '127.0.0.1', port }] })
  await capture.start()
  await lab.execute({ do: 'listen', as: 'six', host: '::1' }).done
  await lab.execute({ do: 'connect', as: 'alice', to: 'six' }).done
  await lab.execute({ do: 'listen', as: 'any', host: '0.0.0.0' }).done
  await lab.execute({ do: 'connect', as: 'bob', to: 'any' }).done
  await lab.execute({ do: 'connect', as: 'carol', host: '127.0.0.1', port }).done
  await capture.stop()
  const of = (socket: string) => segments(lab).filter((one) => one.socket === socket || one.to === socket)
  expect(of('alice').map(told)).toEqual(['alice S 0', 'alice@six AS 0 1', 'alice A 1 1'])
  expect(of('alice')[0]?.remote).toMatch(/^\[::1\]:\d+$/)
  expect(of('bob').map(told)).toEqual(['bob S 0', 'bob@any AS 0 1', 'bob A 1 1'])
  expect(of('carol').map(told)).toEqual(['carol S 0', `127.0.0.1:${port} AR 0 1`])
})

/** What a captured packet has behind its headers, as text. */
function payloadOf({ frame, bytes }: EventOf<'segment'>): string {
  if (!frame) throw new Error('a segment without its packet')
  return Buffer.from(frame.data.subarray(frame.bytes - bytes)).toString()
}

test('each segment has its packet: the whole of a short one, the beginning of a long one', async () => {
  const lab = openLab()
  const capture = captureOf(lab)
  await capture.start()
  await lab.execute({ do: 'listen', as: 'server', respond: { with: 'upper' } }).done
  await lab.execute({ do: 'connect', as: 'alice', to: 'server' }).done
  lab.execute({ do: 'send', from: 'alice', text: 'hello' })
  await event(lab, 'received', 'alice')
  lab.execute({ do: 'send', from: 'alice', text: 'x'.repeat(20_000) })
  await event(lab, 'received', 'alice', ({ offset, bytes }) => offset + bytes === 20_005)
  await capture.stop()

  const all = segments(lab)
  for (const { frame, bytes } of all) {
    expect(frame?.bytes).toBeGreaterThan(bytes)
    expect(frame?.data.length).toBe(Math.min(frame?.bytes ?? 0, 1536))
    expect(frame?.link).toBe(all[0]?.frame?.link)
  }
  const short = all.filter(({ bytes }) => bytes === 5)
  expect(short.map(payloadOf)).toEqual(['hello', 'HELLO'])
  expect(
    all
      .filter(({ bytes }) => bytes > 5)
      .map(payloadOf)
      .join(''),
  ).toMatch(/^x+X+$/)
})

test('what other programs say to each other is not kept, only the headers of their packets', async () => {
  const server = net.createServer((socket) => socket.end('a secret')).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as net.AddressInfo
  const lab = openLab()
  const observation = new Observation(lab, { capture: { targets: [{ host: '127.0.0.1', port }] } })
  sources.push(observation)
  await observation.setSource('kernel', true)
  await observation.setSource('capture', true)
  await lab.execute({ do: 'watch', as: 'app', port }).done
  await event(lab, 'found')
  await lab.execute({ do: 'connect', as: 'probe', port }).done
  await event(lab, 'closed', 'probe')
  const client = net.connect(port, '127.0.0.1').resume()
  await new Promise((resolve) => client.once('close', resolve))
  await new Promise((resolve) => server.close(resolve))
  await observation.setSource('capture', false)

  // A busy machine acknowledges late, and the kernel sends again.
  const spoken = segments(lab).filter(({ bytes, again }) => bytes > 0 && !again)
  const own = spoken.filter(({ to }) => to === 'probe')
  expect(own.map(payloadOf)).toEqual(['a secret'])
  const theirs = spoken.filter(({ to }) => to !== 'probe')
  expect(theirs.length).toBeGreaterThan(0)
  for (const { frame, bytes } of theirs) expect(frame?.data.length).toBe((frame?.bytes ?? 0) - bytes)
})

test('the port of another program is captured from the first call on; who calls does not wait for it', async ({
  signal,
}) => {
  const lab = openLab()
  const port = await freePort()
  const capture = captureOf(lab)
  await capture.start()
  let calls = 0
  const syns = () => segments(lab).filter(({ flags }) => flags === 'S')
  while (syns().length === 0) {
    signal.throwIfAborted()
    calls++
    await lab.execute({ do: 'connect', as: `alice${calls}`, host: '127.0.0.1', port }).done
    await new Promise((resolve) => setImmediate(resolve))
  }
  expect(calls).toBeGreaterThan(1)
  expect(syns()[0]).toMatchObject({ remote: `127.0.0.1:${port}`, sequence: 0 })
})

test('nothing but the lab’s connections is told of, not even those of another program with the same port', async () => {
  const lab = openLab()
  const other = net.createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => other.once('listening', resolve))
  const { port } = other.address() as net.AddressInfo
  const accepted: net.Socket[] = []
  other.on('connection', (socket) => accepted.push(socket.on('error', () => {})))
  const capture = captureOf(lab, { targets: [{ port }] })
  await capture.start()
  const call = net.connect(port, '127.0.0.1')
  await new Promise((resolve) => call.once('connect', resolve))
  await lab.execute({ do: 'connect', as: 'alice', host: '127.0.0.1', port }).done
  await event(lab, 'segment', 'alice', ({ flags }) => flags === 'A')
  call.destroy()
  await capture.stop()
  expect([...new Set(segments(lab).map(({ socket }) => socket))].sort()).toEqual([
    `127.0.0.1:${port}`,
    'alice',
  ])
  for (const socket of accepted) socket.destroy()
  await new Promise((resolve) => other.close(resolve))
})

test('a flood is told of as far as it can be taken in: what is left out is counted, and none of it is SYN, FIN or RST', async () => {
  const lab = openLab()
  const capture = captureOf(lab, { perSecond: 50 })
  await capture.start()
  await lab.execute({ do: 'listen', as: 'server', respond: { with: 'echo' } }).done
  await lab.execute({ do: 'connect', as: 'alice', to: 'server' }).done
  for (let i = 0; i < 200; i++) {
    const { seq } = lab.execute({ do: 'send', from: 'alice', text: 'x' })
    await event(lab, 'received', 'alice', ({ offset }) => offset === i && seq > 0)
  }
  lab.execute({ do: 'reset', socket: 'alice' })
  await event(lab, 'closed', 'alice@server')
  await capture.stop()
  const loss = events(lab).findLast(
    (one) => one.kind === 'source' && one.phase === 'lost',
  ) as EventOf<'source'>
  const all = segments(lab)
  // Each byte is sent and echoed; an ACK goes alone or with the answer.
  expect(loss.lost).toBeGreaterThan(100)
  expect(all.length + (loss.lost ?? 0)).toBeGreaterThanOrEqual(3 + 400 + 1)
  expect(all.filter(({ flags }) => /[SFR]/.test(flags)).map(({ flags }) => flags)).toEqual([
    'S',
    'AS',
    expect.stringContaining('R'),
  ])
})

async function freePort(): Promise<number> {
  const server = net.createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as net.AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

describe('a tool that fails: an event says so, the source is unavailable, the lab goes on', () => {
  const SAYS = 'echo "tcpdump: listening on lo, link-type EN10MB (Ethernet), snapshot length 160 bytes" >&2'
  const frame = Uint8Array.from([...new Array<number>(12).fill(0), 8, 0, ...ipPacket({ destinationPort: 9 })])

  /** A tool of the test's own: writes `output`, then does what the script says. `stay` waits until `go` is called. */
  async function toolThat(
    script: string,
    output: Uint8Array = new Uint8Array(),
  ): Promise<{ tool: Tool; go: () => Promise<void> }> {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'lab-tool-'))
    folders.push(folder)
    const [file, data, waits] = ['tcpdump', 'output', 'waits'].map((name) => path.join(folder, name)) as [
      string,
      string,
      string,
    ]
    await writeFile(data, output)
    await writeFile(waits, '')
    const stay = `while [ -e ${waits} ]; do sleep 0.02; done`
    await writeFile(file, `#!/bin/sh\ncat ${data}\n${script.replaceAll('stay', stay)}\n`)
    await chmod(file, 0o755)
    return { tool: { name: 'tcpdump', path: file }, go: () => rm(waits) }
  }

  async function expectUnharmed(lab: Lab): Promise<void> {
    await lab.execute({ do: 'listen', as: 'server' }).done
    await lab.execute({ do: 'connect', as: 'alice', to: 'server' }).done
    await event(lab, 'connected', 'alice')
  }

  const atOnce: [what: string, script: string, output: Uint8Array, said: RegExp][] = [
    [
      'may not',
      'echo "tcpdump: lo: You don\'t have permission" >&2; exit 1',
      new Uint8Array(),
      /could not capture: lo: You don't have permission$/,
    ],
    [
      'writes garbage',
      'stay',
      new TextEncoder().encode('hello, world'),
      /can't be read: 0x68656c6c begins no packet capture$/,
    ],
    [
      'writes packets of a link that nobody knows',
      `${SAYS}; stay`,
      pcapHeader({ link: 147 }),
      /unknown link type 147$/,
    ],
    [
      'gives up its privileges in vain',
      'sleep 0.1; echo "tcpdump: Couldn\'t change" >&2; exit 1',
      pcapHeader(),
      /could not capture: Couldn't change$/,
    ],
  ]
  test.each(atOnce)('it %s', async (_what, script, output, said) => {
    const lab = openLab()
    const { tool } = await toolThat(script, output)
    const capture = captureOf(lab, { tools: [tool] })
    await expect(capture.start()).rejects.toThrow(said)
    const { phase, error } = await event(lab, 'source')
    expect({ phase, code: error?.code }).toEqual({ phase: 'unavailable', code: 'LAB_NO_CAPTURE' })
    expect(error?.message).toMatch(said)
    await expectUnharmed(lab)
  })

  const later: [what: string, rest: Uint8Array, end: string, said: RegExp][] = [
    [
      'dies',
      new Uint8Array(),
      'echo "tcpdump: lo went away" >&2; exit 3',
      /has ended by itself: lo went away$/,
    ],
    [
      'dies in the middle of a packet',
      pcapRecord({ data: frame }).subarray(0, 30),
      'exit 0',
      /has ended in the middle of a packet$/,
    ],
  ]
  test.each(later)('it %s', async (_what, rest, end, said) => {
    const lab = openLab()
    const output = Uint8Array.from([...pcapFile([{ data: frame }]), ...rest])
    const { tool, go } = await toolThat(`${SAYS}; stay; ${end}`, output)
    const capture = captureOf(lab, { tools: [tool] })
    await capture.start()
    await go()
    const { error } = await event(lab, 'source', undefined, ({ phase }) => phase === 'unavailable')
    expect(error?.message).toMatch(said)
    await expectUnharmed(lab)
    // Not for good: with a tool that works it goes on.
    const again = captureOf(lab)
    await again.start()
    await again.stop()
    expect(phases(lab)).toEqual(['started', 'unavailable', 'started', 'stopped'])
  })

  const broken: [what: string, record: Uint8Array, said: RegExp][] = [
    [
      'a truncated packet',
      pcapRecord({ data: frame.subarray(0, 30), length: 54 }),
      /a truncated packet: 30 of 54 bytes$/,
    ],
    [
      'a packet longer than was asked for',
      pcapRecord({ data: new Uint8Array(500) }),
      /500 bytes where at most 160/,
    ],
  ]
  test.each(broken)('it writes %s', async (_what, record, said) => {
    const lab = openLab()
    const output = Uint8Array.from([...pcapHeader(), ...record])
    const { tool } = await toolThat(`${SAYS}; stay`, output)
    await captureOf(lab, { tools: [tool] })
      .start()
      .catch(() => {})
    const { error } = await event(lab, 'source', undefined, ({ phase }) => phase === 'unavailable')
    expect(error?.message).toMatch(said)
    await expectUnharmed(lab)
  })

  test('another tool is tried then', async () => {
    const lab = openLab()
    const { tool } = await toolThat('exit 1')
    const capture = captureOf(lab, { tools: [tool, await toolOf('dumpcap')] })
    await capture.start()
    expect((await event(lab, 'source')).by).toBe('dumpcap')
    await capture.stop()
  })

  test('what is missing is told, with the commands that give it', async () => {
    const { tool } = await toolThat('echo "tcpdump: not permitted" >&2; exit 1')
    expect(await captureRights([tool])).toMatchObject({
      allowed: false,
      tool: 'tcpdump',
      missing: 'right',
      trouble: 'not permitted',
    })
    expect(await captureRights([])).toMatchObject({ allowed: false, missing: 'tool' })
    expect(await captureRights()).toEqual({ allowed: true, tool: 'tcpdump', commands: [] })
  })
})
