import type { TFunction } from 'i18next'
import { formatBytes, parseBase64, parseHex, toHex, visible, visibleBytes } from '../../shared/bytes'
import { spawnLine } from '../../shared/command-line'
import type { Command, Faults, Respond, SendCommand } from '../../shared/commands'
import type { Framing } from '../../shared/commands/framing'
import { faultsLine } from '../../shared/faults'
import { formatAddress } from '../../shared/ids'
import { loadTarget } from '../../shared/load'
import type { Expectation, Step } from '../../shared/scenario'
import { isExpectation, isStateExpectation } from '../../shared/scenario/step'
import type { TcpState } from '../../shared/tcp/states'
import { framingSign } from '../layers/words'

/** Steps of a scenario in the window's language. All that comes from a file is made visible. */

/** A piece of a step's words, and what it is: the name of a socket, bytes, the name of a state. */
export type Word = { as: 'plain' | 'name' | 'bytes'; text: string } | { as: 'state'; text: TcpState }

/** So much of a message is shown, characters or bytes. */
const SHOWN = 60

// Private-use characters set a value apart inside a translated text; `visible` leaves none of them in a value.
const OPEN = '\uE000'
const SHUT = '\uE001'
const SIGNS = { name: 'n', bytes: 'b', state: 's' } as const

function mark(as: keyof typeof SIGNS, text: string): string {
  return `${OPEN}${SIGNS[as]}${text}${SHUT}`
}

const name = (text: string) => mark('name', visible(text))

/** A step's words, for people to read. */
export function stepWords(t: TFunction, step: Step): Word[] {
  const text = isExpectation(step) ? expectation(t, step) : command(t, step)
  const words: Word[] = []
  for (const piece of text.split(SHUT)) {
    const [plain = '', marked] = piece.split(OPEN)
    if (plain !== '') words.push({ as: 'plain', text: plain })
    if (marked === undefined) continue
    const value = marked.slice(1)
    if (marked[0] === SIGNS.state) words.push({ as: 'state', text: value as TcpState })
    else words.push({ as: marked[0] === SIGNS.name ? 'name' : 'bytes', text: value })
  }
  return words
}

/** The same as one text. */
export function stepText(t: TFunction, step: Step): string {
  return stepWords(t, step)
    .map(({ text }) => text)
    .join('')
}

// --- Commands ------------------------------------------------------------------------------------------------

function command(t: TFunction, step: Command): string {
  switch (step.do) {
    case 'listen': {
      const { do: _do, as, host, port, path, respond, ...rest } = step
      const head =
        as === undefined ? t('scenario.do.listenUnnamed') : t('scenario.do.listen', { name: name(as) })
      const at = path === undefined ? place(t, host, port) : [t('scenario.words.at', { address: name(path) })]
      return listed(t, head, [...at, ...answer(t, respond), ...options(t, rest)])
    }
    case 'connect':
      return connect(t, step)
    case 'bind': {
      const { do: _do, as, host, port, respond, ...rest } = step
      const head = as === undefined ? t('scenario.do.bindUnnamed') : t('scenario.do.bind', { name: name(as) })
      return listed(t, head, [...place(t, host, port), ...answer(t, respond), ...options(t, rest)])
    }
    case 'send': {
      const { do: _do, from, to, text: _t, hex: _h, base64: _b, file: _f, repeat, everyMs, ...rest } = step
      return listed(t, t('scenario.do.send', { from: name(from), what: payload(t, step) }), [
        ...(to === undefined ? [] : [t('scenario.words.to', { to: name(to) })]),
        ...(repeat === undefined ? [] : [t('scenario.words.times', { count: repeat })]),
        ...(everyMs === undefined ? [] : [t('scenario.words.every', { span: span(everyMs) })]),
        ...options(t, rest),
      ])
    }
    case 'shutdown':
    case 'close':
    case 'destroy':
    case 'reset':
    case 'pause':
    case 'resume':
    case 'stop':
    case 'freeze':
    case 'thaw':
    case 'recv':
    case 'unwatch':
    case 'kill': {
      const { do: act, socket, ...rest } = step
      return listed(t, t(`scenario.do.${act}`, { socket: name(socket) }), options(t, rest))
    }
    case 'configure': {
      const { do: _do, socket, respond, maxConnections, ...rest } = step
      return listed(t, t('scenario.do.configure', { socket: name(socket) }), [
        ...answer(t, respond),
        ...(maxConnections === null ? [t('scenario.words.noLimit')] : options(t, { maxConnections })),
        ...options(t, rest),
      ])
    }
    case 'watch': {
      const { do: _do, as, port, host, pid, ...rest } = step
      const what =
        pid === undefined
          ? t('scenario.words.port', {
              port: name(host === undefined ? String(port) : formatAddress(host, port ?? 0)),
            })
          : t('scenario.words.process', { pid: String(pid) })
      const head =
        as === undefined
          ? t('scenario.do.watch', { what })
          : t('scenario.do.watchNamed', { what, name: name(as) })
      return listed(t, head, options(t, rest))
    }
    case 'rename':
      return t('scenario.do.rename', { socket: name(step.socket), to: name(step.to) })
    case 'note': {
      const { text, socket } = step
      return socket === undefined
        ? t('scenario.do.note', { text: visible(text) })
        : t('scenario.do.noteAt', { text: visible(text), socket: name(socket) })
    }
    case 'wait':
      return t('scenario.do.wait', { span: span(step.ms) })
    case 'lookup': {
      const { do: _do, as: _as, host, by, ...rest } = step
      const head =
        host === undefined
          ? t('scenario.do.ask', { call: by ?? 'getaddrinfo' })
          : t('scenario.do.lookup', { host: name(host), call: by ?? 'getaddrinfo' })
      return listed(t, head, options(t, rest))
    }
    case 'load': {
      const { do: _do, as, to: _to, host: _host, port: _port, clients, ...rest } = step
      const { bytes, everyMs, forMs, ...others } = rest
      const values = { to: name(loadTarget(step)), count: clients }
      const head =
        as === undefined
          ? t('scenario.do.load', values)
          : t('scenario.do.loadNamed', { ...values, name: name(as) })
      return listed(t, head, [
        ...(bytes === undefined ? [] : [formatBytes(bytes)]),
        ...(everyMs === undefined || everyMs === 0
          ? []
          : [t('scenario.words.every', { span: span(everyMs) })]),
        ...(everyMs === 0 ? [t('scenario.words.afterAnswer')] : []),
        t('scenario.words.for', { span: span(forMs) }),
        ...options(t, others),
      ])
    }
    case 'proxy': {
      const { do: _do, as = '', to, ...rest } = step
      return listed(t, t('scenario.do.proxy', { name: name(as), to: name(to) }), options(t, rest))
    }
    case 'spawn': {
      const { do: _do, as, command, args, ...rest } = step
      const line = mark('bytes', visible(spawnLine({ command, args })))
      const head =
        as === undefined
          ? t('scenario.do.spawn', { line })
          : t('scenario.do.spawnNamed', { line, name: name(as) })
      return listed(t, head, options(t, rest))
    }
    case 'input': {
      const { socket, text, end } = step
      const to = { socket: name(socket) }
      if (text === undefined) return t('scenario.do.inputEnd', to)
      const head = t('scenario.do.input', { ...to, what: bytesOf(t, { text }) })
      return listed(t, head, end ? [t('scenario.words.inputEnds')] : [])
    }
  }
}

function connect(t: TFunction, step: Extract<Command, { do: 'connect' }>): string {
  const { do: _do, as, to, host, port, path, count, localAddress, localPort, ...rest } = step
  const values = {
    to: name(to ?? path ?? formatAddress(host ?? '127.0.0.1', port ?? 0)),
    ...(as !== undefined && { name: name(as) }),
    ...(count !== undefined && { count }),
  }
  const key =
    as === undefined ? (count === undefined ? 'One' : 'Some') : count === undefined ? 'Named' : 'Group'
  const from =
    localAddress === undefined
      ? localPort === undefined
        ? []
        : [t('scenario.words.fromPort', { port: localPort })]
      : [t('scenario.words.from', { from: local(localAddress, localPort) })]
  return listed(t, t(`scenario.do.connect${key}`, values), [...from, ...options(t, rest)])
}

function local(address: string, port: number | undefined): string {
  return name(port === undefined ? address : formatAddress(address, port))
}

function place(t: TFunction, host: string | undefined, port: number | undefined): string[] {
  if (port !== undefined && port > 0) {
    return [t('scenario.words.at', { address: name(formatAddress(host ?? '127.0.0.1', port)) })]
  }
  if (host === undefined || host === '127.0.0.1') return []
  return [t('scenario.words.atAnyPort', { host: name(host) })]
}

function answer(t: TFunction, respond: Respond | undefined): string[] {
  if (respond === undefined) return []
  const { with: how, text, hex, rules, delayMs, thenClose } = respond
  const head =
    how === 'reply'
      ? t('scenario.words.reply', { what: bytesOf(t, { text, hex }) })
      : rules === undefined
        ? t(`listener.answer.${how}`)
        : t('scenario.words.rules', { count: rules.length })
  return [
    // A listener that answers nothing is the usual one.
    ...(how === 'none' ? [] : [head]),
    ...(delayMs === undefined ? [] : [t('scenario.words.delay', { span: span(delayMs) })]),
    ...(thenClose ? [t('scenario.words.thenClose')] : []),
  ]
}

function payload(t: TFunction, { text, hex, base64, file }: SendCommand): string {
  if (file !== undefined) return t('scenario.words.file', { file: name(file) })
  if (base64 === undefined) return bytesOf(t, { text, hex })
  const bytes = parseBase64(base64) ?? new Uint8Array()
  return quoted(t, visibleBytes(bytes.subarray(0, SHOWN)), bytes.length > SHOWN)
}

function bytesOf(t: TFunction, { text, hex }: { text?: unknown; hex?: unknown }): string {
  if (typeof text === 'string') return quoted(t, visible(text.slice(0, SHOWN)), text.length > SHOWN)
  const bytes = (typeof hex === 'string' ? parseHex(hex) : undefined) ?? new Uint8Array()
  const cut = bytes.length > SHOWN / 2
  const digits = `${toHex(bytes.subarray(0, SHOWN / 2), ' ')}${cut ? ' …' : ''}`
  return t('scenario.words.hex', { hex: mark('bytes', digits) })
}

function quoted(t: TFunction, shown: string, cut: boolean): string {
  return t(cut ? 'scenario.words.textCut' : 'scenario.words.text', { text: mark('bytes', shown) })
}

/** Options that have no words of their own keep Node's names, which are the same in every language. */
function options(t: TFunction, fields: Record<string, unknown>): string[] {
  return Object.entries(fields).flatMap(([field, value]) => {
    if (value === undefined) return []
    if (field === 'allowHalfOpen' && value === true) return [t('scenario.words.halfOpen')]
    if (field === 'framing' && value === null) return [t('scenario.words.noFraming')]
    if (field === 'framing')
      return [t('scenario.words.framing', { sign: mark('bytes', framingSign(value as Framing)) })]
    // The name is the same in every language; the rest of it is in the file.
    if (field === 'tls') return ['TLS']
    if (field === 'nowait' && value === true) return [t('scenario.words.nowait')]
    if (field === 'maxConnections' && typeof value === 'number')
      return [t('scenario.words.atMost', { count: value })]
    if (field === 'within' && typeof value === 'number')
      return [t('scenario.words.within', { span: span(value) })]
    if (value === true) return [visible(field)]
    if (field === 'faults') return [t('scenario.words.faults', { faults: faultsLine(value as Faults) })]
    const text = typeof value === 'string' ? value : JSON.stringify(value)
    return [`${visible(field)} ${visible(text)}`]
  })
}

// --- Expectations --------------------------------------------------------------------------------------------

/** Fields whose value says all. */
const BARE: ReadonlySet<string> = new Set(['code', 'phase', 'reason'])

function expectation(t: TFunction, step: Expectation): string {
  if (isStateExpectation(step)) {
    const { of, is, was, provenance, within } = step
    const values = { of: name(of), state: mark('state', is ?? was ?? '') }
    const head = is === undefined ? t('scenario.expect.stateWas', values) : t('scenario.expect.state', values)
    return listed(t, head, [
      ...(provenance === undefined ? [] : [t(`provenance.${provenance}`).toLowerCase()]),
      ...options(t, { within }),
    ])
  }
  const { expect, at, text, hex, within, ...rest } = step
  const about = t(`scenario.expect.${expect}`, { at: name(at) })
  const head =
    text === undefined && hex === undefined
      ? about
      : t('scenario.words.ofBytes', { about, what: bytesOf(t, { text, hex }) })
  const details = Object.entries(rest).flatMap(([field, value]) =>
    BARE.has(field) ? [visible(String(value))] : options(t, { [field]: value }),
  )
  const [first, ...others] = details
  const told = first === undefined ? head : `${head}${t('scenario.words.colon')}${first}`
  return listed(t, told, [...others, ...options(t, { within })])
}

// --- Pieces --------------------------------------------------------------------------------------------------

function listed(t: TFunction, head: string, details: readonly string[]): string {
  return [head, ...details].join(t('scenario.words.comma'))
}

/** A time that a step names, exactly as it is: `200 ms`, `2 s`, `1.5 s`. */
function span(ms: number): string {
  return ms >= 1000 && ms % 100 === 0 ? `${ms / 1000} s` : `${ms} ms`
}
