import { groupOf } from '../ids'
import { nodeProgram } from './node/node'
import type { CodeLocale, Language, Program } from './program'
import { pythonProgram } from './python/python'
import { shellProgram } from './shell/shell'
import type { History } from './story/history'
import { tell } from './story/tell'

/** A socket, or a group of clients, that a program can be written of. */
export interface Subject {
  /** Of the socket, or of the group. */
  name: string
  label: string
  kind: 'server' | 'client' | 'datagram'
  /** Of a group. */
  count?: number
}

/** Everything in a log that a program can be written of, in the order in which it was made. */
export function subjectsOf(history: History): Subject[] {
  const subjects = new Map<string, Subject>()
  for (const made of history.made) {
    const group = groupOf(made)
    const name = group !== undefined && history.group(group) ? group : made
    if (subjects.has(name)) continue
    const story = tell(history, name)
    if (!story) continue
    const count = history.group(name)?.length
    subjects.set(name, { name, label: story.label, kind: story.kind, ...(count !== undefined && { count }) })
  }
  return [...subjects.values()]
}

/**
 * The program that does what a socket, or a group of clients, did; of an accepted end: that of its listener. Undefined for what no
 * program does: proxies, foreign ends, loads, watches.
 */
export function programFor(
  history: History,
  name: string,
  language: Language,
  locale: CodeLocale,
): Program | undefined {
  const story = tell(history, name)
  if (!story) return undefined
  switch (language) {
    case 'python':
      return pythonProgram(story, locale)
    case 'node':
      return nodeProgram(story, locale)
    case 'shell':
      return shellProgram(story, locale)
  }
}
