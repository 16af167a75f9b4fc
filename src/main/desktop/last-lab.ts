import { readFile, rename } from 'node:fs/promises'
import { z } from 'zod'
import { LAB_CODES, LabFailure, labError } from '../../shared/errors'
import type { LastLab } from '../../shared/ipc'
import { checkScenario, isExpectation, type Scenario } from '../../shared/scenario'

/** What the file holds: the lab of the last start. */
export interface Kept {
  /** ISO 8601. */
  savedAt: string
  /** What makes the servers and clients that were open. */
  setup: Scenario
  /** All that was done; absent if that was too much for a file. */
  whole?: Scenario
}

const fileSchema = z.object({ savedAt: z.iso.datetime(), setup: z.unknown(), whole: z.unknown().optional() })

/** The lab as the last start left it. The file is read once: what this start writes to it is for the next one. */
export class PreviousLab {
  readonly #kept: Promise<Kept | undefined>
  readonly #title: () => string

  /** `title`: what it is called where it has no title. `onFault` is told of a broken file, which is kept aside. */
  constructor(file: string, title: () => string, onFault: (fault: unknown) => void = () => {}) {
    this.#title = title
    this.#kept = readKept(file).catch(async (fault) => {
      onFault(fault)
      await rename(file, asideOf(file)).catch(onFault)
      return undefined
    })
  }

  /** Resolves when the file has been read, and may be overwritten. */
  async read(): Promise<void> {
    await this.#kept
  }

  async summary(): Promise<LastLab | null> {
    const kept = await this.#kept
    if (!kept) return null
    const made = makers(kept.setup)
    return {
      savedAt: kept.savedAt,
      servers: made.filter((step) => step.do === 'listen').length,
      clients: made.reduce((sum, step) => sum + (step.do === 'connect' ? (step.count ?? 1) : 0), 0),
      steps: kept.whole?.steps.length ?? 0,
    }
  }

  /** Throws LabFailure if there is none. */
  async scenario(part: 'setup' | 'whole'): Promise<{ scenario: Scenario; title: string }> {
    const scenario = (await this.#kept)?.[part]
    if (scenario) return { scenario, title: this.#title() }
    throw new LabFailure(
      labError(LAB_CODES.notPossible, 'no lab of the last start is kept', { field: 'source' }),
    )
  }
}

/** The steps that make listeners and clients. */
export function makers({ steps }: Scenario) {
  return steps.flatMap((step) =>
    !isExpectation(step) && (step.do === 'listen' || step.do === 'connect') ? [step] : [],
  )
}

function asideOf(file: string): string {
  return file.replace(/(\.json)?$/, '.broken.json')
}

/** Undefined if there is no file; throws if it is broken. */
async function readKept(file: string): Promise<Kept | undefined> {
  let text: string
  try {
    text = await readFile(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
  const { savedAt, setup, whole } = fileSchema.parse(JSON.parse(text))
  return { savedAt, setup: checked(setup), ...(whole !== undefined && { whole: checked(whole) }) }
}

function checked(json: unknown): Scenario {
  const result = checkScenario(json)
  if ('scenario' in result) return result.scenario
  throw new Error(`the last lab is no scenario: ${result.errors[0]?.message}`)
}
