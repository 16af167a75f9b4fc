import type { Rule } from '../../shared/answers/rules'
import { toHex } from '../../shared/bytes'
import type { ConfigureCommand, Respond } from '../../shared/commands'
import type { Framing } from '../../shared/commands/framing'
import { escapeText, unescapeText } from '../composer/escapes'
import { parseInput } from '../composer/parse'
import { type RuleForm, readRules, ruleFormsOf } from '../rules/form'
import { HOUR_MS, type Problems, type Read, readInteger, readOptional } from './fields'
import { type FramingForm, framingFormOf, readFraming } from './layers/form'

/** How a server answers, as dialogs hold it. */

export const ANSWERS = ['none', 'echo', 'upper', 'reply', 'rules', 'broadcast', 'discard'] as const
export type Answer = (typeof ANSWERS)[number]

export interface AnswerForm {
  answer: Answer
  replyAs: 'text' | 'hex'
  /** With escapes if it is text. */
  reply: string
  delay: string
  thenClose: boolean
  rules: RuleForm[]
}

export const emptyAnswer: AnswerForm = {
  answer: 'echo',
  replyAs: 'text',
  reply: '',
  delay: '0',
  thenClose: false,
  rules: [],
}

/** Most connections that a limit can allow. */
export const MAX_LIMIT = 1_000_000

/** True if the answer sends something, so that a delay and an end make sense. */
export function answers(answer: Answer): boolean {
  return answer !== 'none' && answer !== 'discard'
}

export function readAnswer<F extends AnswerForm>(form: F, problems: Problems<F>): Respond {
  const { answer } = form
  const delayMs = answers(answer) ? readInteger<F, 'delay'>(form, 'delay', 0, HOUR_MS, problems) : 0
  return {
    with: answer,
    ...(answer === 'reply' && readReply(form, problems)),
    ...(answer === 'rules' && { rules: readAllRules(form, problems) }),
    ...(delayMs > 0 && { delayMs }),
    ...(answers(answer) && form.thenClose && { thenClose: true }),
  }
}

function readAllRules<F extends AnswerForm>({ rules }: F, problems: Problems<F>): Rule[] {
  if (rules.length === 0) problems.rules = { key: 'noRules' }
  const read = readRules(rules)
  if (!read) problems.rules = { key: 'rules' }
  return read ?? []
}

function readReply<F extends AnswerForm>(
  form: F,
  problems: Problems<F>,
): Pick<Respond, 'text'> | Pick<Respond, 'hex'> {
  const { reply, replyAs } = form
  if (replyAs === 'hex') {
    const read = parseInput({ input: reply, format: 'hex', ending: 'none', escapes: false })
    if (read.ok) return { hex: reply.trim() }
    if (read.problem === 'badHex') problems.reply = { key: 'hex', part: read.part }
    else problems.reply = { key: read.problem === 'oddHex' ? 'oddHex' : 'required' }
    return { hex: '' }
  }
  const read = unescapeText(reply)
  if (!read.ok) problems.reply = { key: 'escape', part: read.part }
  else if (read.content.length === 0) problems.reply = { key: 'required' }
  else if (typeof read.content === 'string') return { text: read.content }
  else return { hex: toHex(read.content) }
  return { text: '' }
}

/** What a dialog holds for an answer that is given already. */
export function answerFormOf(respond: Respond | undefined): AnswerForm {
  return {
    answer: respond?.with ?? 'none',
    replyAs: respond?.hex === undefined ? 'text' : 'hex',
    reply: respond?.hex ?? escapeText(respond?.text ?? ''),
    delay: String(respond?.delayMs ?? 0),
    thenClose: respond?.thenClose ?? false,
    rules: ruleFormsOf(respond?.rules),
  }
}

export interface EditForm extends AnswerForm, FramingForm {
  /** Most connections at a time; '' for no limit. */
  limit: string
}

/** What changes at `socket`, whose limit is `limit` so far, and whose framing `framed`. */
export function readEdit(
  form: EditForm,
  socket: string,
  limit: number | undefined,
  framed?: Framing,
): Read<EditForm, ConfigureCommand> {
  const problems: Problems<EditForm> = {}
  const respond = readAnswer(form, problems)
  const maxConnections = readOptional(form, 'limit', 1, MAX_LIMIT, problems)
  const framing = readFraming(form, problems)
  // As the dialog would have it, who left it alone.
  const before = readFraming({ ...form, ...framingFormOf(framed) }, {})
  const isOther = JSON.stringify(framing) !== JSON.stringify(before)
  if (Object.keys(problems).length > 0) return { problems }
  return {
    command: {
      do: 'configure',
      socket,
      respond,
      ...(maxConnections !== limit && { maxConnections: maxConnections ?? null }),
      ...(isOther && { framing: framing ?? null }),
    },
  }
}
