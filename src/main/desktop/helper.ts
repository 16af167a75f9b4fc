import { visible } from '../../shared/bytes'

/** The first word of a start as one of the program's own processes without a window; the second says which. */
export const HELPER_WORD = 'helper'

export function isHelper(words: readonly string[]): boolean {
  return words[0] === HELPER_WORD
}

/**
 * Ends with status 2: this version starts itself as nothing but the window and the command line, and whoever asks for
 * a helper, an older or newer copy of the program, must not be given a window instead.
 */
export function runHelper(words: readonly string[]): never {
  process.stderr.write(`socket-lab: this version has no helper called "${visible(words[1] ?? '')}"\n`)
  process.exit(2)
}
