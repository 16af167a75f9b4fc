import { decodeUtf8Lossy, encodeUtf8, parseHex } from '../bytes'
import type { Respond } from '../commands/answers'
import { fill, parseTemplate, type Template } from './template'

/** Ordered rules: the first one that matches what was received says what is answered. */

export type Rule = NonNullable<Respond['rules']>[number]

/** What a regular expression has found. */
export interface Found {
  /** Which of them, from 0. */
  index: number
  captures: (string | undefined)[]
  groups?: Record<string, string | undefined>
}

/**
 * Tries regular expressions one after the other, where one that runs away does no harm: the first that matches, `undefined` if none
 * does, or which of them took too long.
 */
export type TryRegexes = (
  sources: readonly string[],
  text: string,
) => Promise<Found | { ranAway: number } | undefined>

/** The rule that answers. */
export interface Matched extends Omit<Found, 'index'> {
  /** From 0; absent if none matches. */
  rule?: number
  /** Rules whose regular expression ran away: they count as such that don't match. */
  ranAway: number[]
}

/** What the rules would make of a message. */
export interface TriedRules {
  /** The rule that answers, from 0; absent if none matches. */
  rule?: number
  /** What matched, and behind that what each group has captured. */
  captures: (string | undefined)[]
  ranAway: number[]
  reply?: Uint8Array
}

/** Rules made ready: what is compared over and over again is worked out once. */
export class RuleSet {
  readonly #plain: (Plain | undefined)[]
  readonly #templates: (Template | undefined)[]
  readonly #replies: (Uint8Array | undefined)[]
  readonly #regexes: number[]

  constructor(readonly rules: readonly Rule[]) {
    this.#plain = rules.map(plainOf)
    this.#templates = rules.map(({ reply }) =>
      reply?.text === undefined ? undefined : parseTemplate(reply.text),
    )
    this.#replies = rules.map(({ reply }) => (reply?.hex === undefined ? undefined : parseHex(reply.hex)))
    this.#regexes = rules.flatMap(({ match }, index) => (match.regex === undefined ? [] : [index]))
  }

  /** The first rule that matches. A promise only where a regular expression comes before it. */
  match(message: Uint8Array, tryRegexes: TryRegexes): Matched | Promise<Matched> {
    const plain = this.#plain.findIndex((one) => one?.matches(message))
    const before = plain < 0 ? this.#regexes : this.#regexes.filter((index) => index < plain)
    const otherwise: Matched =
      plain < 0
        ? { captures: [], ranAway: [] }
        : { rule: plain, captures: [(this.#plain[plain] as Plain).text], ranAway: [] }
    if (before.length === 0) return otherwise
    return this.#matchRegexes(before, decodeUtf8Lossy(message), otherwise, tryRegexes)
  }

  async #matchRegexes(
    indexes: readonly number[],
    text: string,
    otherwise: Matched,
    tryRegexes: TryRegexes,
  ): Promise<Matched> {
    const ranAway: number[] = []
    for (let rest = indexes; rest.length > 0; ) {
      const found = await tryRegexes(
        rest.map((index) => this.rules[index]?.match.regex ?? ''),
        text,
      )
      if (!found) break
      if (!('ranAway' in found)) {
        const { index, ...captured } = found
        return { ...captured, rule: rest[index] as number, ranAway }
      }
      ranAway.push(rest[found.ranAway] as number)
      rest = rest.slice(found.ranAway + 1)
    }
    return { ...otherwise, ranAway }
  }

  /** What the rule says; undefined if it says nothing. `n`, `time`: as in a template. */
  reply({ rule, captures, groups }: Matched, n: number, time: string): Uint8Array | undefined {
    if (rule === undefined) return undefined
    const template = this.#templates[rule]
    if (!template) return this.#replies[rule]
    return encodeUtf8(fill(template, { captures, n, time, ...(groups && { groups }) }))
  }
}

interface Plain {
  /** What matched, as text. */
  text: string
  matches(message: Uint8Array): boolean
}

/** A match that is no regular expression: bytes are compared with bytes. */
function plainOf({ match }: Rule): Plain | undefined {
  const { equals, startsWith, contains, hex } = match
  if (equals !== undefined) {
    const wanted = encodeUtf8(equals)
    return {
      text: equals,
      matches: (message) => message.length === wanted.length && isAt(message, wanted, 0),
    }
  }
  if (startsWith !== undefined) {
    const wanted = encodeUtf8(startsWith)
    return { text: startsWith, matches: (message) => isAt(message, wanted, 0) }
  }
  const wanted = contains !== undefined ? encodeUtf8(contains) : hex !== undefined ? parseHex(hex) : undefined
  return wanted && { text: contains ?? '', matches: (message) => holds(message, wanted) }
}

function holds(message: Uint8Array, wanted: Uint8Array): boolean {
  if (wanted.length === 0) return true
  const first = wanted[0] as number
  for (let at = message.indexOf(first); at >= 0; at = message.indexOf(first, at + 1)) {
    if (isAt(message, wanted, at)) return true
  }
  return false
}

function isAt(message: Uint8Array, wanted: Uint8Array, at: number): boolean {
  if (at + wanted.length > message.length) return false
  for (let i = 0; i < wanted.length; i++) if (message[at + i] !== wanted[i]) return false
  return true
}
