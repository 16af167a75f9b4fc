/** Programs that do what was done in a lab. */

export const LANGUAGES = ['python', 'node', 'shell'] as const
export type Language = (typeof LANGUAGES)[number]

/** What they call themselves, in any language. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = {
  python: 'Python',
  node: 'Node.js',
  shell: 'Shell',
}

export type CodeLocale = 'en' | 'zh-CN'

export interface CodeLine {
  text: string
  /** What this line caused in the lab, in order: of a loop each of its rounds. Empty for a line that caused nothing to be seen. */
  seqs: readonly number[]
}

export interface Program {
  language: Language
  /** What its file is called: letters, digits, `_`, `-`, and the ending. */
  file: string
  lines: readonly CodeLine[]
  /** What of the lab's doings isn't in it. Each is said at its head, too. */
  notes: readonly string[]
}

/** The whole text of a program. */
export function textOf({ lines }: Program): string {
  return `${lines.map(({ text }) => text).join('\n')}\n`
}

/** The number, from 0, of the line that caused an event; undefined if none did. */
export function lineOf({ lines }: Program, seq: number): number | undefined {
  const index = lines.findIndex(({ seqs }) => seqs.includes(seq))
  return index < 0 ? undefined : index
}
