import { Writable } from 'node:stream'
import { afterEach, expect, test, vi } from 'vitest'
import { playLesson } from '../../src/main/cli/lesson'
import { Output } from '../../src/main/cli/output'
import type { Lesson } from '../../src/shared/lessons/lesson'
import { folder } from '../cli/support'
import { lessonOf } from './support'

const LESSON: Lesson = { ...lessonOf('four-way-close'), needs: ['python'] }

afterEach(() => vi.unstubAllEnvs())

test('a lesson that needs what is not there says so, and tells its recording', async () => {
  const { status, stdout, stderr } = await play(LESSON)
  expect({ status, stderr }).toEqual({
    status: 1,
    stderr: 'four-way-close: this machine does not have python.\nWhat follows is its recording.\n',
  })
  expect(stdout).toMatch(/^Recorded 20\d\d-/)
  const headings = LESSON.steps.map(({ title }, index) => `${index + 1}. ${title.en}`)
  expect(stdout.split('\n').filter((line) => headings.includes(line))).toEqual(headings)
  expect(stdout).toMatch(/FIN_WAIT_1 → FIN_WAIT_2 → TIME_WAIT/)
})

test('without a recording, that is said', async () => {
  const { status, stdout, stderr } = await play({ ...LESSON, id: 'not-recorded' })
  expect({ status, stdout, stderr }).toEqual({
    status: 1,
    stdout: '',
    stderr: 'not-recorded: this machine does not have python.\nIts recording is not there, either.\n',
  })
})

/** On a machine without Python. */
async function play(lesson: Lesson) {
  vi.stubEnv('PATH', folder())
  const texts = ['', '']
  const [stdout, stderr] = [0, 1].map(
    (index) =>
      new Writable({
        write(part, _encoding, done) {
          texts[index] += String(part)
          done()
        },
      }),
  ) as [Writable, Writable]
  const options = { format: 'pretty', allowed: { net: false, files: false, spawn: false } } as const
  const outputs = [new Output(stdout), new Output(stderr)] as const
  const io = { stdout, stderr, env: {}, folder: '/' }
  const status = await playLesson(lesson, { ...options, capture: false, observe: false }, io, ...outputs)
  for (const output of outputs) await output.finish()
  return { status, stdout: texts[0] ?? '', stderr: texts[1] ?? '' }
}
