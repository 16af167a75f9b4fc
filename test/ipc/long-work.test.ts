import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openSession } from '../../src/main/journal/open-session'
import { packSession } from '../../src/main/journal/single-file'
import { LAB_CODES } from '../../src/shared/errors'
import { EXPORT_FORMATS, type ExportFormat } from '../../src/shared/session'
import type { WorkState } from '../../src/shared/work'
import { inventedLog } from '../journal/logs'
import { writeSession } from '../journal/recorded'
import { chance } from '../support/chance'
import { Desktop, temporaryFolder } from './support/requests'

/** Long enough to be cancelled on its way, on any machine. */
const LARGE = 200_000
/** Long enough to be told of, and short enough to wait for. */
const MIDDLING = 25_000

let base: string
/** A large session, as a folder and as a single file, and a beginning of it. */
let large: string
let file: string
let middling: string
let head: number

beforeAll(async () => {
  base = mkdtempSync(path.join(os.tmpdir(), 'socket-lab-long-'))
  const log = inventedLog(chance(11), LARGE)
  large = writeSession(path.join(base, 'large'), log, { id: 'large' })
  const start = log.slice(0, MIDDLING)
  middling = writeSession(path.join(base, 'middling'), start, { id: 'middling' })
  head = start.at(-1)?.seq ?? 0
  file = path.join(base, 'large.socketlab')
  await packSession(large, file)
}, 120_000)

/** Much else may go on on the machine. */
const LONGEST = { timeout: 60_000 }

afterAll(() => rmSync(base, { recursive: true, force: true }))

let desktop: Desktop
/** The person's own sessions. */
let sessions: string
/** Where things are exported to. */
let out: string

beforeEach(async () => {
  desktop = new Desktop({}, temporaryFolder())
  sessions = path.join(desktop.folder, 'sessions')
  for (const each of [large, middling])
    cpSync(each, path.join(sessions, path.basename(each)), { recursive: true })
  out = temporaryFolder()
  desktop.choice = (suggested) => path.join(out, path.basename(suggested))
  await desktop.ask('attach', {})
})

/** The window is told of the work `id` after `from` of it is done. */
async function told(id: string, from = 0): Promise<WorkState> {
  const { end } = desktop.page
  const work = () => end.works.at(-1)?.find((each) => each.id === id && (each.share ?? 0) >= from)
  await end.until(() => work() !== undefined)
  return work() as WorkState
}

const sharesOf = (id: string) =>
  desktop.page.end.works.flatMap((all) => all.flatMap((work) => (work.id === id ? [work.share ?? 0] : [])))

function exporting(id: 'large' | 'middling', to: ExportFormat, more: { socket?: string } = {}) {
  return desktop.reply('exportSession', { to, id, work: 'mine', ...more })
}

describe('an export of a long session', LONGEST, () => {
  test.each(EXPORT_FORMATS)('tells how far it is, up to the whole: %s', async (to) => {
    const reply = await exporting('middling', to)
    expect(reply.ok).toBe(true)
    const shares = sharesOf('mine')
    expect(shares.length).toBeGreaterThan(1)
    expect(shares).toEqual(shares.toSorted((a, b) => a - b))
    expect(shares.at(-1)).toBe(1)
    const [name] = readdirSync(out)
    expect(readdirSync(out)).toHaveLength(1)
    const work = desktop.page.end.works.flat().find(({ bytes }) => bytes !== undefined)
    expect(work).toMatchObject({ id: 'mine', kind: 'export', label: name })
    expect(work?.bytes).toBeGreaterThan(statSync(path.join(middling, 'events.ndjson')).size - 1)
  })

  test.each(EXPORT_FORMATS)('that is cancelled on its way leaves nothing: %s', async (to) => {
    const answer = exporting('large', to)
    await told('mine')
    await desktop.ask('cancelWork', { work: 'mine' })
    expect(await answer).toMatchObject({ ok: false, error: { code: LAB_CODES.cancelled } })
    expect(readdirSync(out)).toEqual([])
    expect(desktop.faults).toEqual([])
    await desktop.page.end.until(() => desktop.page.end.works.at(-1)?.length === 0)
  })

  test('that is cancelled leaves the file that had its name', async () => {
    const place = path.join(out, 'large.csv')
    cpSync(path.join(large, 'session.json'), place)
    const answer = exporting('large', 'csv')
    await told('mine')
    await desktop.ask('cancelWork', { work: 'mine' })
    expect((await answer).ok).toBe(false)
    expect(readFileSync(place)).toEqual(readFileSync(path.join(large, 'session.json')))
    expect(readdirSync(out)).toEqual(['large.csv'])
  })

  test('of one connection goes through it twice, and tells of both as one', async () => {
    expect((await exporting('middling', 'ndjson', { socket: 'alice' })).ok).toBe(true)
    const shares = sharesOf('mine')
    expect(shares).toEqual(shares.toSorted((a, b) => a - b))
    expect(shares.some((share) => share < 0.5)).toBe(true)
    expect(shares.at(-1)).toBe(1)
  })

  test('leaves nothing when the window is closed, or the program ends', async () => {
    const closing = exporting('large', 'csv')
    await told('mine')
    for (const gone of desktop.page.gone) gone()
    expect(await closing).toMatchObject({ error: { code: LAB_CODES.cancelled } })
    expect(readdirSync(out)).toEqual([])
    const answer = exporting('large', 'session')
    await desktop.desk.dispose()
    expect(await answer).toMatchObject({ error: { code: LAB_CODES.cancelled } })
    expect(readdirSync(out)).toEqual([])
  })

  test('lets the lab go on meanwhile', async () => {
    const answer = exporting('middling', 'csv')
    await told('mine')
    await desktop.ask('execute', { command: { do: 'listen', as: 'meanwhile' } })
    await desktop.event(({ kind }) => kind === 'listening')
    expect(sharesOf('mine').at(-1)).toBeLessThan(1)
    expect((await answer).ok).toBe(true)
  })
})

describe('opening a long session', LONGEST, () => {
  const opening = (id: 'large' | 'middling') =>
    desktop.reply('openSession', { source: { from: 'library', id }, work: 'mine' })

  test('tells how far it is', async () => {
    expect(await opening('middling')).toMatchObject({ ok: true, value: { at: head } })
    const shares = sharesOf('mine')
    expect(shares.length).toBeGreaterThan(1)
    expect(shares).toEqual(shares.toSorted((a, b) => a - b))
    expect(shares.at(-1)).toBe(1)
  })

  test('that is cancelled leaves the window where it was', async () => {
    await desktop.ask('execute', { command: { do: 'listen', as: 'here' } })
    await desktop.event(({ kind }) => kind === 'listening')
    const answer = opening('large')
    await told('mine')
    await desktop.ask('cancelWork', { work: 'mine' })
    expect(await answer).toMatchObject({ ok: false, error: { code: LAB_CODES.cancelled } })
    const { end } = desktop.page
    expect(end.travel).toBe(null)
    await end.until(() => end.model.sockets.has('here'))
    expect(desktop.faults).toEqual([])
  })

  test('from a single file that is cancelled takes nothing in', async () => {
    rmSync(path.join(sessions, 'large'), { recursive: true })
    desktop.choice = () => file
    await desktop.ask('chooseFile', { kind: 'session' })
    const source = { from: 'picked', path: file } as const
    const answer = desktop.reply('openSession', { source, work: 'mine' })
    await told('mine')
    await desktop.ask('cancelWork', { work: 'mine' })
    expect(await answer).toMatchObject({ error: { code: LAB_CODES.cancelled } })
    // Nothing of it, or all: it may have been whole by then.
    const events = path.join(sessions, 'large', 'events.ndjson')
    if (existsSync(path.dirname(events))) {
      expect(statSync(events).size).toBe(statSync(path.join(large, 'events.ndjson')).size)
    }
    expect(readdirSync(desktop.folder).filter((name) => name.startsWith('.'))).toEqual([])
  })
})

describe('a seek in a long session', LONGEST, () => {
  test('can be cancelled in the thread that reads it', async () => {
    const { past } = await openSession(middling)
    try {
      const stop = new AbortController()
      const seeking = past.moment(Math.floor(head / 2) - 1, { signal: stop.signal })
      stop.abort(new Error('enough'))
      await expect(seeking).rejects.toThrow('enough')
      await expect(past.moment(1, { signal: stop.signal })).rejects.toThrow('enough')
      expect((await past.moment(head)).events.at(-1)?.seq).toBe(head)
    } finally {
      await past.dispose()
    }
  })
})
