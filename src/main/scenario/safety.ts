import { accessSync, constants, realpathSync, statSync } from 'node:fs'
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path'
import { LAB_CODES, type LabError, LabFailure, labError } from '../../shared/errors'
import { isExpectation, type Need, needsOf, type Scenario } from '../../shared/scenario'
import { fileTrouble } from './load'

/** What a run may do beyond loopback sockets and its scenario's folder. */
export interface Allowed {
  net: boolean
  files: boolean
  spawn: boolean
}

/** What a scenario needs and this run does not allow. Messages begin with the place in the file. */
export function checkSafety(scenario: Scenario, folder: string, allowed: Allowed): LabError[] {
  return scenario.steps.flatMap((step, index) =>
    needsOf(step).flatMap((need) => {
      const trouble = refusal(need, folder, allowed)
      if (!trouble) return []
      const number = index + 1
      const word = isExpectation(step) ? step.expect : step.do
      const message = `step ${number} (${word}), ${need.field}: ${trouble.message}`
      return [{ ...trouble, message, field: `steps.${number}.${need.field}` }]
    }),
  )
}

function refusal({ what, value }: Need, folder: string, allowed: Allowed): LabError | undefined {
  switch (what) {
    case 'net':
      if (allowed.net) return undefined
      return untrusted(`${JSON.stringify(value)} is not a loopback address; --allow-net allows it`)
    case 'program':
      if (allowed.spawn) return undefined
      return untrusted('this starts a program; --allow-spawn allows it')
    case 'file':
    case 'socket-file':
      try {
        fileResolver(folder, allowed)(value)
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
export function fileResolver(folder: string, allowed: Allowed): (path: string) => string {
  return (path) => {
    const name = JSON.stringify(path)
    if (path.includes('\0')) throw failure(LAB_CODES.noFile, `${name}: a path has no NUL character`)
    const real = realPath(resolve(folder, path), name)
    const inside = relative(folder, real)
    if (!allowed.files && (inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside))) {
      throw failure(LAB_CODES.untrusted, `${name} is outside the scenario's folder; --allow-files allows it`)
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

/** The files that a scenario sends and that can't be read; to be asked after `checkSafety`. */
export function checkFiles(scenario: Scenario, resolveFile: (path: string) => string): LabError[] {
  return scenario.steps.flatMap((step, index) => {
    if (isExpectation(step) || step.do !== 'send' || step.file === undefined) return []
    const trouble = unreadable(resolveFile(step.file))
    if (trouble === undefined) return []
    const field = `steps.${index + 1}.file`
    const message = `step ${index + 1} (send), file: ${JSON.stringify(step.file)}: ${trouble}`
    return [labError(LAB_CODES.noFile, message, { field })]
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

function untrusted(message: string): LabError {
  return labError(LAB_CODES.untrusted, message)
}

function failure(code: string, message: string): LabFailure {
  return new LabFailure(labError(code, message))
}
