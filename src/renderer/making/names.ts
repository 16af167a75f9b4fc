import { LAB_CODES, type LabError } from '../../shared/errors'
import { memberName, splitMember } from '../../shared/ids'
import type { Model } from '../../shared/model/model'
import type { Ui } from '../app/ui'
import { shownName } from '../lab/names'

/** Names for what is about to be made: a name is never used twice in a lab. */

const TRIES = 20
/** Longest name; see NAME_PATTERN. */
const LONGEST = 64

/** What a series of names has in common, and the number of the first one to try. */
export interface Series {
  stem: string
  from: number
}

const nth = ({ stem }: Series, index: number) => {
  const end = index === 1 ? '' : `-${index}`
  return stem.slice(0, LONGEST - end.length) + end
}

/** `alice` for the first, `alice-2` for the second… */
export const series = (stem: string): Series => ({ stem, from: 1 })

/** The names for another one like a socket: `alice-2` after `alice`, `alice-3` after `alice-2`, `crowd-2-2` after `crowd.2`. */
export function seriesAfter(model: Model, name: string): Series {
  const shown = shownName(model, name)
  const member = splitMember(shown)
  if (member) return { stem: `${member.group}-${member.index}`, from: 2 }
  const numbered = /^(.+)-([1-9]\d{0,5})$/u.exec(shown)
  return numbered?.[1] ? { stem: numbered[1], from: Number(numbered[2]) + 1 } : { stem: shown, from: 2 }
}

/** The name itself while nothing has it, then those after it: `alice`, `alice-2`…; `alice-2`, `alice-3`… */
export function freshAfter(name: string): Series {
  const numbered = /^(.+)-([2-9]|[1-9]\d{1,5})$/u.exec(name)
  return numbered?.[1] ? { stem: numbered[1], from: Number(numbered[2]) } : series(name)
}

/** True if a socket, or the first of a group, has that name. */
export function isTaken(model: Model, name: string): boolean {
  if (model.sockets.has(name) || model.sockets.has(memberName(name, 1))) return true
  for (const socket of model.sockets.values()) if (socket.label === name) return true
  return false
}

/** The first name of a series that is free as far as the model knows. */
export function freeName(model: Model, names: Series): string {
  let index = names.from
  while (isTaken(model, nth(names, index))) index++
  return nth(names, index)
}

type Attempt = (name: string) => ReturnType<Ui['execute']>
export type Made = { name: string; seq: number } | { error: LabError }

/** The model knows only names that came to life; one that failed to is taken, too, so the lab has the last word. */
export async function underFreeName(model: Model, names: Series, attempt: Attempt): Promise<Made> {
  let { from } = names
  for (let tries = 1; ; tries++) {
    while (isTaken(model, nth(names, from))) from++
    const name = nth(names, from++)
    const reply = await attempt(name)
    if (reply.ok) return { name, seq: reply.value.seq }
    if (reply.error.code !== LAB_CODES.nameTaken || tries === TRIES) return { error: reply.error }
  }
}
