import type { Framing } from '../../commands/framing'
import { delimiterOf, type LengthFraming, mostBytesOf } from '../../framing/framing'
import type { Draft, Style } from '../draft'
import type { Lines } from '../lines'
import { nodeBuffer, nodeBytes, nodeString } from '../literals'
import type { Address, Content } from '../story/story'

/** What programs for Node are made of. */

export const STYLE: Style = {
  language: 'node',
  ending: '.mjs',
  indent: '  ',
  comment: '//',
  run: (file, argument) => `node ${file} [${argument}]`,
}

/** Bytes to be sent, as an expression. */
export function contentOf(draft: Draft, { bytes, missing, file }: Content): string {
  if (file !== undefined) {
    draft.imports.add("import { readFileSync } from 'node:fs'")
    return `readFileSync(${nodeString(file)})`
  }
  if (missing === 0) return nodeBytes(bytes)
  const zeros = `Buffer.alloc(${missing})`
  return bytes.length === 0 ? zeros : `Buffer.concat([${nodeBuffer(bytes)}, ${zeros}])`
}

export function sleep(draft: Draft, ms: number): string {
  draft.imports.add("import { setTimeout as sleep } from 'node:timers/promises'")
  return `await sleep(${ms})`
}

/** `promise` of an event. */
export function once(draft: Draft, of: string, event: string): string {
  draft.imports.add("import { once } from 'node:events'")
  return `await once(${of}, '${event}')`
}

export function shown(draft: Draft, what: string): string {
  draft.imports.add("import { inspect } from 'node:util'")
  return `console.log('received:', inspect(${what}.toString()))`
}

export function putAddress(code: Lines, address: Address): void {
  if ('path' in address) {
    const path = address.path.startsWith('@') ? `\0${address.path.slice(1)}` : address.path
    code.put(`const PATH = process.argv[2] ?? ${nodeString(path)}`)
    return
  }
  code.put(`const HOST = ${nodeString(address.host)}`)
  code.put(`const PORT = Number(process.argv[2] ?? ${address.port})`)
}

export const udpType = (address: Address, local?: string) =>
  ('host' in address && address.host.includes(':')) || local?.startsWith('[') ? 'udp6' : 'udp4'

/** Sorted by module, each of them once. */
export function imports(draft: Draft): Lines {
  const byModule = new Map<string, string[]>()
  for (const line of draft.imports) {
    const [, names = '', module = ''] = /^import (.*) from (.*)$/.exec(line) ?? []
    byModule.set(module, [...(byModule.get(module) ?? []), names.replace(/^\{ | \}$/g, '')])
  }
  const lines = draft.lines()
  for (const [module, names] of [...byModule].sort(([a], [b]) => (a < b ? -1 : 1))) {
    // What has no braces is the module itself.
    const isDefault = draft.imports.has(`import ${names[0]} from ${module}`)
    lines.put(`import ${isDefault ? names[0] : `{ ${names.sort().join(', ')} }`} from ${module}`)
  }
  return lines
}

/** Puts a function, and what it is for. */
export function helper(code: Lines, head: string, help: string, body: readonly string[]): void {
  code.comment(help)
  code.block(
    `${head} {`,
    [],
    () => {
      for (const line of body) code.put(line)
    },
    '}',
  )
  code.blank()
}

/** Those that are needed. */
export function helpers(draft: Draft, framing: Framing | undefined): Lines {
  const { words, helpers: wanted } = draft
  const above = draft.lines()
  if (framing) putFraming(draft, above, framing)
  const code = draft.lines()
  if (wanted.has('receive')) {
    wanted.add('more')
    helper(code, 'async function receive(socket, count)', words.receiveHelpNode, [
      'const parts = []',
      'while (count > 0) {',
      '  const part = socket.read(Math.min(count, socket.readableLength))',
      '  if (part) {',
      '    parts.push(part)',
      '    count -= part.length',
      '  } else if (!(await more(socket))) break',
      '}',
      'return Buffer.concat(parts)',
    ])
  }
  if (wanted.has('read')) {
    wanted.add('more')
    helper(code, 'async function read(socket)', words.readHelp, [
      'for (;;) {',
      '  const data = socket.read()',
      '  if (data || !(await more(socket))) return data',
      '}',
    ])
  }
  if (wanted.has('more')) {
    helper(code, 'async function more(socket)', words.moreHelp, [
      'if (socket.readableEnded || socket.destroyed) return false',
      'await new Promise((resolve) => {',
      "  const events = ['readable', 'end', 'close']",
      '  const done = () => {',
      '    for (const event of events) socket.off(event, done)',
      '    resolve()',
      '  }',
      '  for (const event of events) socket.on(event, done)',
      '})',
      'return true',
    ])
  }
  code.lines.push(...above.lines)
  return tidy(draft, code)
}

/** Without empty lines at its end. */
export function tidy(draft: Draft, code: Lines): Lines {
  const tidied = draft.lines()
  tidied.lines.push(...code.lines)
  while (tidied.lines.at(-1)?.text === '') tidied.lines.pop()
  return tidied
}

const READ: Record<LengthFraming['bytes'], string> = { 1: 'UInt8', 2: 'UInt16', 4: 'UInt32', 8: 'BigUInt64' }

function putFraming(draft: Draft, code: Lines, framing: Framing): void {
  const { words, helpers: wanted } = draft
  const delimiter = delimiterOf(framing)
  const isUsed = wanted.has('pack') || wanted.has('receiveMessage')
  if (delimiter && isUsed) {
    code.put(`const END = ${nodeBuffer(delimiter)}`)
    code.blank()
  }
  if (wanted.has('pack')) helper(code, 'function pack(message)', words.packHelp, packing(framing, delimiter))
  if (!wanted.has('receiveMessage')) return
  wanted.add('receive')
  helper(
    code,
    'async function receiveMessage(socket)',
    words.messageHelp,
    unpacking(framing, delimiter !== undefined),
  )
}

function packing(framing: Framing, delimiter: Uint8Array | undefined): string[] {
  if (delimiter) return ['return Buffer.concat([Buffer.from(message), END])']
  if (framing.by !== 'length') return ['return Buffer.from(message)']
  const { bytes, endian } = framing
  const method = `write${READ[bytes]}${bytes === 1 ? '' : endian === 'little' ? 'LE' : 'BE'}`
  return [
    'const bytes = Buffer.from(message)',
    `const length = Buffer.alloc(${bytes})`,
    `length.${method}(${bytes === 8 ? 'BigInt(bytes.length)' : 'bytes.length'})`,
    'return Buffer.concat([length, bytes])',
  ]
}

function unpacking(framing: Framing, isDelimited: boolean): string[] {
  const most = mostBytesOf(framing)
  const tooLong = "throw new Error('the message is too long')"
  if (isDelimited) {
    return [
      'const bytes = []',
      'for (;;) {',
      '  const [byte] = await receive(socket, 1)',
      '  if (byte === undefined) return undefined',
      '  bytes.push(byte)',
      `  if (bytes.length > ${most} + END.length) ${tooLong}`,
      '  if (byte !== END.at(-1)) continue',
      '  const end = Buffer.from(bytes.slice(-END.length))',
      '  if (end.equals(END)) return Buffer.from(bytes.slice(0, -END.length))',
      '}',
    ]
  }
  if (framing.by !== 'length') {
    return [
      `const message = await receive(socket, ${most})`,
      `return message.length === ${most} ? message : undefined`,
    ]
  }
  const { bytes, endian } = framing
  const method = `read${READ[bytes]}${bytes === 1 ? '' : endian === 'little' ? 'LE' : 'BE'}`
  return [
    `const head = await receive(socket, ${bytes})`,
    `if (head.length < ${bytes}) return undefined`,
    `const length = ${bytes === 8 ? `Number(head.${method}())` : `head.${method}()`}`,
    `if (length > ${most}) ${tooLong}`,
    'const message = await receive(socket, length)',
    'return message.length === length ? message : undefined',
  ]
}
