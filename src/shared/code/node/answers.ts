import { parseTemplate, type Template } from '../../answers/template'
import { encodeUtf8, parseHex } from '../../bytes'
import type { Respond } from '../../commands'
import type { Draft } from '../draft'
import type { Lines } from '../lines'
import { nodeBuffer, nodeBytes, nodeString } from '../literals'
import { replyOf } from '../reply'
import { helper, sleep } from './parts'

/** How programs for Node answer. */

export interface Answering {
  respond: Respond
  /** What was received, in a variable. */
  data: string
  /** Sends an expression. */
  send: (bytes: string) => string
  /** Sends to all the others. */
  sendOthers: (bytes: string) => string
  /** Ends the conversation, line by line. */
  close: readonly string[]
  /** The same, with RST. */
  reset: readonly string[]
  /** Of the answers. */
  seqs: readonly number[]
}

/** Nothing has to be awaited for an answer. */
export const isAtOnce = ({ with: how, delayMs }: Respond) => how !== 'rules' && !delayMs

/** Answers what is in a variable, in an async function unless it is at once. */
export function putAnswer(draft: Draft, code: Lines, answering: Answering): void {
  const { respond, data, send, seqs, close, reset } = answering
  if (respond.with === 'rules') {
    draft.helpers.add('answer')
    code.put(`const rule = answer(${data}, answers + 1)`)
    code.block(
      'if (rule) {',
      [],
      () => {
        const rules = respond.rules ?? []
        if (respond.delayMs || rules.some(({ delayMs }) => delayMs)) {
          sleep(draft, 0)
          code.put('await sleep(rule.delayMs)')
        }
        code.block(
          'if (rule.reply !== undefined) {',
          [],
          () => {
            code.put(send('rule.reply'), seqs)
            code.put('answers++')
          },
          '}',
        )
        if (rules.some(({ then }) => then === 'reset'))
          code.block("if (rule.then === 'reset') {", [], () => putAll(code, reset), '}')
        if (respond.thenClose || rules.some(({ then }) => then === 'close'))
          code.block("if (rule.then === 'close') {", [], () => putAll(code, close), '}')
      },
      '}',
    )
    return
  }
  if (respond.delayMs) code.put(sleep(draft, respond.delayMs))
  if (respond.with === 'echo') code.put(send(data), seqs)
  else if (respond.with === 'upper') {
    draft.helpers.add('upper')
    code.put(send(`upper(${data})`), seqs)
  } else if (respond.with === 'reply') code.put(send(nodeBytes(replyOf(respond))), seqs)
  else if (respond.with === 'broadcast') code.put(answering.sendOthers(data), seqs)
  if (respond.thenClose) putAll(code, close)
}

function putAll(code: Lines, lines: readonly string[]): void {
  for (const line of lines) code.put(line)
}

/** The functions `answer` and `upper`, if they are needed. */
export function putRules(draft: Draft, code: Lines, respond: Respond): void {
  if (draft.helpers.has('upper')) {
    helper(code, 'function upper(bytes)', draft.words.upper, [
      'return bytes.map((byte) => (byte >= 0x61 && byte <= 0x7a ? byte - 0x20 : byte))',
    ])
  }
  if (!draft.helpers.has('answer')) return
  const rules = respond.rules ?? []
  const body = draft.lines()
  if (rules.some(({ match }) => match.regex !== undefined)) {
    body.put('const text = message.toString()')
    body.put('let match')
  }
  for (const rule of rules) putRule(body, rule, respond)
  helper(
    code,
    'function answer(message, n)',
    draft.words.answerHelp,
    body.lines.map(({ text }) => text),
  )
}

type Rule = NonNullable<Respond['rules']>[number]

function putRule(body: Lines, { match, reply, delayMs, then }: Rule, respond: Respond): void {
  const { regex, equals, startsWith, contains, hex } = match
  const bytes = encodeUtf8(equals ?? startsWith ?? contains ?? '')
  const test =
    regex !== undefined
      ? `(match = new RegExp(${nodeString(regex)}, 'su').exec(text))`
      : equals !== undefined
        ? `message.equals(${nodeBuffer(bytes)})`
        : startsWith !== undefined
          ? `message.subarray(0, ${bytes.length}).equals(${nodeBuffer(bytes)})`
          : `message.includes(${nodeBuffer(hex === undefined ? bytes : (parseHex(hex) ?? new Uint8Array(0)))})`
  const fields: string[] = []
  if (reply !== undefined) {
    const said =
      reply.hex === undefined ? filled(parseTemplate(reply.text ?? ''), match) : nodeBuffer(replyOf(reply))
    fields.push(`reply: ${said}`)
  }
  const next = then ?? (respond.thenClose ? 'close' : undefined)
  if (next !== undefined) fields.push(`then: '${next}'`)
  if (respond.delayMs || respond.rules?.some((each) => each.delayMs))
    fields.push(`delayMs: ${delayMs ?? respond.delayMs ?? 0}`)
  body.put(`if (${test}) return { ${fields.join(', ')} }`)
}

function filled(template: Template, match: Rule['match']): string {
  return template.length === 0 ? "''" : template.map((part) => piece(part, match)).join(' + ')
}

/** A part of a template, as an expression. */
function piece(part: Template[number], match: Rule['match']): string {
  const isFound = match.regex !== undefined
  switch (part.kind) {
    case 'text':
      return nodeString(part.text)
    case 'match':
      return isFound ? 'match[0]' : nodeString(match.equals ?? match.startsWith ?? match.contains ?? '')
    case 'group':
      return isFound ? `(match[${part.group}] ?? '')` : "''"
    case 'named':
      return isFound ? `(match.groups[${nodeString(part.name)}] ?? '')` : "''"
    case 'n':
      return 'String(n)'
    case 'time':
      return 'new Date().toISOString()'
    case 'unknown':
      return nodeString(`\${${part.name}}`)
  }
}
