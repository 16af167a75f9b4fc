import { visible } from '../../shared/bytes'

/** A note as it was written, in lines; everything else that a screen would obey is made visible: a session can be a stranger's. */
export function noteText(text: string): string {
  return text
    .trim()
    .split(/\r\n|\n|\r/)
    .map(visible)
    .join('\n')
}

/** The same in one line. */
export function noteLine(text: string): string {
  return text
    .trim()
    .split(/[\r\n]+/)
    .map(visible)
    .join(' · ')
}
