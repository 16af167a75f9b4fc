import { hostname } from 'node:os'
import { spawnLine } from '../../../shared/command-line'
import type { Command, SpawnCommand } from '../../../shared/commands'
import { type Need, needsOf, variablesOf } from '../../../shared/needs'

/** Something that a person is asked about. */
export interface Want {
  what: Need['what'] | 'capture'
  /** What is remembered of a yes: only the very same thing has the same. */
  key: string
  /** What is shown. */
  value: string
  /** Of an address: the host alone. */
  host?: string
  /** Of a program: where it runs, and its variables besides the lab's own. */
  folder?: string
  variables?: string
  /** Where the command says it. */
  field?: string
}

/** What is known here of what needs nobody's word. */
export interface Known {
  /** True for an address of this machine. */
  isOwn: (host: string) => boolean
  /** True if a listener of the open lab is there. */
  serves: (host: string, port: number) => boolean
  /** True if a listener of the open lab is at that path. */
  servesPath: (path: string) => boolean
  /** The folder that a program with that `cwd` runs in. Throws LabFailure if it may not. */
  folderOf: (cwd: string | undefined) => string
}

export const CAPTURE: Want = { what: 'capture', key: 'capture', value: '' }

/** What a command that is given by hand needs a person's word for. Files have been picked, which is asked elsewhere. */
export function wantsOf(command: Command, known: Known): Want[] {
  return needsOf(command).flatMap((need) => {
    if (command.do === 'connect' && need.field === 'path') {
      return known.servesPath(need.value) ? [] : [wantOf({ ...need, what: 'peer' }, command, known.folderOf)]
    }
    if (need.what === 'file' || need.what === 'socket-file' || isFree(need, known)) return []
    if (command.do === 'load' && known.serves(command.host ?? '127.0.0.1', command.port ?? 0)) return []
    return [wantOf(need, command, known.folderOf)]
  })
}

/** What stays within this machine, though no address says so. */
export function isFree({ what, host = '' }: Need, { isOwn }: Pick<Known, 'isOwn'>): boolean {
  if (what === 'call') return isOwn(host)
  // What this machine calls itself is its own affair.
  return what === 'lookup' && host === hostname()
}

/** `folderOf` may throw: for a folder that a program may not run in. */
export function wantOf(need: Need, command: Command, folderOf: Known['folderOf']): Want {
  const { what, field, value } = need
  const want: Want = { what, key: keyOf(need), value, field, ...(need.host && { host: need.host }) }
  if (what !== 'program' || command.do !== 'spawn') return want
  const folder = folderOf(command.cwd)
  const variables = variablesOf(command)
  return {
    ...want,
    key: programKey({ ...command, cwd: folder }),
    value: spawnLine(command),
    folder,
    ...(variables !== '' && { variables }),
  }
}

export function keyOf({ what, value }: Pick<Need, 'what' | 'value'>): string {
  return `${what} ${value}`
}

/**
 * `cwd` is the whole path of the folder. Another word, folder or variable is another program. Not so the port of another socket of
 * the lab: names can be given anew.
 */
export function programKey({ command, args = [], cwd, env = {} }: SpawnCommand): string {
  const words = args.map((argument) => (typeof argument === 'string' ? argument : { portOf: true }))
  const variables = Object.entries(env).sort(([a], [b]) => (a < b ? -1 : 1))
  return `program ${JSON.stringify([command, words, cwd, variables])}`
}
