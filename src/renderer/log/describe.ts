import { encodeUtf8, formatBytes, visible } from '../../shared/bytes'
import type { Command, SendCommand } from '../../shared/commands'
import type { EventOf, LabEvent } from '../../shared/events'
import { formatAddress } from '../../shared/ids'
import { loadTarget } from '../../shared/load'
import { flagNames } from '../../shared/tcp/flags'
import type { en } from '../i18n/en'
import { noteLine } from '../notes/text'
import { duration } from '../ui/format'

type Singular<K> = K extends `${infer Stem}_${'one' | 'other'}` ? Stem : K
type Asked = Singular<keyof typeof en.events.asked>
type Nested =
  | 'asked'
  | 'load'
  | 'recording'
  | 'limited'
  | 'dropped'
  | 'repeated'
  | 'scenario'
  | 'source'
  | 'contradicted'
type Plain = Exclude<keyof typeof en.events, Nested>

/** A line about an event: a key below `events`, and what goes into it. */
export interface Line {
  key:
    | Plain
    | `asked.${Asked}`
    | `dropped.${keyof typeof en.events.dropped}`
    | `recording.${Singular<keyof typeof en.events.recording>}`
    | `load.${keyof typeof en.events.load}`
    | `limited.${keyof typeof en.events.limited}`
    | `repeated.${keyof typeof en.events.repeated}`
    | `scenario.${keyof typeof en.events.scenario}`
    | `source.kernel.${keyof typeof en.events.source.kernel}`
    | `source.capture.${keyof typeof en.events.source.capture}`
    | `contradicted.${keyof typeof en.events.contradicted}`
  values?: { count?: number; [name: string]: string | number | undefined }
}

/** What an event says, ready to be put into words. Everything that comes from outside is made visible. */
export function describe(event: LabEvent): Line {
  switch (event.kind) {
    case 'opened':
      return { key: 'opened' }
    case 'asked':
      return describeCommand(event.command)
    case 'listening':
      return { key: 'listening', values: { local: event.local, backlog: event.backlog } }
    case 'accepted':
      return { key: 'accepted', values: { peer: visible(event.peer) } }
    case 'connecting':
      return event.attempt > 1
        ? { key: 'connectingAgain', values: { remote: visible(event.remote), attempt: event.attempt } }
        : { key: 'connecting', values: { remote: visible(event.remote) } }
    case 'connected':
      return { key: 'connected', values: { local: event.local } }
    case 'sent':
      return event.queued > 0
        ? { key: 'sentQueued', values: { size: formatBytes(event.bytes), queued: formatBytes(event.queued) } }
        : { key: 'sent', values: { size: formatBytes(event.bytes) } }
    case 'received':
      return { key: 'received', values: { size: formatBytes(event.bytes) } }
    case 'ended':
      return { key: 'ended' }
    case 'finished':
      return { key: event.phase === 'queued' ? 'finishedQueued' : 'finishedSent' }
    case 'drained':
      return { key: 'drained' }
    case 'paused':
      return { key: 'paused' }
    case 'resumed':
      return { key: 'resumed' }
    case 'timedOut':
      return { key: 'timedOut', values: { duration: duration(event.ms) } }
    case 'closed':
      return { key: event.hadError ? 'closedAfterError' : 'closed' }
    case 'failed':
      return event.syscall === undefined
        ? { key: 'failedCode', values: { code: event.code } }
        : { key: 'failed', values: { code: event.code, syscall: event.syscall } }
    case 'dropped': {
      const peer = event.peer ?? event.remote
      return { key: `dropped.${event.reason}`, values: peer === undefined ? {} : { peer: visible(peer) } }
    }
    case 'state':
      if (event.supersedes === undefined) return { key: 'state', values: { from: event.from, to: event.to } }
      return event.from === event.to
        ? { key: 'stateTakenBack', values: { to: event.to, seq: event.supersedes } }
        : { key: 'stateCorrected', values: { from: event.from, to: event.to, seq: event.supersedes } }
    case 'observed': {
      const { state, sendQueue, receiveQueue } = event
      return state === 'CLOSED'
        ? { key: 'observedGone' }
        : { key: 'observed', values: { state, sendQueue, receiveQueue } }
    }
    case 'segment': {
      const { flags, sequence, acknowledgement, bytes } = event
      const values = {
        flags: flagNames(flags),
        seq: sequence,
        ack: acknowledgement ?? '',
        size: formatBytes(bytes),
      }
      const data = bytes > 0 ? 'Data' : ''
      return { key: acknowledgement === undefined ? `segment${data}` : `segmentAck${data}`, values }
    }
    case 'found': {
      const values = { local: event.local, remote: event.remote ?? '' }
      return { key: event.remote === undefined ? 'foundListener' : 'found', values }
    }
    case 'watching':
      return event.pid === undefined
        ? {
            key: 'watchingPort',
            values: {
              port:
                event.host === undefined
                  ? String(event.port)
                  : visible(formatAddress(event.host, event.port ?? 0)),
            },
          }
        : {
            key: 'watchingProcess',
            values: { pid: String(event.pid), process: visible(event.process ?? '') },
          }
    case 'unwatched':
      return { key: 'unwatched' }
    case 'source':
      return {
        key: `source.${event.source}.${event.phase}`,
        values: {
          by: visible(event.by ?? ''),
          lost: event.lost ?? 0,
          why: visible(event.error?.message ?? ''),
        },
      }
    case 'contradicted':
      return { key: `contradicted.${event.by}`, values: { inferred: event.inferred, seen: event.seen } }
    case 'frozen':
      return { key: 'frozen' }
    case 'thawed':
      return { key: 'thawed' }
    case 'configured':
      return event.maxConnections === undefined
        ? { key: 'configured', values: { respond: event.respond } }
        : { key: 'configuredLimit', values: { respond: event.respond, limit: event.maxConnections } }
    case 'repeated':
      return { key: `repeated.${event.by}`, values: { sent: event.sent, of: event.of } }
    case 'renamed':
      return { key: 'renamed', values: { to: visible(event.to) } }
    case 'scenario':
      return describeCourse(event)
    case 'note':
      return event.topic === 'clock' && event.wall !== undefined
        ? { key: 'clock', values: { wall: event.wall } }
        : describeNote(event)
    case 'recording':
      return describeRecording(event)
    case 'load':
      return describeLoad(event)
  }
}

function describeNote({ text, about, topic, replaces }: EventOf<'note'>): Line {
  if (topic !== 'pinned') return { key: 'note', values: { text: visible(text) } }
  if (text === '') return { key: 'noteRemoved', values: { seq: replaces } }
  return about === undefined
    ? { key: 'notePinned', values: { text: noteLine(text) } }
    : { key: 'notePinnedTo', values: { text: noteLine(text), seq: about } }
}

function describeRecording(event: EventOf<'recording'>): Line {
  const { phase, of = 'session', limit = 0, missing, sessions = 0, error } = event
  if (phase === 'limited') return { key: `limited.${of}`, values: { limit: formatBytes(limit) } }
  const values = {
    why: visible(error?.message ?? ''),
    from: missing?.from ?? 0,
    to: missing?.to ?? 0,
    count: sessions,
  }
  return { key: `recording.${phase}`, values }
}

function describeLoad({ phase, plan, by = 'time', finishing, open, sent, failed }: EventOf<'load'>): Line {
  if (phase === 'started' && plan)
    return { key: 'load.started', values: { clients: plan.clients, where: visible(plan.target) } }
  const values = { open, sent, failed }
  if (phase === 'ended') return { key: `load.${by}`, values }
  return { key: finishing ? 'load.finishing' : 'load.progress', values }
}

function describeCourse(event: EventOf<'scenario'>): Line {
  const values = { title: visible(event.title ?? ''), step: event.step ?? 0 }
  if (event.phase === 'evaluated') return { key: event.met ? 'scenario.met' : 'scenario.unmet', values }
  if (event.phase === 'ended') {
    return { key: `scenario.${event.ending === 'unmet' ? 'broken' : (event.ending ?? 'stopped')}`, values }
  }
  return { key: `scenario.${event.phase}`, values }
}

function describeCommand(command: Command): Line {
  switch (command.do) {
    case 'listen':
      return {
        key: 'asked.listen',
        values: { where: command.path ?? formatAddress(command.host ?? '127.0.0.1', command.port ?? 0) },
      }
    case 'connect': {
      const address =
        command.port === undefined ? '' : formatAddress(command.host ?? '127.0.0.1', command.port)
      const where = visible(command.to ?? command.path ?? address)
      return { key: 'asked.connect', values: { where, count: command.count ?? 1 } }
    }
    case 'send': {
      const size = sizeOf(command)
      return size === undefined ? { key: 'asked.sendFile' } : { key: 'asked.send', values: { size } }
    }
    case 'shutdown':
    case 'close':
    case 'destroy':
    case 'reset':
    case 'pause':
    case 'resume':
    case 'stop':
    case 'configure':
    case 'freeze':
    case 'thaw':
    case 'unwatch':
      return { key: `asked.${command.do}` }
    case 'watch': {
      const { port = 0, host, pid } = command
      if (pid !== undefined) return { key: 'asked.watchProcess', values: { pid: String(pid) } }
      const where = host === undefined ? String(port) : visible(formatAddress(host, port))
      return { key: 'asked.watch', values: { where } }
    }
    case 'rename':
      return { key: 'asked.rename', values: { to: visible(command.to) } }
    case 'note':
      return { key: 'asked.note' }
    case 'load':
      return {
        key: 'asked.load',
        values: { where: visible(loadTarget(command)), count: command.clients },
      }
    case 'bind':
    case 'recv':
    case 'wait':
    case 'proxy':
    case 'lookup':
    case 'spawn':
    case 'kill':
      return { key: 'asked.other', values: { word: command.do } }
  }
}

function sizeOf(command: SendCommand): string | undefined {
  if (command.text !== undefined) return formatBytes(encodeUtf8(command.text).length)
  if (command.hex !== undefined) return formatBytes(command.hex.replace(/\s/g, '').length / 2)
  if (command.base64 !== undefined)
    return formatBytes(Math.floor((command.base64.replace(/=+$/, '').length * 3) / 4))
  return undefined
}
