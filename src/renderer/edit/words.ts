import type { TFunction } from 'i18next'
import { visible } from '../../shared/bytes'
import type { EditWhat } from './editStore'

/** Longer texts are cut: they stand in a menu. Characters. */
const LONGEST = 32

/** What was done, as its name: `remove the note “first”`. */
export function editName(t: TFunction, what: EditWhat): string {
  return t(`edit.name.${what.kind}`, shown(what))
}

/** That it was done, as a sentence. */
export function editDone(t: TFunction, what: EditWhat): string {
  return t(`edit.done.${what.kind}`, shown(what))
}

function shown(what: EditWhat): Record<string, string | number> {
  const { kind: _kind, ...values } = what
  const short = ([key, value]: [string, string | number]) => [
    key,
    typeof value === 'string' ? cut(value) : value,
  ]
  return Object.fromEntries(Object.entries(values).map(short))
}

function cut(text: string): string {
  const [line = ''] = text.trim().split('\n')
  const characters = [...visible(line)]
  return characters.length > LONGEST ? `${characters.slice(0, LONGEST - 1).join('')}…` : visible(line)
}
