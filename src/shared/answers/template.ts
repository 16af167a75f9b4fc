/**
 * The text that a rule answers with. `$` begins what is put in, as in JavaScript's String.replace, so that what a person means as
 * text needs no other care than `$$` for a `$`:
 *
 *     $1 … $99    what a group of the regular expression has captured; nothing if it took no part
 *     $<name>     the same of a named group
 *     $&          what matched: of `contains`, `equals`, `startsWith` their own text
 *     ${n}        how many answers by rules this end has given, with this one
 *     ${time}     when it answers: UTC, ISO 8601, with milliseconds
 *     $$          a `$`
 *
 * Any other `$` stands for itself, but for `${…}`, which is kept for what may come.
 */
export type Template = readonly Part[]

type Part =
  | { kind: 'text'; text: string }
  | { kind: 'match' }
  | { kind: 'group'; group: number; at: number }
  | { kind: 'named'; name: string; at: number }
  | { kind: 'n' }
  | { kind: 'time' }
  | { kind: 'unknown'; name: string; at: number }

/** What a template is filled with. */
export interface Filling {
  /** What matched, and behind that what each group has captured. */
  captures: readonly (string | undefined)[]
  groups?: Readonly<Record<string, string | undefined>>
  n: number
  time: string
}

const PLACE = /\$(?:(\$)|(&)|([1-9]\d?)|<([^>]*)>|\{([^{}]*)\})/g

export function parseTemplate(text: string): Template {
  const parts: Part[] = []
  let from = 0
  for (const match of text.matchAll(PLACE)) {
    const [whole, dollar, all, group, named, word] = match
    const at = match.index
    if (at > from) parts.push({ kind: 'text', text: text.slice(from, at) })
    from = at + whole.length
    if (dollar !== undefined) parts.push({ kind: 'text', text: '$' })
    else if (all !== undefined) parts.push({ kind: 'match' })
    else if (group !== undefined) parts.push({ kind: 'group', group: Number(group), at })
    else if (named !== undefined) parts.push({ kind: 'named', name: named, at })
    else if (word === 'n' || word === 'time') parts.push({ kind: word })
    else parts.push({ kind: 'unknown', name: word ?? '', at })
  }
  if (from < text.length) parts.push({ kind: 'text', text: text.slice(from) })
  return parts
}

export function fill(template: Template, filling: Filling): string {
  return template.map((part) => put(part, filling)).join('')
}

function put(part: Part, { captures, groups, n, time }: Filling): string {
  switch (part.kind) {
    case 'text':
      return part.text
    case 'match':
      return captures[0] ?? ''
    case 'group':
      return captures[part.group] ?? ''
    case 'named':
      return groups?.[part.name] ?? ''
    case 'n':
      return String(n)
    case 'time':
      return time
    case 'unknown':
      return `\${${part.name}}`
  }
}

/** What can't be put in: a place that is none, or a group that the rule's match hasn't. */
export interface TemplateFault {
  kind: 'unknown' | 'group' | 'named'
  /** As it is written there. */
  part: string
  /** Where, in UTF-16 units from 0. */
  at: number
}

/** The first thing that can't be put in; `groups` are those of the rule's match. */
export function templateFault(
  text: string,
  groups: { count: number; names: readonly string[] },
): TemplateFault | undefined {
  for (const part of parseTemplate(text)) {
    if (part.kind === 'unknown') return { kind: part.kind, part: `\${${part.name}}`, at: part.at }
    if (part.kind === 'group' && part.group > groups.count) {
      return { kind: part.kind, part: `$${part.group}`, at: part.at }
    }
    if (part.kind === 'named' && !groups.names.includes(part.name)) {
      return { kind: part.kind, part: `$<${part.name}>`, at: part.at }
    }
  }
  return undefined
}
