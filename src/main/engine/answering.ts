import { encodeUtf8, parseHex, upperAscii } from '../../shared/bytes'
import type { Respond } from '../../shared/commands'
import type { RuleAnswers } from './answers/rule-answers'
import type { Pending } from './pending'

/**
 * A socket that answers what it receives. `From` is what it has to know of the sender besides; nothing where both ends of a
 * connection are known.
 */
export interface Answerer<From> {
  readonly name: string
  readonly pending: Pending
  /** Its descriptor is closed: nothing is to be answered any more. */
  readonly isClosed: boolean
  /** Its answers by rules, made when they are asked for first. */
  readonly byRules: RuleAnswers<From>
  /** Answers the sender. */
  answerTo(from: From, bytes: Uint8Array, cause: number): void
  /** Passes on what one has sent to all the others. */
  answerOthers(from: From, bytes: Uint8Array, cause: number): void
  /** Its answer was given, and `thenClose` asked for. */
  closeAnswered(cause: number): void
  /** A rule answered that says `then: reset`. Absent where there is no connection to be reset. */
  resetAnswered?(cause: number): void
}

/** Answers `received` as `respond` says, now or when its delay is over. `cause`: `seq` of its `received`. */
export function answer<From>(
  answerer: Answerer<From>,
  respond: Respond,
  received: Uint8Array,
  cause: number,
  from: From,
): void {
  if (respond.with === 'rules') {
    answerer.byRules.take(respond, received, cause, from)
    return
  }
  const { delayMs } = respond
  if (delayMs) answerer.pending.later(delayMs, () => answerNow(answerer, respond, received, cause, from))
  else answerNow(answerer, respond, received, cause, from)
}

function answerNow<From>(
  answerer: Answerer<From>,
  respond: Respond,
  received: Uint8Array,
  cause: number,
  from: From,
): void {
  switch (respond.with) {
    case 'echo':
      answerer.answerTo(from, received, cause)
      break
    case 'upper':
      answerer.answerTo(from, upperAscii(received), cause)
      break
    case 'reply':
      answerer.answerTo(from, replyBytes(respond), cause)
      break
    case 'broadcast':
      answerer.answerOthers(from, received, cause)
  }
  if (respond.thenClose) answerer.closeAnswered(cause)
}

function replyBytes(respond: Respond): Uint8Array {
  return respond.hex === undefined
    ? encodeUtf8(respond.text ?? '')
    : (parseHex(respond.hex) ?? new Uint8Array(0))
}
