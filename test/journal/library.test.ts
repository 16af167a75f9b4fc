import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { encodeLine } from '../../src/main/journal/format/line-writer'
import { FORMAT, FORMAT_VERSION } from '../../src/main/journal/format/manifest'
import { Library } from '../../src/main/journal/library'
import { sessionId } from '../../src/main/journal/session-id'
import type { LabEvent } from '../../src/shared/events'
import { DEFAULT_LIMITS } from '../../src/shared/session'
import { temporaryFolder } from './support'

const wall = (day: number) => `2026-01-0${day}T10:00:00.000Z`

function keep(
  folder: string,
  id: string,
  day: number,
  files: { ended?: boolean; lines?: string } = {},
): void {
  mkdirSync(path.join(folder, id), { recursive: true })
  const manifest = {
    format: FORMAT,
    version: FORMAT_VERSION,
    id,
    startedAt: wall(day),
    program: '1.0.0',
    limits: DEFAULT_LIMITS,
    ...(files.ended !== false && { ended: { at: wall(day), events: 7, t: 12.5 } }),
  }
  writeFileSync(path.join(folder, id, 'session.json'), JSON.stringify(manifest))
  if (files.lines !== undefined) writeFileSync(path.join(folder, id, 'events.ndjson'), files.lines)
}

function lines(count: number, day = 1): string {
  const events: LabEvent[] = [{ kind: 'opened', seq: 1, t: 0, wall: wall(day), origin: '0', versions: {} }]
  for (let seq = 2; seq <= count; seq++)
    events.push({ kind: 'note', seq, t: seq / 2, text: 'x'.repeat(2000) })
  return events.map((event) => `${encodeLine(event)}\n`).join('')
}

test('sessions are listed newest first, with what is known without reading them', async () => {
  const folder = temporaryFolder()
  keep(folder, 'a', 1)
  keep(folder, 'c', 3, { ended: false, lines: lines(100) })
  keep(folder, 'b', 2, { lines: lines(7) })
  const list = await new Library(folder, (id) => id === 'c').list()
  expect(list.map(({ id, state, events, duration }) => [id, state, events, duration])).toEqual([
    ['c', 'open', 100, 50],
    ['b', 'ended', 7, 12.5],
    ['a', 'ended', 7, 12.5],
  ])
  expect(list[0]?.startedAt).toBe(wall(3))
  expect(list[0]?.bytes).toBeGreaterThan(200_000)
})

test('a session that nobody has ended is recovered, up to its last whole line', async () => {
  const folder = temporaryFolder()
  const whole = lines(60)
  keep(folder, 'torn', 1, { ended: false, lines: `${whole}${whole.slice(-700, -300)}` })
  keep(folder, 'empty', 1, { ended: false, lines: '' })
  keep(folder, 'wild', 1, { ended: false, lines: 'no lines of ours\n'.repeat(20_000) })
  const library = new Library(folder, () => false)
  expect(await library.summary('torn')).toMatchObject({ state: 'recovered', events: 60, duration: 30 })
  expect(await library.summary('empty')).not.toHaveProperty('events')
  expect(await library.summary('wild')).not.toHaveProperty('events')
})

test('without its manifest, a session has its time from its first line', async () => {
  const folder = temporaryFolder()
  mkdirSync(path.join(folder, 'bare'))
  writeFileSync(path.join(folder, 'bare', 'events.ndjson'), lines(3, 5))
  writeFileSync(path.join(folder, 'bare', 'session.json'), '{"format":')
  expect(await new Library(folder, () => false).list()).toMatchObject([{ id: 'bare', startedAt: wall(5) }])
})

test('only the oldest that are not open are deleted, and nothing that is no session', async () => {
  const folder = temporaryFolder()
  for (const day of [1, 2, 3, 4, 5]) keep(folder, `s${day}`, day)
  mkdirSync(path.join(folder, 'photographs'))
  writeFileSync(path.join(folder, 'photographs', 'cat.png'), '')
  const library = new Library(folder, (id) => id === 's1')
  expect(await library.pruneTo(3)).toBe(2)
  expect((await library.list()).map(({ id }) => id)).toEqual(['s5', 's4', 's1'])
  expect(existsSync(path.join(folder, 'photographs', 'cat.png'))).toBe(true)
  expect(await library.pruneTo(3)).toBe(0)
})

test('a folder that is not there has no sessions', async () => {
  const library = new Library(path.join(temporaryFolder(), 'none'), () => false)
  expect(await library.list()).toEqual([])
  expect(await library.pruneTo(1)).toBe(0)
})

test('names of sessions sort by time', () => {
  const [early, late] = [sessionId(new Date(wall(1))), sessionId(new Date(wall(2)))]
  expect(early).toMatch(/^2026-01-01T10-00-00-[0-9a-f]{4}$/)
  expect([late, early].sort()).toEqual([early, late])
})
