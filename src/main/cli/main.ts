import { Command, CommanderError, Option } from 'commander'
import { version } from '../../../package.json'
import { visible } from '../../shared/bytes'
import { scenarioJsonSchema } from '../../shared/scenario'
import { CLI_FORMATS, type ExportFlags, exportSession } from './export'
import { listLessons } from './lessons'
import { type Io, Output, processIo } from './output'
import { replay } from './replay'
import { type RunOptions, run } from './run'

const BAD_USAGE = 2

/**
 * The command line. `argv` begins with the first word (`run`, `schema` …). Returns the exit status: 0 fine,
 * 1 an expectation was not met, 2 bad usage or a bad file, 130 and 143 after a signal. Never throws.
 */
export async function main(argv: string[], io: Io = processIo()): Promise<number> {
  let status = 0
  const program = build(io, (result) => {
    status = result
  })
  try {
    await program.parseAsync(argv, { from: 'user' })
    return status
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : BAD_USAGE
    const message = error instanceof Error ? error.message : String(error)
    await print(io.stderr, `socket-lab: internal error: ${visible(message)}`)
    return BAD_USAGE
  }
}

function build(io: Io, done: (status: number) => void): Command {
  const program = new Command('socket-lab')
    .description('Real sockets, both ends, every TCP state: the lab without its window.')
    .version(version, '-v, --version', 'print the version')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(text),
      outputError: (text, write) => write(visible(text.trimEnd()).concat('\n')),
    })
    .showHelpAfterError('(--help says what there is)')
    .addHelpText(
      'after',
      `
Without a command the window opens, given a recorded session (.socketlab) with that in it. Switches of the window:
  --no-quit-prompt   quit without asking, though something is open
  --no-tour          no tour at the first start

Exit status: 0 all expectations met, 1 one was not, 2 bad usage or a bad file.`,
    )

  program
    .command('run')
    .description('run a scenario file, or a lesson, on real sockets')
    .argument('<file>', 'a scenario file (JSON), or the name of a lesson')
    .addOption(formatOption())
    .option('--allow-net', 'let the file use addresses other than loopback')
    .option('--allow-files', 'let the file use files outside its own folder')
    .option('--allow-spawn', 'let the file start programs')
    .option('--observe', 'also read the kernel’s tables of TCP sockets')
    .option('--capture', 'also capture packets, with tcpdump or dumpcap')
    .option('--journal <dir>', 'also record to a folder, which must be new or empty')
    .action(async (file: string, given: RunFlags) => {
      done(await run(file, runOptions(given), io))
    })

  program
    .command('schema')
    .description('print the JSON Schema of scenario files')
    .action(async () => {
      const { trouble } = await print(io.stdout, JSON.stringify(scenarioJsonSchema(), null, 2))
      if (trouble) throw new Error(`standard output failed: ${trouble.message}`)
    })

  program
    .command('version')
    .description('print the version')
    .action(async () => {
      await print(io.stdout, version)
    })

  program
    .command('lessons')
    .description('list the guided lessons; "run" does one')
    .addOption(
      new Option('--format <format>', 'a table for people, or JSON')
        .choices(['pretty', 'json'])
        .default('pretty'),
    )
    .action(async ({ format }: { format: 'pretty' | 'json' }) => {
      done(await listLessons(format, io))
    })

  program
    .command('replay')
    .description('tell a recorded session again')
    .argument('<journal>', 'the folder of a session, or a .socketlab file')
    .addOption(formatOption())
    .action(async (journal: string, { format }: Pick<RunOptions, 'format'>) => {
      done(await replay(journal, format, io))
    })

  program
    .command('export')
    .description('turn a recorded session into another format')
    .argument('<journal>', 'the folder of a session, or a .socketlab file')
    .addOption(
      new Option('--to <format>', 'packets, a table, one JSON object a line, a report, or a .socketlab file')
        .choices(CLI_FORMATS)
        .makeOptionMandatory(),
    )
    .option('--out <file>', 'write there, not to standard output; a file of that name is replaced')
    .option('--connection <name>', 'only the connection that this client or accepted end belongs to')
    .action(
      async (journal: string, { connection: socket, ...flags }: ExportFlags & { connection?: string }) => {
        done(await exportSession(journal, { ...flags, ...(socket !== undefined && { socket }) }, io))
      },
    )
  return program
}

function formatOption(): Option {
  return new Option('--format <format>', 'a story for people, or one JSON object a line')
    .choices(['pretty', 'ndjson'])
    .default('pretty')
}

interface RunFlags {
  format: RunOptions['format']
  allowNet?: true
  allowFiles?: true
  allowSpawn?: true
  observe?: true
  capture?: true
  journal?: string
}

function runOptions(flags: RunFlags): RunOptions {
  const { format, allowNet, allowFiles, allowSpawn, observe, journal } = flags
  return {
    format,
    ...(journal !== undefined && { journal }),
    observe: observe === true,
    capture: flags.capture === true,
    allowed: { net: allowNet === true, files: allowFiles === true, spawn: allowSpawn === true },
  }
}

async function print(stream: Io['stdout'], line: string): Promise<Output> {
  const output = new Output(stream)
  output.line(line)
  await output.finish()
  return output
}
