import { visible } from '../../shared/bytes'
import type { RunLab } from '../cli/output'
import { CLI_WORDS } from '../cli/words'

export function isCommandLine(words: readonly string[]): boolean {
  return words[0] !== undefined && CLI_WORDS.includes(words[0])
}

/**
 * Runs the command line in this process and ends it with the command's exit status. To be awaited at the top level of
 * the entry: Electron goes on to its windows only when the entry has been evaluated, and before that needs no display.
 */
export async function runCommandLine(words: string[], lab: RunLab): Promise<never> {
  // A reader that has gone (`| head`) is no error; whoever writes has its own way to notice.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})
  process.on('uncaughtException', (error: Error | undefined) => {
    process.stderr.write(`socket-lab: internal error: ${visible(String(error?.message ?? error))}\n`)
    process.exit(2)
  })
  const [{ main }, { processIo }] = await Promise.all([import('../cli/main'), import('../cli/output')])
  const io = processIo()
  // What npm says of itself is about our own scripts; an installed program can be called in somebody else's.
  if (!process.defaultApp) io.folder = process.cwd()
  process.exit(await main(words, { ...io, lab }))
}
