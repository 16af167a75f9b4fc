import { expect, onTestFinished, test } from 'vitest'
import { ACK, SYN } from '../../src/main/observe/capture/packet'
import type { Report } from '../../src/main/observe/capture/protocol'
import { PacketSource } from '../../src/main/observe/capture/reader'
import { framed, ipPacket, pcapHeader, pcapRecord, type TcpPacket } from '../support/packets'

// Real processes that write what a tool of a busy machine might, when it might: no other way makes them late on purpose.

/** What a tool writes, and when, ms after it was started. */
type Written = readonly [at: number, bytes: Uint8Array]

const now = Math.floor(Date.now() / 1000)
const HEADER = pcapHeader()
const syn = packet(100, { flags: SYN })
const data = packet(200, { flags: ACK, sequence: 1, payload: 5, id: 8 })
const later = packet(9000, { flags: ACK, sequence: 6, payload: 7, id: 9 })

/** A packet that the kernel has seen at this time, µs. */
function packet(fraction: number, what: TcpPacket): Uint8Array {
  return pcapRecord({ seconds: now, fraction, data: framed(1, ipPacket(what)) })
}

/** Ends when it is asked to, and writes nothing more. */
const TOOL = `
  const written = JSON.parse(process.argv[1])
  for (const [at, hex] of written) setTimeout(() => process.stdout.write(Buffer.from(hex, 'hex')), at)
  setInterval(() => {}, 1000)
  process.on('SIGINT', () => process.exit())
`

function reader() {
  const reports: Report[] = []
  const source = new PacketSource({ origin: process.hrtime.bigint() }, (report) => reports.push(report))
  onTestFinished(async () => {
    source.order({ type: 'finish', now: true })
    await expect.poll(() => reports.at(-1)?.type).toBe('finished')
  })
  const segments = () => reports.flatMap((report) => (report.type === 'segments' ? report.segments : []))
  return {
    /** Starts a tool that takes the place of the one before. */
    start: (id: number, written: readonly Written[]) => {
      const hex = written.map(([at, bytes]) => [at, Buffer.from(bytes).toString('hex')])
      const tool = { name: 'dumpcap', path: process.execPath } as const
      source.order({ type: 'open', id, tool, args: ['-e', TOOL, JSON.stringify(hex)] })
    },
    ready: (id: number) =>
      expect
        .poll(() => reports.some((report) => report.type === 'ready' && report.id === id), { timeout: 5000 })
        .toBe(true),
    segments,
    /** Sizes of the payloads that were told of, once there are `count`. */
    told: async (count: number) => {
      await expect.poll(() => segments().length, { timeout: 5000 }).toBeGreaterThanOrEqual(count)
      return segments().map(({ bytes }) => bytes)
    },
  }
}

test('what the tool before has told, while the next one was about to begin, is told once', async () => {
  const { start, ready, told } = reader()
  start(1, [
    [0, HEADER],
    [500, syn],
    [500, data],
  ])
  await ready(1)
  // It has had its socket since its start, and comes to its output late.
  start(2, [
    [1200, HEADER],
    [1200, syn],
    [1200, data],
    [2000, later],
  ])
  expect(await told(2)).toEqual([0, 5])
  await ready(2)
  expect(await told(3)).toEqual([0, 5, 7])
})

test('what the next tool comes to only when the one before has ended is told once', async () => {
  const { start, ready, told, segments } = reader()
  start(1, [
    [0, HEADER],
    [400, syn],
    [400, data],
  ])
  await ready(1)
  start(2, [
    [300, HEADER],
    [1500, syn],
    [1500, data],
    [1500, later],
  ])
  expect(await told(3)).toEqual([0, 5, 7])
  expect(segments().map(({ again }) => again)).toEqual([undefined, undefined, undefined])
})
