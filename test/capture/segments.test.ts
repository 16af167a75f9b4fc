import { afterEach, describe, expect, test } from 'vitest'
import type { Lab } from '../../src/main/engine/lab'
import type { Command } from '../../src/shared/commands'
import { parseAddress } from '../../src/shared/ids'
import { SegmentTrace, type TcpSegment } from '../../src/shared/tcp/segments'
import { event, events, openLab, receivedText } from '../support/lab'
import { type Seen, WireWitness } from '../support/wire-witness'

/** The segments that are concluded from the log, against what tcpdump saw on the loopback interface meanwhile. */

let witness: WireWitness | undefined
afterEach(async () => {
  await witness?.dispose()
  witness = undefined
})

/** A listener that is watched. */
async function watched(server: object = {}): Promise<{ lab: Lab; wire: WireWitness; port: number }> {
  const lab = openLab()
  await lab.execute({ do: 'listen', as: 'server', ...server } as Command).done
  const { local } = await event(lab, 'listening', 'server')
  const port = parseAddress(local)?.port ?? 0
  witness = await WireWitness.of(port)
  return { lab, wire: witness, port }
}

async function connected(server: object = {}, client: object = {}) {
  const all = await watched(server)
  await all.lab.execute({ do: 'connect', as: 'alice', to: 'server', ...client } as Command).done
  return { ...all, run: (command: object) => all.lab.execute(command as Command) }
}

/** One in brackets may have been there or not. */
function concluded(lab: Lab, server: string | undefined = 'alice@server'): string[] {
  const trace = new SegmentTrace({ client: 'alice', server })
  const all = new Map<number, TcpSegment>()
  for (const one of events(lab)) for (const segment of trace.step(one)) all.set(segment.id, segment)
  return [...all.values()]
    .filter((segment) => !segment.withdrawn)
    .sort((a, b) => a.t - b.t || a.id - b.id)
    .map((segment) => {
      const text = line(segment.from === 'client', segment)
      return segment.confidence === 'possible' ? `(${text})` : text
    })
}

/** Fails unless all that was captured had been concluded, and nothing else but what was marked as possible. */
function expectCaptured(lab: Lab, wire: WireWitness, port: number, server?: string): void {
  const seen = captured(wire, port)
  let at = 0
  const fitting = concluded(lab, server).filter((one) => {
    const there = one.replace(/[()]/g, '') === seen[at]
    if (there) at++
    return there || !one.startsWith('(')
  })
  expect(fitting.map((one) => one.replace(/[()]/g, ''))).toEqual(seen)
}

/** What was seen but the ACKs of data, which nothing tells of; data as written, whatever segments it came in. */
function captured(wire: WireWitness, port: number): string[] {
  const lines: string[] = []
  let before: { fromClient: boolean; segment: Seen } | undefined
  const acknowledgedBefore = new Map<boolean, number>()
  for (const segment of wire.seen) {
    const fromClient = segment.to.endsWith(`.${port}`)
    const handshake = wire.seen.indexOf(segment) === 2
    const fin = wire.seen.find((one) => one.from === segment.to && one.flags.includes('F'))
    const ofFin = fin && segment.acknowledgement === fin.sequence + fin.bytes + 1
    const { acknowledgement = 0 } = segment
    const news = acknowledgedBefore.get(fromClient) !== acknowledgement
    acknowledgedBefore.set(fromClient, acknowledgement)
    if (segment.flags === 'A' && segment.bytes === 0 && !handshake && !(ofFin && news)) continue
    if (before && before.fromClient === fromClient && before.segment.bytes > 0 && segment.bytes > 0) {
      before.segment.bytes += segment.bytes
      lines[lines.length - 1] = line(fromClient, before.segment)
      continue
    }
    before = { fromClient, segment: { ...segment } }
    lines.push(line(fromClient, segment))
  }
  return lines
}

type Numbered = Pick<TcpSegment, 'flags' | 'bytes' | 'sequence' | 'acknowledgement'>

function line(fromClient: boolean, { flags, bytes, sequence, acknowledgement }: Numbered): string {
  const numbers = `seq ${sequence}${acknowledgement === undefined ? '' : ` ack ${acknowledgement}`}`
  return `${fromClient ? 'alice' : 'server'} ${flags} ${numbers}${bytes > 0 ? ` ${bytes} B` : ''}`
}

const flagged = (letter: string, times: number) => (seen: readonly Seen[]) =>
  seen.filter(({ flags }) => flags.includes(letter)).length >= times

/** Both FINs are there, and the ACK of the second. */
const closed = (seen: readonly Seen[]) => {
  const fins = seen.filter(({ flags }) => flags.includes('F'))
  const [, last] = fins
  return (
    last !== undefined &&
    seen.some((one) => one.from === last.to && one.acknowledgement === last.sequence + last.bytes + 1)
  )
}

const HANDSHAKE = ['alice S seq 0', 'server AS seq 0 ack 1', 'alice A seq 1 ack 1']

describe('the segments concluded are those that tcpdump saw', () => {
  test('connect, one message each way, close', async () => {
    const { lab, wire, port, run } = await connected({ respond: { with: 'upper' } })
    run({ do: 'send', from: 'alice', text: 'hello' })
    await event(lab, 'received', 'alice')
    run({ do: 'close', socket: 'alice' })
    await wire.until(closed)
    expect(concluded(lab)).toEqual([
      ...HANDSHAKE,
      'alice AP seq 1 ack 1 5 B',
      'server AP seq 1 ack 6 5 B',
      'alice AF seq 6 ack 6',
      'server AF seq 6 ack 7',
      'alice A seq 7 ack 7',
    ])
    expectCaptured(lab, wire, port)
  })

  test('a half-close, and data behind it that comes later than any delayed ACK', async () => {
    const { lab, wire, port, run } = await connected({ allowHalfOpen: true })
    run({ do: 'send', from: 'alice', text: 'hello' })
    await event(lab, 'received', 'alice@server')
    run({ do: 'shutdown', socket: 'alice' })
    await wire.until((seen) => seen.some(({ acknowledgement }) => acknowledgement === 7))
    run({ do: 'send', from: 'alice@server', text: 'more' })
    await event(lab, 'received', 'alice')
    run({ do: 'close', socket: 'alice@server' })
    await wire.until(closed)
    expect(captured(wire, port)).toEqual([
      ...HANDSHAKE,
      'alice AP seq 1 ack 1 5 B',
      'alice AF seq 6 ack 1',
      'server A seq 1 ack 7',
      'server AP seq 1 ack 7 4 B',
      'server AF seq 5 ack 7',
      'alice A seq 7 ack 6',
    ])
    expectCaptured(lab, wire, port)
  })

  test('data right behind the FIN of the other end carries its ACK', async () => {
    const { lab, wire, port, run } = await connected({ respond: { with: 'echo' }, allowHalfOpen: true })
    // An answer before: from then on the kernel delays its ACKs.
    run({ do: 'send', from: 'alice', text: 'hello' })
    await event(lab, 'received', 'alice')
    run({ do: 'shutdown', socket: 'alice' })
    await event(lab, 'ended', 'alice@server')
    run({ do: 'send', from: 'alice@server', text: 'more' })
    run({ do: 'close', socket: 'alice@server' })
    await wire.until(closed)
    expect(concluded(lab).slice(5)).toEqual([
      'alice AF seq 6 ack 6',
      'server AP seq 6 ack 7 4 B',
      'server AF seq 10 ack 7',
      'alice A seq 7 ack 11',
    ])
    expectCaptured(lab, wire, port)
  })

  test('a reset', async () => {
    const { lab, wire, port, run } = await connected()
    run({ do: 'send', from: 'alice', text: 'hello' })
    await event(lab, 'received', 'alice@server')
    run({ do: 'reset', socket: 'alice' })
    await wire.until(flagged('R', 1))
    expect(concluded(lab)).toEqual([...HANDSHAKE, 'alice AP seq 1 ack 1 5 B', 'alice AR seq 6 ack 1'])
    expectCaptured(lab, wire, port)
  })

  test('destroy, nothing unread', async () => {
    const { lab, wire, port, run } = await connected()
    run({ do: 'destroy', socket: 'alice@server' })
    await wire.until(closed)
    expect(concluded(lab).slice(3)).toEqual([
      'server AF seq 1 ack 1',
      // Without data before, Linux sends it at once or not, as its clock ticks.
      '(alice A seq 1 ack 2)',
      'alice AF seq 1 ack 2',
      'server A seq 2 ack 2',
    ])
    expectCaptured(lab, wire, port)
  })

  test('destroy with unread bytes', async () => {
    const { lab, wire, port, run } = await connected()
    run({ do: 'pause', socket: 'alice' })
    run({ do: 'send', from: 'alice@server', text: 'x'.repeat(80_000) })
    await wire.until((seen) => seen.some(({ acknowledgement }) => acknowledgement === 80_001))
    run({ do: 'destroy', socket: 'alice' })
    await wire.until(flagged('R', 1))
    expect(concluded(lab)).toEqual([
      ...HANDSHAKE,
      'server AP seq 1 ack 1 80000 B',
      'alice AR seq 1 ack 80001',
    ])
    expect(concluded(lab).map(unpushed)).toEqual(captured(wire, port).map(unpushed))
  })

  test('a write to an end that is gone', async () => {
    const { lab, wire, port, run } = await connected({ allowHalfOpen: true })
    run({ do: 'destroy', socket: 'alice' })
    await wire.until((seen) => seen.some(({ acknowledgement }) => acknowledgement === 2))
    run({ do: 'send', from: 'alice@server', text: 'hello' })
    await wire.until(flagged('R', 1))
    expect(concluded(lab).map((one) => one.replace(/[()]/g, ''))).toEqual([
      ...HANDSHAKE,
      'alice AF seq 1 ack 1',
      'server A seq 1 ack 2',
      'server AP seq 1 ack 2 5 B',
      'alice R seq 2',
    ])
    expectCaptured(lab, wire, port)
  })

  test('a refused call', async () => {
    const { lab, wire, port } = await watched()
    await lab.execute({ do: 'close', socket: 'server' }).done
    await event(lab, 'closed', 'server')
    await lab.execute({ do: 'connect', as: 'alice', host: '127.0.0.1', port }).done
    await wire.until(flagged('R', 1))
    expect(concluded(lab, '')).toEqual(['alice S seq 0', 'server AR seq 0 ack 1'])
    expectCaptured(lab, wire, port, '')
  })

  test('both ends close in one tick', async () => {
    const { lab, wire, port, run } = await connected()
    run({ do: 'close', socket: 'alice' })
    run({ do: 'close', socket: 'alice@server' })
    await wire.until(closed)
    expectCaptured(lab, wire, port)
  })

  test('several writes, read at once', async () => {
    const { lab, wire, port, run } = await connected()
    run({ do: 'send', from: 'alice', text: 'one' })
    run({ do: 'send', from: 'alice', text: 'two' })
    run({ do: 'close', socket: 'alice' })
    await wire.until(closed)
    expect(receivedText(lab, 'alice@server')).toBe('onetwo')
    expect(concluded(lab).slice(3)).toEqual([
      'alice AP seq 1 ack 1 3 B',
      'alice AP seq 4 ack 1 3 B',
      'alice AF seq 7 ack 1',
      'server AF seq 1 ack 8',
      'alice A seq 8 ack 2',
    ])
    expect(captured(wire, port).at(-1)).toBe('alice A seq 8 ack 2')
  })

  test('a limit of connections', async () => {
    const { lab, wire, port } = await watched({ maxConnections: 1 })
    await lab.execute({ do: 'connect', as: 'first', to: 'server' }).done
    await wire.until(() => wire.seen.length >= 3)
    wire.forget()
    await lab.execute({ do: 'connect', as: 'alice', to: 'server' }).done
    await wire.until(closed)
    expectCaptured(lab, wire, port, '')
  })
})

/** PSH stands on the last segment of a write that takes several. */
function unpushed(one: string): string {
  return one.replace(' AP ', ' A ')
}
