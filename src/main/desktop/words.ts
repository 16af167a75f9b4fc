/**
 * The words that a person gave the program: what is left of `argv` without the executable, without the folder of the
 * app (in `electron . run …`, where `hasAppPath`), and without the switches for Chromium that stand in front.
 */
export function programWords(argv: readonly string[], hasAppPath: boolean): string[] {
  let rest = argv.slice(1)
  if (hasAppPath) rest = rest.slice(firstWord(rest) + 1)
  const asked = rest[0] === undefined ? undefined : SWITCHES[rest[0]]
  return asked ? [asked] : rest.slice(firstWord(rest))
}

/** What is a word of the command line, though it looks like a switch for Chromium. */
const SWITCHES: Readonly<Record<string, string>> = {
  '--help': 'help',
  '-h': 'help',
  '--version': 'version',
  '-v': 'version',
}

/** Index of the first that isn't a switch. */
function firstWord(argv: readonly string[]): number {
  for (let i = 0; i < argv.length; i++) {
    const arg = argv[i] as string
    // Electron's only switch whose value is a word of its own.
    if (arg === '-r' || arg === '--require') i++
    else if (!arg.startsWith('-')) return i
  }
  return argv.length
}
