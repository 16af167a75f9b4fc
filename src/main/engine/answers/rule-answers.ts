import {
  type Matched,
  type Rule,
  RuleSet,
  type TriedRules,
  type TryRegexes,
} from '../../../shared/answers/rules'
import type { Respond } from '../../../shared/commands'
import { LAB_CODES, labError } from '../../../shared/errors'
import type { Answerer } from '../answering'
import type { Context } from '../context'
import { LIMIT_MS } from './regexes'

/** From so many messages, or bytes, that wait for their answer on, a socket that can should stop reading. */
const FULL_MESSAGES = 1000
const FULL_BYTES = 4 * 1024 * 1024
/** Beyond so many messages, those of a socket that can't stop are left unanswered. */
const MOST_MESSAGES = 4 * FULL_MESSAGES

interface Message<From> {
  respond: Respond
  set: RuleSet
  bytes: Uint8Array
  cause: number
  from: From
  /** When it was received, ms of `performance.now()`. */
  at: number
}

/** Rules made ready, by what the command says of them. */
const sets = new WeakMap<readonly Rule[], RuleSet>()

function ruleSetOf(rules: readonly Rule[]): RuleSet {
  const known = sets.get(rules)
  if (known) return known
  const set = new RuleSet(rules)
  sets.set(rules, set)
  return set
}

/** Which of the rules would answer `message`, and with what, as the first answer of a socket. */
export async function tryRules(
  rules: readonly Rule[],
  message: Uint8Array,
  tryRegexes: TryRegexes,
): Promise<TriedRules> {
  const set = ruleSetOf(rules)
  const matched = await set.match(message, tryRegexes)
  const reply = set.reply(matched, 1, new Date().toISOString())
  const { rule, captures, ranAway } = matched
  return { ...(rule !== undefined && { rule }), captures, ranAway, ...(reply && { reply }) }
}

/** Answers by rules of one socket: one after the other, in the order in which the messages came. */
export class RuleAnswers<From> {
  readonly #waiting: Message<From>[] = []
  #bytes = 0
  #answers = 0
  #leaves = false

  /** `onRoom`: told when it has become full, and when it no longer is. */
  constructor(
    private readonly answerer: Answerer<From>,
    private readonly context: Context,
    private readonly onRoom: (cause: number) => void = () => {},
  ) {}

  /** So much waits that no more should be read. */
  get isFull(): boolean {
    return this.#waiting.length >= FULL_MESSAGES || this.#bytes >= FULL_BYTES
  }

  take(respond: Respond, bytes: Uint8Array, cause: number, from: From): void {
    if (this.#waiting.length >= MOST_MESSAGES) {
      this.#leave(cause)
      return
    }
    const wasFull = this.isFull
    const set = ruleSetOf(respond.rules ?? [])
    this.#waiting.push({ respond, set, bytes, cause, from, at: performance.now() })
    this.#bytes += bytes.length
    if (this.#waiting.length === 1) this.#next()
    if (this.isFull && !wasFull) this.onRoom(cause)
  }

  #next(): void {
    for (let message = this.#waiting[0]; message; message = this.#waiting[0]) {
      const matched = message.set.match(message.bytes, this.context.regexes.try)
      if (matched instanceof Promise) {
        const one = message
        void matched.then((later) =>
          this.context.guard(this.answerer.name, () => {
            if (this.#matched(one, later)) this.#next()
          }),
        )
        return
      }
      if (!this.#matched(message, matched)) return
    }
  }

  /** Answers now (true), or when it is time, or, of a socket that is closed, never. */
  #matched(message: Message<From>, matched: Matched): boolean {
    for (const rule of matched.ranAway) this.#ranAway(rule, message)
    // While its expressions were tried. Nobody would take back what was put off from here on.
    if (this.answerer.isClosed) {
      this.#waiting.length = 0
      return false
    }
    const delayMs = this.#ruleOf(message, matched)?.delayMs ?? message.respond.delayMs ?? 0
    const left = matched.rule === undefined ? 0 : message.at + delayMs - performance.now()
    if (left > 0) {
      this.answerer.pending.later(left, () => {
        this.#answer(message, matched)
        this.#next()
      })
      return false
    }
    this.#answer(message, matched)
    return true
  }

  #answer(message: Message<From>, matched: Matched): void {
    const { answerer } = this
    const { cause, from, respond } = message
    const wasFull = this.isFull
    this.#waiting.shift()
    this.#bytes -= message.bytes.length
    if (this.#waiting.length === 0) this.#leaves = false
    const rule = this.#ruleOf(message, matched)
    if (rule) {
      const reply = rule.reply && message.set.reply(matched, ++this.#answers, new Date().toISOString())
      if (reply) answerer.answerTo(from, reply, cause)
      const then = rule.then ?? (respond.thenClose ? 'close' : undefined)
      if (then === 'close') answerer.closeAnswered(cause)
      else if (then === 'reset') answerer.resetAnswered?.(cause)
    }
    if (wasFull && !this.isFull) this.onRoom(cause)
  }

  #ruleOf({ set }: Message<From>, { rule }: Matched): Rule | undefined {
    return rule === undefined ? undefined : set.rules[rule]
  }

  #ranAway(rule: number, { set, cause }: Message<From>): void {
    const regex = set.rules[rule]?.match.regex
    const message = `rule ${rule + 1}: /${regex}/ had not come to an end after ${LIMIT_MS} ms; the rule was passed over`
    const field = `respond.rules.${rule}.match.regex`
    this.context.record({
      kind: 'failed',
      socket: this.answerer.name,
      cause,
      ...labError(LAB_CODES.runaway, message, { field }),
    })
  }

  /** It comes faster than it can be answered, by a socket that can't stop reading: said once until all is answered. */
  #leave(cause: number): void {
    if (this.#leaves) return
    this.#leaves = true
    const message = `more than ${MOST_MESSAGES} messages wait for their answers: those that come now are not answered`
    const { name } = this.answerer
    this.context.record({ kind: 'failed', socket: name, cause, ...labError(LAB_CODES.limit, message) })
  }
}
