import { MAX_ARGUMENTS } from '../../shared/channels'
import { formatCommandLine, parseCommandLine, spawnLine } from '../../shared/command-line'
import type { SpawnCommand } from '../../shared/commands'
import { type Problems, type Read, readName } from '../dialogs/fields'

/** What the dialog for a program holds while it is filled in, and how it becomes a command. */
export interface ProgramForm {
  /** Name of the file of an example; '' for none. */
  example: string
  /** The program and its arguments. */
  command: string
  cwd: string
  /** Variables, as in `A=1 B="x y"`. */
  env: string
  name: string
}

export const EMPTY_PROGRAM: ProgramForm = { example: '', command: '', cwd: '', env: '', name: '' }

/** The dialog filled in for another one like this. */
export function programFormOf(like: SpawnCommand): ProgramForm {
  return {
    ...EMPTY_PROGRAM,
    command: spawnLine(like),
    cwd: like.cwd ?? '',
    env: Object.entries(like.env ?? {})
      .map(([name, value]) => `${name}=${formatCommandLine([value])}`)
      .join(' '),
  }
}

/** `listens`: whether something of that name is known to listen, so that `port:NAME` means its port. */
export function readProgram(
  form: ProgramForm,
  listens: (name: string) => boolean,
): Read<ProgramForm, SpawnCommand> {
  const problems: Problems<ProgramForm> = {}
  const name = readName(form.name, problems)
  const words = parseCommandLine(form.command)
  const variables = parseCommandLine(form.env)
  if (!words) problems.command = { key: 'quote' }
  else if (words[0] === undefined || words[0] === '') problems.command = { key: 'required' }
  else if (words.length > MAX_ARGUMENTS) problems.command = { key: 'words', max: MAX_ARGUMENTS }
  if (!variables) problems.env = { key: 'quote' }
  else if (variables.some((one) => one.indexOf('=') < 1)) problems.env = { key: 'variable' }
  const [command, ...rest] = words ?? []
  if (Object.keys(problems).length > 0 || command === undefined) return { problems }
  const args = rest.map((word) => {
    const server = word.startsWith('port:') ? word.slice('port:'.length) : undefined
    return server !== undefined && listens(server) ? { portOf: server } : word
  })
  const env = Object.fromEntries(
    (variables ?? []).map((one) => [one.slice(0, one.indexOf('=')), one.slice(one.indexOf('=') + 1)]),
  )
  return {
    command: {
      do: 'spawn',
      ...(name !== '' && { as: name }),
      command,
      ...(args.length > 0 && { args }),
      ...(form.cwd.trim() !== '' && { cwd: form.cwd.trim() }),
      ...(Object.keys(env).length > 0 && { env }),
    },
  }
}

/** The Python programs of the examples: those that listen, and those that call a server. */
export const EXAMPLES = {
  'thank_you_server.py': 'server',
  'upper_server.py': 'server',
  'echo_server.py': 'server',
  'length_prefix_server.py': 'server',
  'udp_echo_server.py': 'server',
  'no_reuse_server.py': 'server',
  'thank_you_client.py': 'client',
  'echo_client.py': 'client',
  'length_prefix_client.py': 'client',
  'udp_client.py': 'udpClient',
} as const
export type ExampleFile = keyof typeof EXAMPLES

/** What starts an example; a client calls `server`, if there is one. */
export function exampleLine(file: ExampleFile, server: string | undefined): string {
  if (EXAMPLES[file] === 'server') return spawnLine({ command: 'python3', args: [file, '0'] })
  return spawnLine({ command: 'python3', args: [file, server === undefined ? '8080' : { portOf: server }] })
}
