import { visible } from '../../shared/bytes'

/** The first word of a start as one of the program's own processes without a window; the second says which. */
const HELPER_WORD = 'helper'

type HelperName = 'freezer'

export function helperWords(name: HelperName): string[] {
  return [HELPER_WORD, name]
}

export function isHelper(words: readonly string[]): boolean {
  return words[0] === HELPER_WORD
}

/**
 * Runs a helper in this process. To be awaited at the top level of the entry, as the command line is: Electron goes no
 * further, and needs no display. Ends with status 2 for a helper that this version doesn't have, and without the channel
 * that the program gives its own: whoever asks must not be given a window instead.
 */
export async function runHelper(words: readonly string[]): Promise<never> {
  const [, name] = words
  if (name !== ('freezer' satisfies HelperName)) {
    giveUp(`this version has no helper called "${visible(name ?? '')}"`)
  }
  if (!process.channel) giveUp('helpers are started by the program itself')
  // Ends with its channel.
  await import('../freezer/process')
  return new Promise<never>(() => {})
}

function giveUp(why: string): never {
  process.stderr.write(`socket-lab: ${why}\n`)
  process.exit(2)
}
