import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { packSession } from '../../src/main/journal/single-file'
import { LAB_CODES } from '../../src/shared/errors'
import type { Travel } from '../../src/shared/session'
import { Desktop, temporaryFolder } from './support/requests'

const LESSON = 'four-way-close'

let desktop: Desktop
let examples: string
/** The same with a note at the end, as a recording that was made again. */
let again: string

/** The program, which brings the recording of a lesson along. */
beforeEach(async () => {
  examples = temporaryFolder()
  mkdirSync(path.join(examples, 'lessons'))
  again = path.join(examples, 'again.socketlab')
  desktop = new Desktop({}, temporaryFolder(), false, true, examples)
  await desktop.ask('attach', {})
  const { lab } = desktop
  lab.execute({ do: 'listen', as: 'server' })
  lab.note({ kind: 'lesson', run: 1, phase: 'began', lesson: LESSON, steps: 3 })
  for (const step of [1, 2, 3]) {
    lab.note({ kind: 'lesson', run: 1, phase: 'step', step, steps: 3 })
    lab.note({ kind: 'note', text: `step ${step}` })
  }
  lab.note({ kind: 'lesson', run: 1, phase: 'ended', ending: 'done' })
  await packSession(await endLab(), sampleFile())
  desktop.lab.execute({ do: 'listen', as: 'another' })
  await packSession(await endLab(), again)
  rmSync(path.join(desktop.folder, 'sessions'), { recursive: true })
})

test('the recording of a lesson opens, and is none of the person’s sessions', async () => {
  const { session, at, head } = await open()
  expect(session).toMatchObject({ name: LESSON, damage: [], sample: LESSON, writable: false })
  expect(at).toBe(head)
  expect(await desktop.ask('sessions', {})).toEqual([])
  await desktop.page.end.until(() => desktop.page.end.model.seq === head)
  expect(desktop.page.end.model.lesson).toMatchObject({ lesson: LESSON, step: 3, ending: 'done' })
  for (const step of [1, 3, 2]) {
    const travel = await desktop.ask('goToLessonStep', { step })
    await desktop.page.end.until(() => desktop.page.end.model.seq === travel.at)
    expect(desktop.page.end.model.lesson).toMatchObject({ step })
    expect(desktop.page.end.model.lesson).not.toHaveProperty('ending')
  }
})

test('no note is added to it', async () => {
  await open()
  const refused = await desktop.refusal('note', { note: { do: 'note', text: 'look', about: 3 } })
  expect(refused).toMatchObject({ code: LAB_CODES.notPossible })
  expect(refused.message).toMatch(/brings it along/)
})

test('it is exported as any other', async () => {
  await open()
  const reply = await desktop.ask('exportSession', { to: 'csv' })
  expect(readFileSync(reply?.file as string, 'utf8')).toMatch(/step 3/)
})

test('it is unpacked again where the program brings another, or what was unpacked is not whole', async () => {
  const first = await open()
  await open()
  await desktop.ask('goLive', {})
  cpSync(again, sampleFile())
  const second = await open()
  expect(second.session?.id).not.toBe(first.session?.id)
  await desktop.ask('goLive', {})
  writeFileSync(path.join(unpacked(), 'events.ndjson'), 'nothing')
  expect((await open()).session).toMatchObject({ id: second.session?.id, damage: [] })
  expect(readdirSync(path.dirname(unpacked()))).toEqual([LESSON])
})

test('it can be wanted twice at once', async () => {
  const [first, second] = await Promise.all([
    desktop.reply('openSession', { source: { from: 'sample', lesson: LESSON } }),
    desktop.reply('openSession', { source: { from: 'sample', lesson: LESSON } }),
  ])
  expect(first).toMatchObject({ ok: false, error: { code: LAB_CODES.notPossible } })
  expect(second).toMatchObject({ ok: true, value: { session: { sample: LESSON } } })
})

test.each(['no-such-lesson', '../four-way-close', 'FOUR-WAY-CLOSE', '/etc/passwd', '.'])(
  'there is none of %j',
  async (lesson) => {
    const refused = await desktop.refusal('openSession', { source: { from: 'sample', lesson } })
    expect(refused).toMatchObject({ code: LAB_CODES.noSession, field: 'source.lesson' })
    expect(refused.message).toContain(`no lesson ${JSON.stringify(lesson)}`)
    expect(existsSync(path.dirname(unpacked()))).toBe(false)
  },
)

test('where the program does not have it, or it is broken, that is said', async () => {
  writeFileSync(sampleFile(), 'no zip')
  const source = { from: 'sample', lesson: LESSON }
  expect(await desktop.refusal('openSession', { source })).toMatchObject({ code: LAB_CODES.noSession })
  rmSync(sampleFile())
  const refused = await desktop.refusal('openSession', { source })
  expect(refused).toMatchObject({ code: LAB_CODES.noSession, field: 'source.lesson' })
  expect(refused.message).toMatch(/does not have the recording/)
  expect(desktop.page.end.travel).toBeNull()
  const without = new Desktop()
  await without.ask('attach', {})
  expect(await without.refusal('openSession', { source })).toMatchObject({ code: LAB_CODES.noSession })
})

function open(): Promise<Travel> {
  return desktop.ask('openSession', { source: { from: 'sample', lesson: LESSON } })
}

function sampleFile(): string {
  return path.join(examples, 'lessons', `${LESSON}.socketlab`)
}

function unpacked(): string {
  return path.join(desktop.folder, 'samples', LESSON)
}

/** Ends the lab, and gives the folder of its session. */
async function endLab(): Promise<string> {
  await desktop.event((event) => event.kind === 'recording' && event.phase === 'started')
  const folder = desktop.desk.journals.current?.folder as string
  await desktop.labs.renew()
  await desktop.desk.journals.settled()
  return folder
}
