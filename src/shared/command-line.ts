import type { SpawnCommand } from './commands'

/**
 * A program and its arguments as one line, for people. No shell ever reads it: words are parted by spaces, and quotes, single or
 * double, keep spaces within a word. Nothing else has a meaning, but a backslash before a quote or a backslash within double
 * quotes. (Elsewhere a backslash is one, as in paths of Windows.)
 */

/** The words of a line; undefined if a quote has no end. */
export function parseCommandLine(line: string): string[] | undefined {
  const words: string[] = []
  let word: string | undefined
  let quote: string | undefined
  for (let at = 0; at < line.length; at++) {
    const char = line.charAt(at)
    if (quote !== undefined) {
      const next = line.charAt(at + 1)
      if (char === quote) quote = undefined
      else if (quote === '"' && char === '\\' && (next === '"' || next === '\\')) {
        word += next
        at++
      } else word += char
    } else if (char === '"' || char === "'") {
      quote = char
      word ??= ''
    } else if (/\s/.test(char)) {
      if (word !== undefined) words.push(word)
      word = undefined
    } else word = (word ?? '') + char
  }
  if (quote !== undefined) return undefined
  if (word !== undefined) words.push(word)
  return words
}

/** The line that `parseCommandLine` makes `words` of. */
export function formatCommandLine(words: readonly string[]): string {
  return words.map(quoted).join(' ')
}

function quoted(word: string): string {
  if (word !== '' && !/[\s"']/.test(word)) return word
  return `"${word.replace(/["\\]/g, '\\$&')}"`
}

/** What a `spawn` starts, as one line; a port that is only known then is `port:server`. */
export function spawnLine({ command, args = [] }: Pick<SpawnCommand, 'command' | 'args'>): string {
  return formatCommandLine([
    command,
    ...args.map((argument) => (typeof argument === 'string' ? argument : `port:${argument.portOf}`)),
  ])
}
