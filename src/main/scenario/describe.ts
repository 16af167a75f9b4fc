import { formatBytes, parseBase64, parseHex, visible, visibleBytes } from '../../shared/bytes'
import type { Command } from '../../shared/commands'
import type { EventOf, LabEvent } from '../../shared/events'
import { formatAddress } from '../../shared/ids'
import { type Expectation, isExpectation, isStateExpectation, type Step } from '../../shared/scenario'
import { flagNames } from '../../shared/tcp/flags'
import type { Watched } from '../../shared/watched'

/** Events and steps in words, each one line. All that comes from a peer or a file is made harmless here. */

/** So much of a message is shown, bytes. */
export const SHOWN_BYTES = 60

/** The beginning of `bytes` in quotes; `total` if they are only the beginning of more. */
export function quoteBytes(bytes: Uint8Array, total = bytes.length): string {
  if (total <= SHOWN_BYTES && bytes.length === total) return `"${visibleBytes(bytes)}"`
  let end = Math.min(SHOWN_BYTES, bytes.length)
  // Not within a character, unless it is no character at all.
  for (let back = 0; back < 3 && end > 0 && ((bytes[end] ?? 0) & 0xc0) === 0x80; back++) end--
  return `"${visibleBytes(bytes.subarray(0, end))}" …`
}

function quoteText(text: string): string {
  return `"${visible(text.length > SHOWN_BYTES ? text.slice(0, SHOWN_BYTES) : text)}"${text.length > SHOWN_BYTES ? ' …' : ''}`
}

/** What happened, without the name of the socket. */
export function eventWords(event: LabEvent): string {
  switch (event.kind) {
    case 'opened':
      return `the lab opens at ${event.wall}`
    case 'asked':
      return `${event.by === 'lab' ? 'the lab asks: ' : 'asked: '}${event.command.do}${event.deferred ? ' (waits: the system would refuse it now)' : ''}`
    case 'listening':
      return `listens on ${event.local}, backlog ${event.backlog}, answers ${visible(event.respond)}`
    case 'accepted':
      return `accepted: ${event.remote} is ${visible(event.peer)}${event.foreign ? ', not the lab’s' : ''}`
    case 'connecting':
      return `connects to ${event.remote}${event.local === undefined ? '' : ` from ${event.local}`}${event.attempt > 1 ? `, attempt ${event.attempt}` : ''}`
    case 'connected':
      return `connected: ${event.local} to ${event.remote}`
    case 'sent': {
      const held = event.queued > 0 ? `; ${formatBytes(event.queued)} wait, the kernel's buffer is full` : ''
      return `sent ${messageWords(event)}${held}`
    }
    case 'received':
      return `received ${messageWords(event)}`
    case 'ended':
      return "ended: the peer's FIN was read"
    case 'finished':
      return event.phase === 'queued'
        ? 'FIN is queued behind what is not sent yet'
        : 'FIN is handed to the kernel'
    case 'drained':
      return 'drained: the kernel has taken all that waited'
    case 'paused':
      return 'reads no more (paused)'
    case 'resumed':
      return 'reads on (resumed)'
    case 'timedOut':
      return `silent for ${event.ms} ms: idle timeout; the socket stays open`
    case 'closed':
      return `descriptor closed${event.hadError ? ' after an error' : ''}`
    case 'failed': {
      const where = event.address === undefined ? '' : ` ${visible(event.address)}`
      const call = event.syscall === undefined ? '' : `${visible(event.syscall)}${where}: `
      return `failed: ${call}${visible(event.code)}${event.message.includes(event.code) ? '' : `, ${visible(event.message)}`}`
    }
    case 'dropped': {
      const whose = event.peer ?? event.remote
      const reason = {
        maxConnections: 'maxConnections is reached',
        descriptors: 'no descriptor is free',
        'listener-closed': 'the listener was closed',
      }[event.reason]
      return `dropped ${whose === undefined ? 'a connection' : `the connection of ${visible(whose)}`}: ${reason}`
    }
    case 'state':
      return event.from === event.to ? `still ${event.to}` : `${event.from} → ${event.to}`
    case 'observed':
      return observedWords(event)
    case 'segment':
      return segmentWords(event)
    case 'found':
      return `found in the kernel: ${event.local}${event.remote === undefined ? '' : ` to ${event.remote}`}${event.process === undefined ? '' : ` of ${visible(event.process)}`}${event.pid === undefined ? '' : ` (process ${event.pid})`}`
    case 'watching':
      return `watches ${watchedWords(event)}`
    case 'unwatched':
      return 'watches no more'
    case 'source':
      return sourceWords(event)
    case 'contradicted':
      return `contradicted: taken to be ${event.inferred}, ${event.by} in ${event.seen}`
    case 'frozen':
      return 'frozen: accepts no more, its queue fills up'
    case 'thawed':
      return 'thawed: accepts again'
    case 'configured':
      return `now answers ${visible(event.respond)}${event.maxConnections === undefined ? '' : `, at most ${event.maxConnections} ${event.maxConnections === 1 ? 'connection' : 'connections'}`}`
    case 'repeated':
      return `repeated: ${event.sent} of ${event.of} were sent${{ count: '', stop: ', then stopped', closed: '; this end can send no more' }[event.by]}`
    case 'renamed':
      return `is called ${visible(event.to)} from now on`
    case 'scenario':
      return `scenario: ${event.phase}${event.step === undefined ? '' : ` ${event.step}`}`
    case 'note':
      return event.topic === 'pinned' ? noteWords(event) : visible(event.text)
    case 'recording':
      return recordingWords(event)
    case 'load':
      return loadWords(event)
  }
  return unhandled(event)
}

function noteWords({ text, about, replaces }: EventOf<'note'>): string {
  if (text === '') return `the note of event ${replaces} is taken away`
  return `note${about === undefined ? '' : ` on event ${about}`}: ${visible(text)}`
}

function loadWords({
  phase,
  plan,
  by,
  finishing,
  open,
  failed,
  sent,
  answered,
  recent,
}: EventOf<'load'>): string {
  if (phase === 'started' && plan) {
    const { clients, target, bytes, everyMs, forMs } = plan
    const pace = everyMs === 0 ? 'one after the other' : `every ${everyMs} ms`
    return `load: ${clients} clients to ${visible(target)}, each ${formatBytes(bytes)} ${pace}, for ${forMs} ms`
  }
  const messages = `${sent} messages sent, ${answered} of them done`
  const trouble = failed > 0 ? `, ${failed} clients failed` : ''
  if (phase === 'ended')
    return `load: ended${by === undefined ? '' : `, ${LOAD_ENDS[by]}`}; ${messages}${trouble}`
  const latency = recent ? `; p50 ${recent.p50} ms, p99 ${recent.p99} ms` : ''
  return `load: ${finishing ? 'finishing, ' : ''}${open} clients open${trouble}; ${messages}${latency}`
}

export const LOAD_ENDS: Record<NonNullable<EventOf<'load'>['by']>, string> = {
  time: 'its time is over',
  stop: 'stopped',
  clients: 'no client was left',
  lab: 'the lab was shut down',
}

function recordingWords(event: EventOf<'recording'>): string {
  const { phase, of, limit = 0, error, missing, sessions } = event
  switch (phase) {
    case 'started':
      return 'recording'
    case 'limited':
      return `recording: the limit of ${formatBytes(limit)} is reached; left out from here on: ${LEFT_OUT[of ?? 'session']}`
    case 'failed':
      return `recording failed: ${visible(error?.message ?? '')}; the lab goes on in memory`
    case 'resumed':
      return 'recording again'
    case 'missing':
      return `recording: events ${missing?.from} to ${missing?.to} are missing in the journal`
    case 'pruned':
      return `recording: ${sessions} older ${sessions === 1 ? 'session was' : 'sessions were'} deleted`
  }
}

const LEFT_OUT: Record<NonNullable<EventOf<'recording'>['of']>, string> = {
  message: 'the rest of each long message',
  payloads: 'the bytes of messages and packets',
  events: 'messages and segments that tell of nothing but data',
  session: 'everything',
}

function observedWords(event: EventOf<'observed'>): string {
  if (event.state === 'CLOSED') return 'the kernel’s row is gone'
  if (event.state === 'LISTEN') {
    const limit = event.sendQueue === 0 ? '' : ` of ${event.sendQueue}`
    return `the kernel has it in LISTEN, ${event.receiveQueue}${limit} wait to be accepted`
  }
  const timer =
    event.timer === undefined ? '' : `, ${event.timer.kind} timer ${Math.round(event.timer.ms)} ms`
  return `the kernel has it in ${event.state}, send queue ${event.sendQueue}, receive queue ${event.receiveQueue}${timer}`
}

function segmentWords(event: EventOf<'segment'>): string {
  const { flags, sequence, acknowledgement, bytes, again } = event
  const ack = acknowledgement === undefined ? '' : ` ack ${acknowledgement}`
  return `segment ${flagNames(flags)} seq ${sequence}${ack}${bytes > 0 ? `, ${formatBytes(bytes)}` : ''}${again ? ', sent again' : ''}`
}

function sourceWords({ source, phase, by, lost, error }: EventOf<'source'>): string {
  const what = source === 'kernel' ? 'the kernel’s tables' : 'packet capture'
  const how = by === undefined ? '' : ` (${visible(by)})`
  if (phase === 'lost') return `${what}${how}: ${lost ?? 0} segments lost so far`
  if (phase === 'unavailable')
    return `${what}${how}: not available${error ? `: ${visible(error.message)}` : ''}`
  return `${what}${how}: ${phase}`
}

export function watchedWords({ port, host, pid, process }: Watched): string {
  if (pid !== undefined) return `process ${pid}${process === undefined ? '' : ` (${visible(process)})`}`
  return host === undefined ? `port ${port}` : formatAddress(host, port ?? 0)
}

function messageWords(event: { bytes: number; data?: Uint8Array }): string {
  return `${formatBytes(event.bytes)}${event.data && event.bytes > 0 ? ` ${quoteBytes(event.data, event.bytes)}` : ''}`
}

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

function unhandled(event: never): never {
  throw new Error(`no words for event ${JSON.stringify(event)}`)
}
