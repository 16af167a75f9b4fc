import { LAB_CODES, type LabError, LabFailure, labError } from '../../shared/errors'
import { checkScenario, type Scenario } from '../../shared/scenario'
import { loadJson } from './load'
import { type Allowed, checkFiles, checkSafety, fileResolver, type Hints, type Unsafe } from './safety'

export interface Read {
  scenario: Scenario
  /** The file's folder, symlinks resolved. */
  folder: string
}

/** Reads a scenario file and checks what it says. `base` is where a relative `file` starts. */
export async function readScenario(file: string, base: string): Promise<Read | { errors: LabError[] }> {
  try {
    const { json, folder } = await loadJson(file, base)
    const checked = checkScenario(json)
    return 'errors' in checked ? checked : { scenario: checked.scenario, folder }
  } catch (error) {
    if (error instanceof LabFailure) return { errors: [error.error] }
    throw error
  }
}

/** What a scenario needs that has to be allowed, and what is wrong with its files as far as it may look at them. */
export function examine({ scenario, folder }: Read): { needs: Unsafe[]; errors: LabError[] } {
  const found = checkSafety(scenario, folder, NOTHING)
  const needs = found.filter(({ error }) => error.code === LAB_CODES.untrusted)
  const errors = found.filter(({ error }) => error.code !== LAB_CODES.untrusted).map(({ error }) => error)
  if (errors.length > 0) return { needs, errors }
  const outside = new Set(needs.filter(({ need }) => need.what === 'file').map(({ step }) => step))
  return { needs, errors: checkFiles(scenario, fileResolver(folder, NOTHING), (step) => !outside.has(step)) }
}

const NOTHING: Allowed = { net: false, files: false, spawn: false }

/** How the paths in a scenario are found, if all that it needs is allowed and there; otherwise what isn't. */
export function permit(
  { scenario, folder }: Read,
  allowed: Allowed,
  hints?: Hints,
): { resolveFile: (path: string) => string } | { errors: LabError[] } {
  const unsafe = checkSafety(scenario, folder, allowed, hints)
  if (unsafe.length > 0) return { errors: unsafe.map(({ error }) => error) }
  const resolveFile = fileResolver(folder, allowed, hints)
  const errors = checkFiles(scenario, resolveFile)
  return errors.length > 0 ? { errors } : { resolveFile }
}

/** Several errors as one: the first ones, and how many more there are. */
export function together(what: string, errors: readonly LabError[], most = 10): LabError {
  const told = errors.slice(0, most).map(({ message }) => message)
  const rest = errors.length - told.length
  const code = errors[0]?.code ?? LAB_CODES.badCommand
  const field = errors[0]?.field
  return labError(code, `${what}: ${told.join('; ')}${rest > 0 ? `; and ${rest} more` : ''}`, {
    ...(field !== undefined && { field }),
  })
}
