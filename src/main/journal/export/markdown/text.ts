import { visible } from '../../../../shared/bytes'

/** Longest piece of somebody else's text that is shown, UTF-16 units. */
const SHOWN = 400

/**
 * Text that anybody may have written, as it is and nothing else: in a code span nothing is a link, HTML or a mark. What would end
 * the span or a table's cell becomes an escape, as control characters do.
 */
export function code(text: string, shown = SHOWN): string {
  if (text === '') return ''
  const beginning = text.length > shown ? `${text.slice(0, shown)} …` : text
  const harmless = visible(beginning).replace(
    /[`|]/g,
    (char) => `\\x${char.charCodeAt(0).toString(16).padStart(2, '0')}`,
  )
  return `\`${harmless}\``
}

export function milliseconds(ms: number): string {
  return String(Math.round(ms * 1000) / 1000)
}

export function counted(count: number, one: string, several = `${one}s`): string {
  return `${count} ${count === 1 ? one : several}`
}

export function row(...cells: string[]): string {
  return `| ${cells.join(' | ')} |`
}

/** The first rows of a table: its heads. */
export function table(...heads: string[]): string[] {
  return [row(...heads), `|${' --- |'.repeat(heads.length)}`]
}
