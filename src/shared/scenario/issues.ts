import type { z } from 'zod'
import { opened } from '../schema-issues'
import { quote } from './names'
import { nearest } from './nearest'

/** Unknown fields of one object that are told. */
const MOST_KEYS = 20

type Issue = z.core.$ZodIssue

/** A place in a step, such as `respond.with`, and what is wrong there. */
export interface Finding {
  field: string
  message: string
}

/** What a schema found wrong with `input`, in words for the person who wrote it. */
export function findings(
  error: z.ZodError,
  input: unknown,
  fieldsOf: (path: PropertyKey[]) => string[],
): Finding[] {
  return error.issues.flatMap(opened).flatMap((issue) => {
    if (issue.code === 'unrecognized_keys') {
      const known = fieldsOf(issue.path)
      return issue.keys.slice(0, MOST_KEYS).map((key) => ({
        field: [...issue.path, key].join('.'),
        message: `unknown field ${quote(key)}${suggestion(key, known)}`,
      }))
    }
    return [{ field: issue.path.join('.'), message: phrase(issue, valueAt(input, issue.path)) }]
  })
}

/** `; did you mean "received"?`, or the whole list where it is short, or nothing. */
function suggestion(word: string, known: readonly string[]): string {
  const meant = nearest(word, known)
  if (meant !== undefined) return `; did you mean ${quote(meant)}?`
  return known.length > 0 ? `; known are ${known.join(', ')}` : ''
}

function phrase(issue: Issue, value: unknown): string {
  // A schema that says itself what is wrong knows why.
  if (!issue.message.startsWith('Invalid ') && issue.code.startsWith('invalid_')) return issue.message
  switch (issue.code) {
    case 'invalid_type':
      return value === undefined
        ? 'is missing'
        : `must be ${typeWords(issue.expected)}, not ${valueWords(value)}`
    case 'invalid_value': {
      if (value === undefined) return 'is missing'
      const options = issue.values.map((option) =>
        typeof option === 'string' ? quote(option) : String(option),
      )
      const meant = typeof value === 'string' ? nearest(value, issue.values.map(String)) : undefined
      return `must be ${options.length > 1 ? 'one of ' : ''}${options.join(', ')}, not ${valueWords(value)}${
        meant === undefined ? '' : `; did you mean ${quote(meant)}?`
      }`
    }
    case 'invalid_union': {
      const kinds = issue.errors.flatMap(([first]) =>
        first?.code === 'invalid_type' ? [typeWords(first.expected)] : [],
      )
      return kinds.length === 0 || kinds.length < issue.errors.length
        ? issue.message
        : `must be ${kinds.join(' or ')}, not ${valueWords(value)}`
    }
    case 'too_big':
      return `must ${size(issue.origin, 'at most', Number(issue.maximum))}${shown(value)}`
    case 'too_small':
      return `must ${size(issue.origin, 'at least', Number(issue.minimum))}${shown(value)}`
  }
  return issue.message
}

function size(origin: string, bound: string, limit: number): string {
  switch (origin) {
    case 'string':
      return `have ${bound} ${limit} character${limit === 1 ? '' : 's'}`
    case 'array':
      return `have ${bound} ${limit} item${limit === 1 ? '' : 's'}`
  }
  return `be ${bound} ${limit}`
}

function shown(value: unknown): string {
  return typeof value === 'number' ? `, not ${value}` : ''
}

function typeWords(expected: string): string {
  const words: Record<string, string> = {
    int: 'a whole number',
    object: 'an object',
    array: 'a list',
    boolean: 'true or false',
    record: 'an object',
  }
  return words[expected] ?? `a ${expected}`
}

/** What a JSON value is, for messages. */
export function valueWords(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object') return 'an object'
  if (typeof value === 'string') return value.length <= 40 ? quote(value) : 'a string'
  return String(value)
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  let value = input
  for (const key of path) {
    if (typeof value !== 'object' || value === null) return undefined
    value = (value as Record<PropertyKey, unknown>)[key]
  }
  return value
}
