import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { withSession } from '../../src/main/cli/recorded'
import { readAll } from '../../src/main/journal/read/read-all'
import { sampleFile } from '../../src/main/lessons/sample-file'
import { LANGUAGES, lineOf, textOf } from '../../src/shared/code/program'
import { programFor, subjectsOf } from '../../src/shared/code/programs'
import { History } from '../../src/shared/code/story/history'
import type { LabEvent } from '../../src/shared/events'
import { LESSONS } from '../../src/shared/lessons/chapters'
import { examples } from './support'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'lab-lesson-code-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

/** Says what is wrong with all files of a language, by those who read it; empty if nothing is. */
const READERS = {
  py: (files: string[]) => {
    const source =
      'import ast,sys\nfor name in sys.argv[1:]: ast.parse(open(name, encoding="utf-8").read(), name)'
    return said(spawnSync('python3', ['-c', source, ...files], { encoding: 'utf8' }))
  },
  // In one process: to start one takes longer than to read a program.
  mjs: (files: string[]) => {
    const source =
      "for (const file of process.argv.slice(1)) new (require('vm').SourceTextModule)(require('fs').readFileSync(file, 'utf8'), { identifier: file })"
    const flags = ['--experimental-vm-modules', '--no-warnings', '-e', source]
    return said(spawnSync(process.execPath, [...flags, ...files], { encoding: 'utf8' }))
  },
  sh: (files: string[]) =>
    files.map((file) => said(spawnSync('sh', ['-n', file], { encoding: 'utf8' }))).join(''),
}

/** All that is in the recording of a lesson. */
async function recorded(id: string): Promise<LabEvent[]> {
  const events: LabEvent[] = []
  await withSession(sampleFile(examples, { id }), async (session) => {
    for await (const event of readAll(session)) events.push(event)
    return 0
  })
  return events
}

function said({ status, stderr }: { status: number | null; stderr: string }): string {
  return status === 0 ? '' : stderr
}

describe('what was done in a lesson is a program in each language', () => {
  test.each(LESSONS.map(({ id }) => ({ id })))('$id', async ({ id }) => {
    const history = new History(await recorded(id))
    const subjects = subjectsOf(history)
    expect(subjects.length).toBeGreaterThan(0)
    const files: Record<keyof typeof READERS, string[]> = { py: [], mjs: [], sh: [] }
    for (const { name } of subjects) {
      for (const language of LANGUAGES) {
        const program = programFor(history, name, language, 'en')
        if (!program) throw new Error(`no program of ${name} in ${language}`)
        const seqs = program.lines.flatMap((line) => line.seqs)
        // Whoever looks at an event finds its line.
        for (const seq of seqs) expect(lineOf(program, seq)).toBeDefined()
        const ending = path.extname(program.file).slice(1) as keyof typeof READERS
        const file = path.join(folder, `${id}-${files[ending].length}.${ending}`)
        writeFileSync(file, textOf(program))
        files[ending].push(file)
      }
    }
    for (const [ending, read] of Object.entries(READERS)) {
      expect(read(files[ending as keyof typeof READERS]), `${id} ${ending}`).toBe('')
    }
  })
})
