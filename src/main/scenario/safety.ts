import { accessSync, constants, realpathSync, statSync } from 'node:fs'
import { hostname } from 'node:os'
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path'
import { LAB_CODES, type LabError, LabFailure, labError } from '../../shared/errors'
import { filesOf, isExpectation, type Need, needsOf, type Scenario } from '../../shared/scenario'
import { fileTrouble } from './load'

/** What a run may do beyond loopback sockets and its scenario's folder. */
export interface Allowed {
  net: boolean
  files: boolean
  spawn: boolean
}

/** How a person allows it, for the end of a message. */
export type Hints = Partial<Record<keyof Allowed, string>>

/** A step's need that isn't allowed, or that can't be met. */
export interface Unsafe {
  need: Need
  /** From 1. */
  step: number
  /** Its message begins with the place in the file. */
  error: LabError
}

/** What a scenario needs and this run does not allow. */
export function checkSafety(
  scenario: Scenario,
  folder: string,
  allowed: Allowed,
  hints: Hints = {},
): Unsafe[] {
  return scenario.steps.flatMap((step, index) =>
    needsOf(step).flatMap((need) => {
      // What this machine calls itself is its own affair.
      if (!isExpectation(step) && step.do === 'lookup' && need.value === hostname()) return []
      if (need.what === 'peer' && listensAt(scenario, need.value)) return []
      const trouble = refusal(need, folder, allowed, hints)
      if (!trouble) return []
      const number = index + 1
      const word = isExpectation(step) ? step.expect : step.do
      const message = `step ${number} (${word}), ${need.field}: ${trouble.message}`
      return [{ need, step: number, error: { ...trouble, message, field: `steps.${number}.${need.field}` } }]
    }),
  )
}

function listensAt({ steps }: Scenario, path: string): boolean {
  return steps.some((step) => !isExpectation(step) && step.do === 'listen' && step.path === path)
}

function refusal(
  { what, value, host = value }: Need,
  folder: string,
  allowed: Allowed,
  hints: Hints,
): LabError | undefined {
  switch (what) {
    case 'listen':
    case 'relay':
    case 'call':
    case 'lookup':
      if (allowed.net) return undefined
      return untrusted(`${JSON.stringify(host)} is not a loopback address`, hints.net)
    case 'target':
      if (allowed.net) return undefined
      return untrusted(`${JSON.stringify(value)} is not named as a server of this scenario`, hints.net)
    case 'peer':
      if (allowed.files) return undefined
      return untrusted(`no step of this scenario listens at ${JSON.stringify(value)}`, hints.files)
    case 'program':
      if (allowed.spawn) return undefined
      return untrusted(`this starts a program: ${value}`, hints.spawn)
    case 'file':
    case 'socket-file':
      try {
        fileResolver(folder, allowed, hints)(value)
        return undefined
      } catch (error) {
        if (error instanceof LabFailure) return error.error
        throw error
      }
  }
}

/**
 * Turns a path of a scenario in `folder` into an absolute one, symlinks resolved. What does not exist yet (a Unix
 * socket that a step will make) is placed by its folder. Throws LabFailure where the run does not allow it.
 */
export function fileResolver(folder: string, allowed: Allowed, hints: Hints = {}): (path: string) => string {
  return (path) => {
    const name = JSON.stringify(path)
    if (path.includes('\0')) throw failure(LAB_CODES.noFile, `${name}: a path has no NUL character`)
    const real = realPath(resolve(folder, path), name)
    const inside = relative(folder, real)
    if (!allowed.files && (inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside))) {
      throw new LabFailure(untrusted(`${name} is outside the scenario's folder`, hints.files))
    }
    return real
  }
}

function realPath(path: string, name: string): string {
  try {
    return realpathSync(path)
  } catch (error) {
    if ((error as { code?: string }).code !== 'ENOENT')
      throw failure(LAB_CODES.noFile, `${name}: ${fileTrouble(error)}`)
  }
  try {
    return join(realpathSync(dirname(path)), basename(path))
  } catch (error) {
    throw failure(LAB_CODES.noFile, `${name}: ${fileTrouble(error)}`)
  }
}

/** The files that a scenario reads and that can't be read; to be asked after `checkSafety`, of the steps that passed. */
export function checkFiles(
  scenario: Scenario,
  resolveFile: (path: string) => string,
  isPassed: (step: number) => boolean = () => true,
): LabError[] {
  return scenario.steps.flatMap((step, index) => {
    if (isExpectation(step) || !isPassed(index + 1)) return []
    return filesOf(step).flatMap(({ field, value }) => {
      const trouble = unreadable(resolveFile(value))
      if (trouble === undefined) return []
      const place = `steps.${index + 1}.${field}`
      const message = `step ${index + 1} (${step.do}), ${field}: ${JSON.stringify(value)}: ${trouble}`
      return [labError(LAB_CODES.noFile, message, { field: place })]
    })
  })
}

function unreadable(path: string): string | undefined {
  try {
    if (statSync(path).isDirectory()) return 'is a folder'
    accessSync(path, constants.R_OK)
    return undefined
  } catch (error) {
    return fileTrouble(error)
  }
}

function untrusted(message: string, hint: string | undefined): LabError {
  return labError(LAB_CODES.untrusted, hint === undefined ? message : `${message}; ${hint}`)
}

function failure(code: string, message: string): LabFailure {
  return new LabFailure(labError(code, message))
}
