import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import type { EventOf, LabEvent } from '../../../src/shared/events'
import { conclusion } from '../../golden/golden'
import { inferAgain } from '../../support/infer-again'

// Logs of real sockets, recorded once and looked at by a person: whoever changes the rules sees here what that changes.
// GOLDEN=record npx vitest run --project engine test/engine/golden.test.ts records them anew.

const folder = path.resolve(import.meta.dirname, '../../golden')
const files = (await readdir(folder)).filter((file) => file.endsWith('.ndjson'))

const isState = (event: LabEvent): event is EventOf<'state'> => event.kind === 'state'

describe('from a recorded log the same states are concluded again', () => {
  test('there are some', () => expect(files.length).toBeGreaterThan(20))

  test.each(files)('%s', async (file) => {
    const [, ...lines] = (await readFile(path.join(folder, file), 'utf8')).trim().split('\n')
    const recorded = lines.map((line) => JSON.parse(line) as LabEvent)
    const states = recorded.filter(isState)
    expect(states.length).toBeGreaterThan(0)
    expect(inferAgain(recorded).filter(isState).map(conclusion)).toEqual(states.map(conclusion))
  })
})
