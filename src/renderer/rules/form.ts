import { groupsOf, patternFault } from '../../shared/answers/pattern'
import type { Rule } from '../../shared/answers/rules'
import { templateFault } from '../../shared/answers/template'
import { MAX_REGEX } from '../../shared/rule-limits'
import { escapeText, unescapeText } from '../composer/escapes'
import { parseInput } from '../composer/parse'
import { HOUR_MS, type Problem } from '../dialogs/fields'

/** Rules as the editor holds them. */

export const MATCHES = ['contains', 'equals', 'startsWith', 'regex', 'hex'] as const
export type Match = (typeof MATCHES)[number]
export const REPLIES = ['text', 'hex', 'nothing'] as const
export const ENDINGS = ['goOn', 'close', 'reset'] as const

export interface RuleForm {
  /** Tells it from the others, wherever it is moved. */
  id: number
  match: Match
  /** With escapes, but for a regular expression, which has its own, and hex. */
  value: string
  replyAs: (typeof REPLIES)[number]
  /** With escapes if it is text. */
  reply: string
  delay: string
  ending: (typeof ENDINGS)[number]
}

export type RuleProblems = Partial<Record<'value' | 'reply' | 'delay', Problem>>

export function newRule(rules: readonly RuleForm[]): RuleForm {
  const id = rules.reduce((most, rule) => Math.max(most, rule.id), 0) + 1
  return { id, match: 'contains', value: '', replyAs: 'text', reply: '', delay: '', ending: 'goOn' }
}

export function ruleFormsOf(rules: readonly Rule[] = []): RuleForm[] {
  return rules.map((rule, index) => {
    const { match, reply } = rule
    const kind = MATCHES.find((one) => match[one] !== undefined) ?? 'contains'
    const value = match[kind] ?? ''
    return {
      id: index + 1,
      match: kind,
      value: kind === 'hex' ? value : kind === 'regex' ? inOneLine(value) : escapeText(value),
      replyAs: reply === undefined ? 'nothing' : reply.hex === undefined ? 'text' : 'hex',
      reply: reply?.hex ?? escapeText(reply?.text ?? ''),
      delay: rule.delayMs === undefined ? '' : String(rule.delayMs),
      ending: rule.then ?? 'goOn',
    }
  })
}

/** The same expression, with the escapes that it has itself in the place of what a field would swallow. */
function inOneLine(regex: string): string {
  return regex.replaceAll('\n', '\\n').replaceAll('\r', '\\r').replaceAll('\t', '\\t')
}

/** The rule that was entered, or what is wrong with it. */
export function readRule(form: RuleForm): { rule: Rule } | { problems: RuleProblems } {
  const problems: RuleProblems = {}
  const value = readValue(form, problems)
  const reply = readReply(form, problems)
  const delay = form.delay.trim()
  const delayMs = delay === '' ? 0 : /^\d{1,8}$/.test(delay) ? Number(delay) : Number.NaN
  if (!(delayMs >= 0 && delayMs <= HOUR_MS)) problems.delay = { key: 'integerOrNone', min: 0, max: HOUR_MS }
  if (Object.keys(problems).length > 0) return { problems }
  return {
    rule: {
      match: { [form.match]: value },
      ...(reply && { reply }),
      ...(delayMs > 0 && { delayMs }),
      // biome-ignore lint/suspicious/noThenProperty: a rule's own word; it is never awaited
      ...(form.ending !== 'goOn' && { then: form.ending }),
    },
  }
}

/** All of them; undefined if something is wrong with one. */
export function readRules(forms: readonly RuleForm[]): Rule[] | undefined {
  const rules: Rule[] = []
  for (const form of forms) {
    const read = readRule(form)
    if (!('rule' in read)) return undefined
    rules.push(read.rule)
  }
  return rules
}

function readValue({ match, value }: RuleForm, problems: RuleProblems): string {
  if (match === 'hex') return readHex(value, 'value', problems)
  if (match === 'regex') {
    const problem = regexProblem(value)
    if (problem) problems.value = problem
    return value
  }
  // Anything contains nothing; what is nothing itself, or begins with it, is asked for in another way.
  if (value === '' && match !== 'contains') problems.value = { key: 'required' }
  return readText(value, 'value', problems)
}

function regexProblem(value: string): Problem | undefined {
  if (value === '') return { key: 'required' }
  if (value.length > MAX_REGEX) return { key: 'longRegex', max: MAX_REGEX }
  const fault = patternFault(value)
  return fault && { key: 'regex', part: fault.reason, at: fault.at + 1 }
}

function readReply(form: RuleForm, problems: RuleProblems): Rule['reply'] {
  const { reply, replyAs, match, value } = form
  if (replyAs === 'nothing') return undefined
  if (replyAs === 'hex') return { hex: readHex(reply, 'reply', problems) }
  if (reply === '') problems.reply = { key: 'required' }
  const text = readText(reply, 'reply', problems)
  if (problems.reply || problems.value) return { text }
  const fault = templateFault(text, match === 'regex' ? groupsOf(value) : { count: 0, names: [] })
  if (fault) {
    problems.reply = {
      key: fault.kind === 'unknown' ? 'place' : fault.kind === 'group' ? 'group' : 'groupName',
      part: fault.part,
      at: fault.at + 1,
    }
  }
  return { text }
}

function readText(text: string, field: 'value' | 'reply', problems: RuleProblems): string {
  const read = unescapeText(text)
  if (!read.ok) problems[field] ??= { key: 'escape', part: read.part }
  // Bytes that are no characters.
  else if (typeof read.content !== 'string') problems[field] ??= { key: 'notText' }
  else return read.content
  return ''
}

function readHex(hex: string, field: 'value' | 'reply', problems: RuleProblems): string {
  const read = parseInput({ input: hex, format: 'hex', ending: 'none', escapes: false })
  if (!read.ok) {
    if (read.problem === 'badHex') problems[field] = { key: 'hex', part: read.part }
    else problems[field] = { key: read.problem === 'oddHex' ? 'oddHex' : 'required' }
  }
  return hex.trim()
}

/** The same rules, that of `from` in the place of `to`. */
export function moved(rules: readonly RuleForm[], from: number, to: number): RuleForm[] {
  const rest = rules.filter((_rule, index) => index !== from)
  const rule = rules[from]
  if (!rule) return [...rules]
  return [...rest.slice(0, to), rule, ...rest.slice(to)]
}
