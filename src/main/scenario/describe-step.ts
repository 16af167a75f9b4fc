import { parseBase64, parseHex, visible } from '../../shared/bytes'
import type { Command } from '../../shared/commands'
import type { Framing } from '../../shared/commands/framing'
import { type Expectation, isExpectation, isStateExpectation, type Step } from '../../shared/scenario'
import { framingWords } from './layer-words'
import { quoteBytes, quoteText, SHOWN_BYTES } from './quoting'

/** A step as its heading says it. */
export function stepWords(step: Step): string {
  return isExpectation(step) ? expectationWords(step) : commandWords(step)
}

function commandWords(command: Command): string {
  const { do: act, ...rest } = command
  const fields: Record<string, unknown> = rest
  const words: string[] = [act]
  const take = (field: string, word: (value: string) => string) => {
    if (fields[field] === undefined) return
    words.push(word(visible(String(fields[field]))))
    delete fields[field]
  }
  take('as', (name) => name)
  take('socket', (name) => name)
  take('from', (name) => `from ${name}`)
  take('to', (name) => `to ${name}`)
  take('count', (count) => `× ${count}`)
  if (act === 'send') {
    words.push(payloadWords(fields))
    for (const field of ['text', 'hex', 'base64', 'file']) delete fields[field]
  }
  if (act === 'note') {
    // The event that comes of it has the text.
    if (fields.text !== '') delete fields.text
  }
  if (fields.respond !== undefined) {
    const { with: kind, ...more } = fields.respond as { with: string }
    words.push(`respond ${kind}${Object.keys(more).length > 0 ? ` ${plain(more)}` : ''}`)
    delete fields.respond
  }
  if (fields.framing) {
    words.push(`framing ${framingWords(fields.framing as Framing)}`)
    delete fields.framing
  }
  for (const [field, value] of Object.entries(fields)) {
    words.push(value === true ? visible(field) : `${visible(field)} ${plain(value)}`)
  }
  return words.join(' ')
}

function payloadWords(fields: Record<string, unknown>): string {
  const { text, hex, base64, file } = fields
  if (typeof text === 'string') return quoteText(text)
  if (typeof file === 'string') return `file ${quoteText(file)}`
  const bytes =
    typeof hex === 'string' ? parseHex(hex) : typeof base64 === 'string' ? parseBase64(base64) : undefined
  return bytes ? quoteBytes(bytes) : ''
}

export function expectationWords(step: Expectation): string {
  if (isStateExpectation(step)) {
    const source = step.provenance === undefined ? '' : `, ${step.provenance}`
    return `${visible(step.of)} ${step.is === undefined ? `was in ${step.was}` : `is in ${step.is}`}${source}`
  }
  const { expect, at, within: _within, ...fields } = step
  const rest = Object.entries(fields).map(([field, value]) => `${visible(field)} ${plain(value)}`)
  return `${expect} at ${visible(at)}${rest.length > 0 ? `: ${rest.join(', ')}` : ''}`
}

/** A JSON value on one line, cut where it is long. */
function plain(value: unknown): string {
  const text = typeof value === 'string' ? quoteText(value) : visible(JSON.stringify(value))
  return text.length > 2 * SHOWN_BYTES ? `${text.slice(0, 2 * SHOWN_BYTES)} …` : text
}
