import { readFile, writeFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import type { LabEvent } from '../../src/shared/events'
import { normalised, paths } from '../golden/golden'
import { fileOf, scenarios } from '../golden/scenarios'
import { events } from '../support/lab'

// The scenarios of the golden logs, on real sockets: both ends go the ways that are recorded. GOLDEN=record records them.

const records = process.env.GOLDEN === 'record'

/** Whether a reset came before the ACK of a FIN is chance: of FIN_WAIT_2 before CLOSED nothing is said. */
function sure(all: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(all)
      .map(([name, path]) => [name.replace(/\d+(?=@|$)/, ''), path.replace('FIN_WAIT_2 CLOSED', 'CLOSED')])
      .sort(),
  )
}

describe('what was recorded comes about again', () => {
  test.each(scenarios.map((scenario) => [scenario.name, scenario] as const))('%s', async (name, scenario) => {
    const log = normalised(events(await scenario.play()))
    if (records) {
      const lines = [{ purpose: scenario.purpose }, ...log].map((one) => JSON.stringify(one))
      await writeFile(fileOf(name), `${lines.join('\n')}\n`)
      return
    }
    const [, ...lines] = (await readFile(fileOf(name), 'utf8')).trim().split('\n')
    const recorded = lines.map((line) => JSON.parse(line) as LabEvent)
    expect(sure(paths(log))).toEqual(sure(paths(recorded)))
  })
})
