import { existsSync, readdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { sampleFile } from '../../src/main/lessons/sample-file'
import type { LabEvent } from '../../src/shared/events'
import { LESSONS } from '../../src/shared/lessons/chapters'
import { commandsOf } from '../../src/shared/lessons/makers'
import { cli } from '../cli/support'
import { examples, lessonOf } from './support'

/** Of all recordings together: they are installed with the program. */
const MOST_BYTES = 1024 * 1024
/** How recordings are made. */
const REMEDY = 'npm run samples'

const shelf = path.join(examples, 'lessons')

test('every lesson has a recording, and nothing else has', () => {
  const names = LESSONS.map(({ id }) => path.basename(sampleFile(examples, { id })))
  expect(recordings().sort(), REMEDY).toEqual(names.sort())
})

test('they are small', () => {
  const bytes = recordings().reduce((sum, name) => sum + statSync(path.join(shelf, name)).size, 0)
  expect(bytes).toBeLessThan(MOST_BYTES)
})

describe('the recording is of the lesson as it is now', () => {
  test.each(LESSONS.map(({ id }) => ({ id })))('$id', async ({ id }) => {
    const { steps } = lessonOf(id)
    const events = await recorded(id)
    const course = events.filter((event) => event.kind === 'lesson')
    expect(course[0], REMEDY).toMatchObject({ phase: 'began', lesson: id, steps: steps.length })
    expect(course.at(-1), REMEDY).toMatchObject({ phase: 'ended', ending: 'done' })
    const shown = course.filter(({ phase }) => phase === 'step')
    expect(shown.map(({ step }) => step)).toEqual(steps.map((_, index) => index + 1))
    const met = course.flatMap(({ met, step, check }) => (met ? `${step}.${check}` : []))
    const wanted = steps.flatMap(({ checks = [] }, step) =>
      checks.map((_, check) => `${step + 1}.${check + 1}`),
    )
    expect(met.sort(), REMEDY).toEqual(wanted.sort())
    for (const [index, step] of steps.entries()) {
      const during = eventsBetween(events, shown[index]?.seq, shown[index + 1]?.seq)
      const given = during.flatMap((event) =>
        event.kind === 'asked' && event.by === 'user' && event.cause === undefined ? event.command.do : [],
      )
      expect(given, `step ${index + 1}: ${REMEDY}`).toEqual(commandsOf(step).map((command) => command.do))
    }
  })
})

describe('the recording has what only the kernel knows', () => {
  test.each(LESSONS.map(({ id }) => ({ id })))('$id', async ({ id }) => {
    const events = await recorded(id)
    const started = events.some(
      (event) => event.kind === 'source' && event.source === 'kernel' && event.phase === 'started',
    )
    expect(started, REMEDY).toBe(true)
    const wantsIt = lessonOf(id).steps.some(({ checks = [] }) => checks.some(({ kernel }) => kernel))
    if (wantsIt) expect(new Set(events.map(({ kind }) => kind)), REMEDY).toContain('observed')
  })
})

function recordings(): string[] {
  return existsSync(shelf) ? readdirSync(shelf) : []
}

/** Its events. Fails the test if it is not whole. */
async function recorded(id: string): Promise<LabEvent[]> {
  const { status, stdout, stderr } = await cli(['replay', '--format', 'ndjson', sampleFile(examples, { id })])
  expect({ status, stderr }, REMEDY).toEqual({ status: 0, stderr: '' })
  return stdout.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line) as LabEvent]))
}

function eventsBetween(events: readonly LabEvent[], from = 0, to = Number.POSITIVE_INFINITY): LabEvent[] {
  return events.filter(({ seq }) => seq > from && seq < to)
}
