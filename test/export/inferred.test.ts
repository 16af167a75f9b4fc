import { describe, expect, test } from 'vitest'
import { scenarios } from '../golden/scenarios'
import { goldenLogs } from '../journal/logs'
import { connectedLab, event, events } from '../support/lab'
import { concluded, written } from './concluded'
import { expectTheLogsSegments } from './sound'
import { dissect, exported } from './tshark'

describe('the packets made of a log are its segments, and nothing is wrong with them', () => {
  test.each(scenarios.map((scenario) => [scenario.name, scenario] as const))(
    '%s',
    async (_name, { play }) => {
      const lab = await play()
      const packets = await expectTheLogsSegments(events(lab))
      expect(packets.length).toBeGreaterThan(0)
    },
  )

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
