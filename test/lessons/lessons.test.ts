import { describe, expect, test } from 'vitest'
import type { LabEvent } from '../../src/shared/events'
import { LESSONS } from '../../src/shared/lessons/chapters'
import { cli } from '../cli/support'

describe('every lesson is done without a window, with all its checks met', () => {
  test.each(LESSONS.map((lesson) => ({ id: lesson.id, lesson })))('$id', async ({ id, lesson }) => {
    const { status, stdout, stderr } = await cli(['run', '--format', 'ndjson', id])
    expect(status, `${stderr}\n${stdout}`).toBe(0)
    const events = stdout.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line) as LabEvent]))
    const met = events.filter((event) => event.kind === 'lesson' && event.phase === 'check' && event.met)
    expect(met).toHaveLength(lesson.steps.reduce((sum, { checks = [] }) => sum + checks.length, 0))
    if (process.platform !== 'linux') return
    // Checks that want the kernel's word have had it.
    expect(events.some((event) => event.kind === 'source' && event.phase === 'started')).toBe(true)
  })
})

test('a list of them is told, for people and for programs', async () => {
  const { status, stdout } = await cli(['lessons', '--format', 'json'])
  expect(status).toBe(0)
  const list: unknown = JSON.parse(stdout)
  expect(list).toEqual(LESSONS.map(({ id, title, steps }) => ({ id, title, steps: steps.length })))
  const pretty = await cli(['lessons'])
  for (const { id } of LESSONS) expect(pretty.stdout).toContain(id)
})
