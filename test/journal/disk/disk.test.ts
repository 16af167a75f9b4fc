import { execFileSync } from 'node:child_process'
import { mkdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, expect, test } from 'vitest'
import type { Lab } from '../../../src/main/engine/lab'
import { event, openLab } from '../../support/lab'
import { gaps, readJournal, record, temporaryFolder, told } from '../support'

// In mounts of their own, which `npm test -- disk` gives them.

if (!process.env.SOCKET_LAB_OWN_MOUNTS) {
  throw new Error('these tests mount file systems: run them with npm test -- disk')
}

const mounted: string[] = []

afterEach(() => {
  for (const folder of mounted.splice(0)) execFileSync('umount', ['--lazy', folder])
})

/** A disk of that many bytes, in memory. */
function disk(bytes: number): string {
  const folder = path.join(temporaryFolder(), 'disk')
  mkdirSync(folder)
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${bytes}`, 'none', folder])
  mounted.push(folder)
  return folder
}

/** Fills a disk but for `rest` bytes; gives the file that does. */
function fill(folder: string, rest: number): string {
  const { bfree, bsize } = statfsSync(folder)
  const ballast = path.join(folder, 'ballast')
  writeFileSync(ballast, Buffer.alloc(bfree * bsize - rest))
  return ballast
}

async function openEcho(lab: Lab): Promise<void> {
  await lab.execute({ do: 'listen', as: 'server', respond: { with: 'echo' } }).done
  await lab.execute({ do: 'connect', as: 'alice', to: 'server' }).done
}

async function say(lab: Lab, text: string): Promise<void> {
  const before = lab.log.head
  lab.execute({ do: 'send', from: 'alice', text })
  await event(lab, 'received', 'alice', ({ seq }) => seq > before)
}

const became = (lab: Lab, phase: string, after = 0) =>
  event(lab, 'recording', undefined, (one) => one.phase === phase && one.seq > after)
const failures = (lab: Lab) => told(lab).filter(({ phase }) => phase === 'failed')

test('on a full disk the lab goes on in memory, and all of it is recorded when there is space again', async () => {
  const folder = disk(32 * 1024 * 1024)
  const ballast = fill(folder, 256 * 1024)
  const lab = openLab()
  const recorder = record(lab, { folder: path.join(folder, 'session') })
  await openEcho(lab)
  while (failures(lab).length === 0) await say(lab, 'x'.repeat(2000))
  const [failed] = failures(lab)
  expect(failed?.error).toMatchObject({
    code: 'LAB_NOT_RECORDED',
    message: expect.stringContaining('ENOSPC'),
  })
  // What is on the disk is whole as far as it goes.
  const part = readJournal(recorder.folder)
  expect(part.rest).toBe('')
  expect(gaps(part)).toEqual([])
  for (let i = 0; i < 50; i++) await say(lab, `in memory ${i}`)
  expect(failures(lab).length).toBe(1)
  expect(recorder.error?.message).toContain('ENOSPC')

  rmSync(ballast)
  const resumed = await became(lab, 'resumed', failed?.seq)
  expect(recorder.error).toBeUndefined()
  await say(lab, 'again')
  await recorder.flush()

  // A second time, which is told a second time.
  const more = fill(folder, 8192)
  while (failures(lab).length === 1) await say(lab, 'y'.repeat(2000))
  rmSync(more)
  await became(lab, 'resumed', resumed.seq)
  await lab.dispose()
  await recorder.dispose()
  const journal = readJournal(recorder.folder)
  expect(gaps(journal)).toEqual([])
  expect(journal.rest).toBe('')
  expect(journal.lines.length).toBe(lab.log.head)
  for (const { place } of journal.lines) {
    if (place) expect(place.at + place.kept).toBeLessThanOrEqual(journal.payloads.length)
  }
  expect(told(lab).map(({ phase }) => phase)).toEqual(['started', 'failed', 'resumed', 'failed', 'resumed'])
}, 120_000)

test('what the memory had to let go meanwhile is told as missing', async () => {
  const folder = disk(32 * 1024 * 1024)
  const ballast = fill(folder, 64 * 1024)
  const lab = openLab({ maxEvents: 300 })
  const recorder = record(lab, { folder: path.join(folder, 'session') })
  await openEcho(lab)
  while (recorder.error === undefined) await say(lab, 'x'.repeat(2000))
  for (let i = 0; i < 1000; i++) lab.note({ kind: 'note', text: `${i}` })
  rmSync(ballast)
  const { missing } = await became(lab, 'missing')
  await lab.dispose()
  await recorder.dispose()
  const journal = readJournal(recorder.folder)
  expect(gaps(journal)).toEqual([])
  const after = journal.lines.find(({ skipped = 0 }) => skipped > 0)
  expect(after?.event.seq).toBe((missing?.to as number) + 1)
  expect(after?.skipped).toBe((missing?.to as number) - (missing?.from as number) + 1)
}, 60_000)

test('a disk that is full from the start, or read-only, has the whole session as soon as it can be written', async () => {
  for (const way of ['full', 'read-only'] as const) {
    const folder = disk(32 * 1024 * 1024)
    const ballast = way === 'full' ? fill(folder, 0) : undefined
    if (way === 'read-only') execFileSync('mount', ['-o', 'remount,ro', folder])
    const lab = openLab()
    const recorder = record(lab, { folder: path.join(folder, 'sessions/one') })
    await openEcho(lab)
    const { error } = await became(lab, 'failed')
    expect(error?.message).toContain(way === 'full' ? 'ENOSPC' : 'EROFS')
    await say(lab, 'hello')
    if (ballast) rmSync(ballast)
    else execFileSync('mount', ['-o', 'remount,rw', folder])
    await became(lab, 'started')
    await lab.dispose()
    await recorder.dispose()
    const journal = readJournal(recorder.folder)
    expect(gaps(journal)).toEqual([])
    expect(journal.lines.length).toBe(lab.log.head)
  }
}, 60_000)

test('a lab that ends while nothing can be written ends', async () => {
  const folder = disk(32 * 1024 * 1024)
  fill(folder, 0)
  const lab = openLab()
  const recorder = record(lab, { folder: path.join(folder, 'session') })
  await openEcho(lab)
  await became(lab, 'failed')
  await lab.dispose()
  await recorder.dispose()
  expect(told(lab).map(({ phase }) => phase)).toEqual(['failed'])
})
