/** Regular expressions of rules: JavaScript's, with the flags `u` (characters, not halves of them) and `s` (`.` is any of them). */
const FLAGS = 'su'

export function compile(source: string): RegExp {
  return new RegExp(source, FLAGS)
}

export interface PatternFault {
  /** The engine's own words, such as `Unterminated group`. */
  reason: string
  /** Where the trouble begins, in UTF-16 units from 0. */
  at: number
}

/**
 * What keeps a regular expression from being one; undefined if nothing does. `source` is not longer than MAX_REGEX: this takes a
 * time that grows with the square of its length.
 */
export function patternFault(source: string): PatternFault | undefined {
  const reason = reasonOf(source)
  if (reason === undefined) return undefined
  // The engine does not say where. From some character on, no beginning of it is an expression; where one is wrong for the
  // same reason first, the trouble is.
  let at = source.length - 1
  while (at > 0 && reasonOf(source.slice(0, at)) !== undefined) at--
  while (at < source.length - 1 && reasonOf(source.slice(0, at + 1)) !== reason) at++
  return { reason, at: Math.max(0, at) }
}

function reasonOf(source: string): string | undefined {
  try {
    compile(source)
    return undefined
  } catch (error) {
    const { message } = error as Error
    return message.slice(message.lastIndexOf(`/${FLAGS}: `) + FLAGS.length + 3) || message
  }
}

/** The capturing groups of a regular expression that is one: how many, and what the named ones are called. */
export function groupsOf(source: string): { count: number; names: string[] } {
  // One that matches everything says so by what it captures. What matches comes first, so that the expression itself, which may
  // never come to an end, is not tried.
  const match = compile(`|${source}`).exec('') as RegExpExecArray
  return { count: match.length - 1, names: Object.keys(match.groups ?? {}) }
}
