import { readdirSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { readAll } from '../../src/main/journal/read/read-all'
import type { LabEvent } from '../../src/shared/events'
import { cli } from '../cli/support'
import { scenarios } from '../golden/scenarios'
import { goldenLogs } from '../journal/logs'
import { connectedLab, event, events } from '../support/lab'
import { concluded, written } from './concluded'
import { type Dissected, dissect, exported, temporaryFolder } from './tshark'

/** Packets that were made of what is concluded, as tshark reads them. */

const BAD = '0'
/** What really happens, and is worth a warning to tshark. */
const HAPPENS = /^Connection reset \(RST\)/

function expectSound(packets: readonly Dissected[]): void {
  for (const { number, comment, experts, checksums, time } of packets) {
    const troubles = experts.filter(
      ({ severity, message }) => severity === 'error' || (severity === 'warning' && !HAPPENS.test(message)),
    )
    expect(troubles, `packet ${number}`).toEqual([])
    expect(checksums, `packet ${number}`).not.toContain(BAD)
    expect(comment).toMatch(/^Inferred, not captured: made by Socket Lab from events? \d+/)
    expect(Math.abs(time - Date.now() / 1000)).toBeLessThan(3600)
  }
}

async function expectTheLogsSegments(all: readonly LabEvent[]): Promise<Dissected[]> {
  const { file, left } = await exported(all, { to: 'pcapng' })
  expect(left).toEqual([])
  const packets = dissect(file)
  expectSound(packets)
  expect(written(packets).sort()).toEqual(concluded(all).sort())
  const segments = packets.filter(({ flags }) => flags !== '')
  // Numbers begin at 0, so that relative ones are those of the log. Of a refused call tshark counts the answer from 1.
  for (const { flags, sequence, acknowledgement, raw } of segments) {
    if (flags === 'AR' && raw.sequence === 0) continue
    expect({ sequence, acknowledgement }).toEqual(raw)
  }
  return packets
}

describe('the packets made of a log are its segments, and nothing is wrong with them', () => {
  test.each(scenarios.map((scenario) => [scenario.name, scenario] as const))(
    '%s',
    async (_name, { play }) => {
      const lab = await play()
      const packets = await expectTheLogsSegments(events(lab))
      expect(packets.length).toBeGreaterThan(0)
    },
  )

  const examples = path.resolve(import.meta.dirname, '../../examples')
  const SKIPPED = new Set([
    // They need what not every machine has.
    'watched-server.json',
    'ipv6-loopback.json',
    'dual-stack.json',
  ])
  const files = readdirSync(examples).filter((name) => name.endsWith('.json') && !SKIPPED.has(name))
  test.each(files)('the recorded run of %s', async (name) => {
    const folder = path.join(temporaryFolder(), 'session')
    const ran = await cli([
      'run',
      path.join(examples, name),
      '--journal',
      folder,
      '--observe',
      '--allow-spawn',
    ])
    expect(ran.status, ran.stderr).toBe(0)
    const all: LabEvent[] = []
    for await (const each of readAll(folder)) all.push(each)
    await expectTheLogsSegments(all)
  })

  test.each(goldenLogs())('the kept log %s', async (_name, all) => {
    const { file, left } = await exported(all, { to: 'pcapng' })
    expect(left).toEqual([])
    expect(written(dissect(file)).sort()).toEqual(concluded(all).sort())
  })

  test('IPv6', async () => {
    const lab = await connectedLab({ host: '::1', respond: { with: 'echo' } }).catch(() => undefined)
    if (!lab) return
    lab.execute({ do: 'send', from: 'alice', text: 'x'.repeat(100_000) })
    await event(lab, 'received', 'alice', ({ offset, bytes }) => offset + bytes === 100_000)
    const packets = await expectTheLogsSegments(events(lab))
    expect(packets.every(({ from }) => from.startsWith('[::1]:'))).toBe(true)
  })
})

test('carry what was sent, as far as it was recorded; the rest counts as not captured', async () => {
  const lab = await connectedLab()
  const text = 'grüße, "quoted"\r\n'
  lab.execute({ do: 'send', from: 'alice', text })
  await event(lab, 'received', 'alice@server')
  lab.execute({ do: 'send', from: 'alice', text: 'x'.repeat(10_000) })
  await event(lab, 'received', 'alice@server', ({ offset, bytes }) => offset + bytes >= 10_000)
  const packets = await expectTheLogsSegments(events(lab))
  const [short, long] = packets.filter(({ bytes }) => bytes > 0)
  expect(Buffer.from(short?.payload ?? '', 'hex').toString()).toBe(text)
  expect(short?.captured).toBe(short?.length)
  expect(Buffer.from(long?.payload ?? '', 'hex').toString()).toBe('x'.repeat(4096))
  expect(long).toMatchObject({ bytes: 10_000, captured: 40 + 4096, length: 40 + 10_000 })
  expect(long?.comment).toContain('Of its 10000 bytes of data, the first 4096 were recorded.')
})

test('one connection of several is exported by the name of either end', async () => {
  const lab = await connectedLab({ respond: { with: 'echo' } })
  await lab.execute({ do: 'connect', as: 'bob', to: 'server' }).done
  const all = events(lab)
  const { local } = await event(lab, 'connecting', 'bob')
  for (const socket of ['bob', 'bob@server']) {
    const { file } = await exported(all, { to: 'pcapng', socket })
    const packets = dissect(file)
    expect(packets).toHaveLength(3)
    expect(packets.every(({ from, to }) => from === local || to === local)).toBe(true)
  }
})
