import type { Command } from '../../shared/commands'
import { LAB_CODES, type LabError, labError } from '../../shared/errors'

/**
 * Words of the contract that the engine doesn't carry out yet. Their forms are fixed, so that a file that uses
 * them is understood, and refused with a sentence instead of a puzzle.
 */
const ACTS = new Set<Command['do']>(['bind', 'recv', 'proxy', 'lookup', 'spawn', 'kill'])

/** The refusal of a command that needs what isn't there yet; undefined if there is none. */
export function notYet(command: Command): LabError | undefined {
  if (ACTS.has(command.do)) return refusal(command.do)
  if ((command.do === 'listen' || command.do === 'configure') && command.respond?.with === 'rules') {
    return refusal('answers by rules', 'respond.with')
  }
  if (command.do !== 'listen' && command.do !== 'connect') return undefined
  if (command.transport !== undefined && command.transport !== 'tcp') {
    return refusal(`transport ${command.transport}`, 'transport')
  }
  if (command.path !== undefined) return refusal('a path (Unix domain sockets)', 'path')
  if (command.framing !== undefined) return refusal('framing', 'framing')
  if (command.tls !== undefined) return refusal('tls', 'tls')
  if (command.do === 'listen' && command.serve === 'one-at-a-time') {
    return refusal('serve one-at-a-time', 'serve')
  }
  return undefined
}

function refusal(what: string, field?: string): LabError {
  return labError(
    LAB_CODES.notYet,
    `${what} is not available in this version`,
    field === undefined ? {} : { field },
  )
}
