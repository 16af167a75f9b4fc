import type { MakingCommand } from '../../shared/commands'
import type { LabError } from '../../shared/errors'
import { memberName, parseAddress } from '../../shared/ids'
import type { Model } from '../../shared/model/model'
import type { Ui } from '../app/ui'
import type { LabStore } from '../lab/lab'
import { outcomeOf } from '../lab/outcome'
import { onFreePort } from '../making/again'
import { PATIENCE } from '../making/listening'
import { freshAfter, underFreeName } from '../making/names'
import { renamed } from './copySockets'
import { countOf } from './steps'

export type Pasting = Pick<Ui, 'execute' | 'bridge' | 'notices'>

export interface Pasted {
  /** Names of the sockets that were made. */
  names: string[]
  /** How many steps came to nothing; the notices say why. */
  failed: number
}

/** More of them are not selected one by one. */
const MOST_NAMES = 200

/**
 * Makes the sockets of these steps, under fresh names where theirs are taken; a server whose place is taken gets a free one. Steps
 * that call a server of these by its name call the new one.
 */
export async function pasteSockets(
  ui: Pasting,
  lab: LabStore,
  commands: readonly MakingCommand[],
): Promise<Pasted> {
  const names = new Map<string, string>()
  /** Names of what could not be made: another socket may have the same one, and nobody meant that. */
  const missing = new Set<string>()
  const pasted: Pasted = { names: [], failed: 0 }
  for (const given of commands) {
    const command = renamed(given, names)
    const goal = 'to' in given ? given.to : undefined
    const made = goal !== undefined && missing.has(goal) ? undefined : await makeOne(ui, lab, command)
    if (made === undefined) {
      pasted.failed++
      if (typeof given.as === 'string') missing.add(given.as)
      continue
    }
    if (typeof given.as === 'string') names.set(given.as, made)
    const count = 'count' in given && given.count !== undefined ? countOf(given) : 0
    if (count === 0) pasted.names.push(made)
    for (let index = 1; index <= count && pasted.names.length < MOST_NAMES; index++)
      pasted.names.push(memberName(made, index))
  }
  return pasted
}

/** Resolves with the name; undefined if it came to nothing, which the notices tell. */
async function makeOne(ui: Pasting, lab: LabStore, given: MakingCommand): Promise<string | undefined> {
  const { nowait: _nowait, ...command } = given as MakingCommand & { nowait?: boolean }
  // Whose socket file would go is not to be decided by what is on the clipboard.
  if ('removeStale' in command) delete command.removeStale
  const first = isPlaceTaken(lab.model, command) ? await elsewhere(ui, command) : command
  const made = await attempt(ui, lab, first)
  if (typeof made === 'string') return made
  // Another program has that place.
  const again = made.inUse && made.seq !== undefined ? await elsewhere(ui, first) : undefined
  if (again === undefined) {
    if (made.refused) ui.notices.addRefusal(made.refused)
    return undefined
  }
  const second = await attempt(ui, lab, again)
  if (typeof second === 'string') return second
  if (second.refused) ui.notices.addRefusal(second.refused)
  return undefined
}

interface Failure {
  /** At the gate, or by the lab; what failed later is told by its event. */
  refused?: LabError
  inUse?: boolean
  seq?: number
}

async function attempt(ui: Pasting, lab: LabStore, command: MakingCommand): Promise<string | Failure> {
  const fallback = command.do === 'connect' ? 'client' : command.do === 'proxy' ? 'proxy' : 'server'
  const wanted = typeof command.as === 'string' ? command.as : fallback
  const made = await underFreeName(lab.model, freshAfter(wanted), (as) =>
    ui.execute({ ...command, as } as MakingCommand, 'quiet'),
  )
  if ('error' in made) return { refused: made.error }
  // Clients that fail to connect are shown as such.
  if (command.do === 'connect') return made.name
  const listens = (event: { kind: string; socket?: string }) =>
    event.kind === 'listening' && event.socket === made.name
  const failed = await outcomeOf(lab, made.seq, listens, PATIENCE)
  if (!failed) return made.name
  if (failed.code !== 'EADDRINUSE') return { seq: made.seq }
  // It goes on at another place: nothing for the person to do.
  ui.notices.claim(made.seq, failed)
  return { inUse: true, seq: made.seq }
}

/** One of this lab's own is there. */
function isPlaceTaken(model: Model, command: MakingCommand): boolean {
  if (command.do === 'connect') return false
  const path = 'path' in command ? command.path : undefined
  const port = 'port' in command ? command.port : undefined
  for (const { role, transport, descriptor, local } of model.sockets.values()) {
    if (descriptor !== 'open' || local === undefined) continue
    if (path !== undefined) {
      if (role === 'listener' && transport === 'unix' && local === path) return true
      continue
    }
    const isSame = command.do === 'bind' ? role === 'datagram' : role === 'listener'
    if (port !== undefined && port > 0 && isSame && parseAddress(local)?.port === port) return true
  }
  return false
}

/** The same at a place that is free. */
async function elsewhere(ui: Pasting, command: MakingCommand): Promise<MakingCommand> {
  if (command.do !== 'listen' || command.path === undefined) return onFreePort(command)
  const reply = await ui.bridge.request('socketPath', {})
  return reply.ok ? { ...command, path: reply.value } : command
}
