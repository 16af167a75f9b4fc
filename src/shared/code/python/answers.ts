import { parseTemplate, type Template } from '../../answers/template'
import { encodeUtf8, parseHex } from '../../bytes'
import type { Respond } from '../../commands'
import type { Draft } from '../draft'
import type { Lines } from '../lines'
import { pythonBytes, pythonString } from '../literals'
import { replyOf } from '../reply'
import { helper, seconds } from './parts'
import { pythonRegex } from './regex'

/** How programs in Python answer. */

export interface Answering {
  respond: Respond
  /** What was received, in a variable. */
  data: string
  /** Sends an expression. */
  send: (bytes: string) => string
  /** Sends to all the others, line by line. */
  sendOthers: (bytes: string) => readonly string[]
  /** Ends the conversation, line by line. */
  close: readonly string[]
  /** The same, with RST. */
  reset: (lines: Lines) => void
  /** Of the answers. */
  seqs: readonly number[]
}

/** Answers what is in a variable. */
export function putAnswer(draft: Draft, code: Lines, answering: Answering): void {
  const { respond, data, send, seqs, close, reset } = answering
  if (respond.with === 'rules') {
    draft.helpers.add('answer')
    code.put(`rule = answer(${data}, answers + 1)`)
    code.block('if rule:', [], () => {
      code.put('reply, then = rule')
      code.block('if reply is not None:', [], () => {
        code.put(send('reply'), seqs)
        code.put('answers += 1')
      })
      const rules = respond.rules ?? []
      if (rules.some(({ then }) => then === 'reset')) {
        code.block('if then == "reset":', [], () => reset(code))
      }
      if (respond.thenClose || rules.some(({ then }) => then === 'close'))
        code.block('if then == "close":', [], () => putAll(code, close))
    })
    return
  }
  if (respond.delayMs) {
    draft.imports.add('time')
    code.put(`time.sleep(${seconds(respond.delayMs)})`)
  }
  if (respond.with === 'echo') code.put(send(data), seqs)
  else if (respond.with === 'upper') code.put(send(`${data}.upper()`), seqs)
  else if (respond.with === 'reply') code.put(send(pythonBytes(replyOf(respond))), seqs)
  else if (respond.with === 'broadcast') {
    const others = answering.sendOthers(data)
    for (const [index, line] of others.entries()) code.put(line, index === others.length - 1 ? seqs : [])
  }
  if (respond.thenClose) putAll(code, close)
}

function putAll(code: Lines, lines: readonly string[]): void {
  for (const line of lines) code.put(line)
}

/** The function `answer`, if it is needed. */
export function putRules(draft: Draft, code: Lines, respond: Respond): void {
  if (!draft.helpers.has('answer')) return
  const body = draft.lines()
  const rules = respond.rules ?? []
  if (rules.some(({ match }) => match.regex !== undefined)) {
    draft.imports.add('re')
    body.put('text = message.decode(errors="replace")')
  }
  for (const rule of rules) putRule(draft, body, rule, respond)
  body.put('return None')
  helper(
    code,
    'answer(message, n)',
    draft.words.answerHelp,
    body.lines.map(({ text }) => text),
  )
}

type Rule = NonNullable<Respond['rules']>[number]

function putRule(draft: Draft, body: Lines, { match, reply, delayMs, then }: Rule, respond: Respond): void {
  let test: string
  if (match.regex !== undefined) {
    const regex = pythonRegex(match.regex)
    if (regex === undefined) {
      draft.leave('rule')
      body.comment(`/${match.regex}/`)
      return
    }
    body.put(`match = re.search(${pythonString(regex)}, text, re.ASCII | re.DOTALL)`)
    test = 'match'
  } else if (match.equals !== undefined) test = `message == ${pythonBytes(encodeUtf8(match.equals))}`
  else if (match.startsWith !== undefined)
    test = `message.startswith(${pythonBytes(encodeUtf8(match.startsWith))})`
  else if (match.contains !== undefined) test = `${pythonBytes(encodeUtf8(match.contains))} in message`
  else test = `${pythonBytes(parseHex(match.hex ?? '') ?? new Uint8Array(0))} in message`
  body.block(`if ${test}:`, [], () => {
    const delay = delayMs ?? respond.delayMs
    if (delay) {
      draft.imports.add('time')
      body.put(`time.sleep(${seconds(delay)})`)
    }
    const said =
      reply === undefined
        ? 'None'
        : reply.hex !== undefined
          ? pythonBytes(replyOf(reply))
          : filled(draft, parseTemplate(reply.text ?? ''), match)
    const next = then ?? (respond.thenClose ? 'close' : undefined)
    body.put(`return ${said}, ${next === undefined ? 'None' : `"${next}"`}`)
  })
}

function filled(draft: Draft, template: Template, match: Rule['match']): string {
  const [first] = template
  if (!first) return 'b""'
  if (template.length === 1 && first.kind === 'text') return pythonBytes(encodeUtf8(first.text))
  return `(${template.map((part) => piece(draft, part, match)).join(' + ')}).encode()`
}

/** A part of a template, as an expression. */
function piece(draft: Draft, part: Template[number], match: Rule['match']): string {
  const isFound = match.regex !== undefined
  switch (part.kind) {
    case 'text':
      return pythonString(part.text)
    case 'match':
      return isFound ? 'match[0]' : pythonString(match.equals ?? match.startsWith ?? match.contains ?? '')
    case 'group':
      return isFound ? `(match[${part.group}] or "")` : '""'
    case 'named':
      return isFound ? `(match[${pythonString(part.name)}] or "")` : '""'
    case 'n':
      return 'str(n)'
    case 'time':
      draft.imports.add('from datetime import datetime, timezone')
      return 'datetime.now(timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z")'
    case 'unknown':
      return pythonString(`\${${part.name}}`)
  }
}
