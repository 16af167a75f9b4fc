import { accessSync, constants, statSync } from 'node:fs'
import path from 'node:path'
import type { SpawnCommand } from '../../../shared/commands'
import { LAB_CODES, type LabError, LabFailure, labError } from '../../../shared/errors'

/** What the system is told to start. */
export interface Start {
  file: string
  args: string[]
  cwd: string
  env: NodeJS.ProcessEnv
}

/** Python writes whole blocks where it writes to no terminal: nobody would see a line before the program ends. */
const LIKE_A_TERMINAL = { PYTHONUNBUFFERED: '1', PYTHONIOENCODING: 'utf-8' }

/** What starts Python 3, in the order in which it is looked for: Debian and macOS have no `python`, Windows has `py`. */
const PYTHONS: Record<'win32' | 'other', readonly (readonly [file: string, ...args: string[]])[]> = {
  win32: [['py', '-3'], ['python'], ['python3']],
  other: [['python3'], ['python']],
}
const PYTHON = /^python3?$/

export interface Places {
  platform: NodeJS.Platform
  env: NodeJS.ProcessEnv
  /** Where a listener, or a program, is reached; throws LabFailure if it isn't listening. */
  portOf: (name: string) => number
  cwd: string
}

/** Works out what a `spawn` starts. Throws LabFailure where that can be told beforehand. */
export function startOf({ command, args = [], env = {} }: SpawnCommand, places: Places): Start {
  const words = args.map((argument) =>
    typeof argument === 'string' ? argument : String(places.portOf(argument.portOf)),
  )
  const all = { ...LIKE_A_TERMINAL, ...places.env, ...env }
  const [file, ...first] = PYTHON.test(command) ? python(command, all, places.platform) : [command]
  return { file: file ?? command, args: [...first, ...words], cwd: places.cwd, env: all }
}

/** The words that start Python here; `command` itself where none of them is there, so that the system says so. */
function python(command: string, env: NodeJS.ProcessEnv, platform: NodeJS.Platform): readonly string[] {
  const ways = platform === 'win32' ? PYTHONS.win32 : PYTHONS.other
  const own = ways.filter(([file]) => file === command)
  const inOrder = platform === 'win32' ? ways : [...own, ...ways]
  return inOrder.find(([file]) => isOnPath(file, env, platform)) ?? [command]
}

/** Whether Python 3 can be started here. */
export function hasPython(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): boolean {
  const ways = platform === 'win32' ? PYTHONS.win32 : PYTHONS.other
  return ways.some(([file]) => isOnPath(file, env, platform))
}

/** Whether a program of that name is in one of the folders of PATH. */
export function isOnPath(name: string, env: NodeJS.ProcessEnv, platform: NodeJS.Platform): boolean {
  const isWindows = platform === 'win32'
  const folders = (env.PATH ?? env.Path ?? '').split(isWindows ? ';' : ':')
  const endings = isWindows ? ['.exe', '.com'] : ['']
  return folders.some(
    (folder) => folder !== '' && endings.some((ending) => isProgram(path.join(folder, name + ending))),
  )
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return statSync(file).isFile()
  } catch {
    return false
  }
}

/** Why a folder can't be the one that a program runs in; undefined if it can. */
export function folderTrouble(folder: string): LabError | undefined {
  try {
    if (statSync(folder).isDirectory()) return undefined
    return labError(LAB_CODES.noFile, `${JSON.stringify(folder)} is no folder`, { field: 'cwd' })
  } catch {
    return labError(LAB_CODES.noFile, `there is no folder ${JSON.stringify(folder)}`, { field: 'cwd' })
  }
}

/** The system's refusal to start `command`, as data. */
export function startFailure(command: string, error: NodeJS.ErrnoException): LabFailure {
  const { code = LAB_CODES.internal } = error
  const rest = { syscall: 'spawn', field: 'command' }
  if (code === 'ENOENT' && PYTHON.test(command)) {
    return new LabFailure(
      labError(code, `Python 3 is not on this machine, or not in the folders of PATH (spawn ${command})`, {
        ...rest,
        advice:
          'Install it: apt-get install python3 on Debian and Ubuntu, brew install python on macOS, python.org elsewhere. Then start the lab anew.',
      }),
    )
  }
  const message =
    code === 'ENOENT'
      ? `${JSON.stringify(command)}: there is no such program, or no such interpreter as its first line names`
      : code === 'EACCES'
        ? `${JSON.stringify(command)} is nothing that may be started as a program`
        : error.message
  return new LabFailure(labError(code, message, rest))
}
