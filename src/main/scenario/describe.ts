import { formatBytes, visible } from '../../shared/bytes'
import { formatCommandLine } from '../../shared/command-line'
import type { EventOf, LabEvent } from '../../shared/events'
import { formatAddress } from '../../shared/ids'
import { flagNames } from '../../shared/tcp/flags'
import { outputRow } from '../../shared/terminal'
import type { Watched } from '../../shared/watched'
import { layerWords, securedWords, unpackingWords } from './layer-words'
import { lessonWords } from './lesson-words'
import { disturbedWords, proxyWords } from './proxy-words'
import { quoteBytes } from './quoting'

/** Events in words, each one line. All that comes from a peer or a file is made harmless here. */

/** What happened, without the name of the socket. */
export function eventWords(event: LabEvent): string {
  switch (event.kind) {
    case 'opened':
      return `the lab opens at ${event.wall}`
    case 'asked':
      return `${event.by === 'lab' ? 'the lab asks: ' : 'asked: '}${event.command.do}${event.deferred ? ' (waits: the system would refuse it now)' : ''}`
    case 'listening':
      if (event.transport === 'udp') return `bound to ${event.local} (UDP), answers ${visible(event.respond)}`
      return `listens on ${visible(event.local)}${fileWords(event)}, backlog ${event.backlog}, ${event.proxy ? proxyWords(event.proxy) : `answers ${visible(event.respond)}`}${event.serve === undefined ? '' : ', one client at a time'}`
    case 'accepted':
      return `accepted: ${visible(event.remote)} is ${visible(event.peer)}${event.foreign ? ', not the lab’s' : ''}`
    case 'connecting':
      if (event.transport === 'udp') return `connects to ${event.remote} (UDP: no packet goes out)`
      return `connects to ${visible(event.remote)}${event.local === undefined ? '' : ` from ${event.local}`}${event.attempt > 1 ? `, attempt ${event.attempt}` : ''}`
    case 'connected':
      if (event.transport === 'udp')
        return `connected: ${event.local} sends to, and hears, ${event.remote} alone`
      return `connected: ${visible(event.local)} to ${visible(event.remote)}`
    case 'attemptFailed':
      return `attempt ${event.attempt} failed: ${visible(event.remote)} ${event.timedOut ? 'did not answer in time' : visible(event.code)}`
    case 'sent': {
      const held = event.queued > 0 ? `; ${formatBytes(event.queued)} wait, the kernel's buffer is full` : ''
      return `sent ${messageWords(event)}${event.remote === undefined ? '' : destinationWords(event)}${held}`
    }
    case 'received':
      return `received ${messageWords(event)}${event.remote === undefined ? '' : ` from ${otherSide(event)}`}`
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
      return `descriptor closed${event.hadError ? ' after an error' : ''}${event.removed === undefined ? '' : `, and ${visible(event.removed)} removed`}`
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
    case 'measured':
      return measuredWords(event)
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
    case 'packed':
      return `packed ${messageWords(event)}`
    case 'unpacked':
      return `unpacked ${messageWords(event)}${unpackingWords(event)}`
    case 'buffered':
      return `Node has read ahead ${formatBytes(event.bytes)}`
    case 'lookedUp':
      return lookupWords(event)
    case 'secured':
      return securedWords(event)
    case 'layered':
      return `above its stream: ${layerWords(event)}`
    case 'spawned':
      return `started as process ${event.pid}: ${visible(formatCommandLine(event.command))}`
    case 'output':
      return `${event.stream}: ${event.omitted === undefined ? '' : `[${formatBytes(event.omitted)} left out] `}${visible(outputRow(event.text))}`
    case 'exited':
      return event.signal === undefined ? `exited with status ${event.code}` : `ended by ${event.signal}`
    case 'disturbed':
      return disturbedWords(event)
    case 'configured':
      return `now ${event.proxy ? proxyWords(event.proxy) : `answers ${visible(event.respond)}`}${event.maxConnections === undefined ? '' : `, at most ${event.maxConnections} ${event.maxConnections === 1 ? 'connection' : 'connections'}`}`
    case 'repeated':
      return `repeated: ${event.sent} of ${event.of} were sent${{ count: '', stop: ', then stopped', closed: '; this end can send no more' }[event.by]}`
    case 'renamed':
      return `is called ${visible(event.to)} from now on`
    case 'scenario':
      return `scenario: ${event.phase}${event.step === undefined ? '' : ` ${event.step}`}`
    case 'lesson':
      return lessonWords(event)
    case 'note':
      return event.topic === 'pinned' ? noteWords(event) : visible(event.text)
    case 'recording':
      return recordingWords(event)
    case 'load':
      return loadWords(event)
  }
  return unhandled(event)
}

/** What is said of a listener's socket file. */
function fileWords({ mode, replaced }: EventOf<'listening'>): string {
  const permissions = mode === undefined ? '' : ` (mode 0${mode.toString(8)})`
  return `${permissions}${replaced ? ', in place of a stale file' : ''}`
}

function lookupWords({ by, host, addresses, name, service, given, error }: EventOf<'lookedUp'>): string {
  const found = [name, service, ...addresses.map(({ address }) => address)].filter((one) => one !== undefined)
  const answer = error?.code ?? found.map(visible).join(', ')
  if (given) return `calls ${visible(host)} at the addresses given: ${answer}`
  return `${by ?? 'getaddrinfo'}${host === '' ? '' : ` ${visible(host)}`}: ${answer}`
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

function measuredWords({ sendQueue, receiveQueue, drops }: EventOf<'measured'>): string {
  const dropped = drops === 0 ? '' : `, ${drops} dropped since it is open`
  return `the kernel has ${formatBytes(receiveQueue)} in its receive queue, ${formatBytes(sendQueue)} in its send queue${dropped}`
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

/** The other side of a datagram. */
function otherSide({ remote = '', peer }: { remote?: string; peer?: string }): string {
  return peer === undefined ? remote : `${visible(peer)} (${remote})`
}

function destinationWords(event: EventOf<'sent'>): string {
  const nobody = event.peer === undefined ? ' (no socket of this lab)' : ''
  return ` to ${otherSide(event)}${nobody}`
}

function messageWords(event: { bytes: number; data?: Uint8Array }): string {
  return `${formatBytes(event.bytes)}${event.data && event.bytes > 0 ? ` ${quoteBytes(event.data, event.bytes)}` : ''}`
}

function unhandled(event: never): never {
  throw new Error(`no words for event ${JSON.stringify(event)}`)
}
