import { formatBytes, visible } from '../../shared/bytes'
import { formatCommandLine } from '../../shared/command-line'
import type { EventOf, LabEvent, Received, Sent } from '../../shared/events'
import { faultsLine } from '../../shared/faults'
import { formatAddress } from '../../shared/ids'
import { flagNames } from '../../shared/tcp/flags'
import { outputRow } from '../../shared/terminal'
import { noteLine } from '../notes/text'
import { duration } from '../ui/format'
import { describeCommand } from './describeCommand'
import { describeLayers, describeSecured, describeUnpacked } from './layers'
import type { Line } from './line'

/** What an event says, ready to be put into words. Everything that comes from outside is made visible. */
export function describe(event: LabEvent): Line {
  switch (event.kind) {
    case 'opened':
      return { key: 'opened' }
    case 'asked':
      return describeCommand(event.command)
    case 'listening':
      if (event.transport === 'udp') return { key: 'bound', values: { local: event.local } }
      if (event.proxy) {
        const { to, faults } = event.proxy
        return {
          key: 'listeningProxy',
          values: { local: event.local, to: visible(to), faults: faultsLine(faults) },
        }
      }
      return {
        key: event.replaced
          ? 'listeningInstead'
          : event.serve === undefined
            ? 'listening'
            : 'listeningOneAtATime',
        values: { local: visible(event.local), backlog: event.backlog },
      }
    case 'accepted':
      return { key: 'accepted', values: { peer: visible(event.peer) } }
    case 'connecting':
      if (event.transport === 'udp')
        return { key: 'connectingUdp', values: { remote: visible(event.remote) } }
      return event.attempt > 1
        ? { key: 'connectingAgain', values: { remote: visible(event.remote), attempt: event.attempt } }
        : { key: 'connecting', values: { remote: visible(event.remote) } }
    case 'connected':
      if (event.transport === 'udp')
        return { key: 'connectedUdp', values: { local: event.local, remote: event.remote } }
      return event.transport === 'unix'
        ? { key: 'connectedUnix', values: { remote: visible(event.remote) } }
        : { key: 'connected', values: { local: event.local } }
    case 'sent':
      if (event.remote !== undefined) return describeDatagram(event, event.remote)
      return event.queued > 0
        ? { key: 'sentQueued', values: { size: formatBytes(event.bytes), queued: formatBytes(event.queued) } }
        : { key: 'sent', values: { size: formatBytes(event.bytes) } }
    case 'received':
      if (event.remote !== undefined) return describeDatagram(event, event.remote)
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
      if (event.removed !== undefined)
        return { key: 'closedRemoved', values: { path: visible(event.removed) } }
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
    case 'measured': {
      const { receiveQueue, sendQueue, drops } = event
      const values = { receive: formatBytes(receiveQueue), send: formatBytes(sendQueue), drops }
      return { key: drops === 0 ? 'measured' : 'measuredDrops', values }
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
    case 'packed':
      return { key: 'packed', values: { size: formatBytes(event.bytes) } }
    case 'unpacked':
      return describeUnpacked(event)
    case 'buffered':
      return { key: 'buffered', values: { size: formatBytes(event.bytes) } }
    case 'lookedUp':
      return describeLookup(event)
    case 'attemptFailed': {
      const { attempt, remote, code, timedOut } = event
      return {
        key: timedOut ? 'attemptTimedOut' : 'attemptFailed',
        values: { attempt, remote: visible(remote), code },
      }
    }
    case 'secured':
      return describeSecured(event)
    case 'layered':
      return describeLayers(event)
    case 'spawned':
      return {
        key: 'spawned',
        values: { pid: String(event.pid), command: visible(formatCommandLine(event.command)) },
      }
    case 'output': {
      const { stream, omitted = 0 } = event
      const text = visible(outputRow(event.text))
      return omitted === 0
        ? { key: 'output', values: { stream, text } }
        : { key: 'outputCut', values: { stream, text, omitted: formatBytes(omitted) } }
    }
    case 'exited':
      return event.signal === undefined
        ? { key: 'exited', values: { code: event.code ?? 0 } }
        : { key: 'exitedBySignal', values: { signal: event.signal } }
    case 'disturbed':
      return {
        key: `disturbed.${event.direction}.${event.by}`,
        values: { size: formatBytes(event.bytes), duration: duration(event.ms ?? 0) },
      }
    case 'configured':
      if (event.proxy) return { key: 'configuredProxy', values: { faults: faultsLine(event.proxy.faults) } }
      return event.maxConnections === undefined
        ? { key: 'configured', values: { respond: event.respond } }
        : { key: 'configuredLimit', values: { respond: event.respond, limit: event.maxConnections } }
    case 'repeated':
      return { key: `repeated.${event.by}`, values: { sent: event.sent, of: event.of } }
    case 'renamed':
      return { key: 'renamed', values: { to: visible(event.to) } }
    case 'scenario':
      return describeCourse(event)
    case 'lesson':
      return describeLesson(event)
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

/** With its other side: by name if it is the lab's. */
function describeDatagram({ kind, bytes, peer }: Sent | Received, remote: string): Line {
  const values = { size: formatBytes(bytes), remote, peer: visible(peer ?? '') }
  if (kind === 'received') return { key: peer === undefined ? 'receivedFrom' : 'receivedFromPeer', values }
  return { key: peer === undefined ? 'sentToNobody' : 'sentTo', values }
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

function describeLesson(event: EventOf<'lesson'>): Line {
  const { phase, lesson = '', step, steps, role, name = '', port, act, check, met, ending } = event
  const values = { lesson: visible(lesson), step, steps, role, name: visible(name), port, act, check }
  if (phase === 'check') return { key: met ? 'lesson.met' : 'lesson.unmet', values }
  if (phase === 'ended')
    return { key: ending === 'done' ? 'lesson.finished' : `lesson.${ending ?? 'left'}`, values }
  return { key: `lesson.${phase}`, values }
}

/** A call, what was asked and what was answered, in the words of the C library, which are the same in every language. */
function describeLookup({ by, host, addresses, name, service, given, error }: EventOf<'lookedUp'>): Line {
  const found = [name, service, ...addresses.map(({ address }) => address)]
  const answer = error?.code ?? found.flatMap((one) => (one === undefined ? [] : [visible(one)])).join(', ')
  const key = given ? 'lookedUpGiven' : host === '' ? 'lookedUpAlone' : 'lookedUp'
  return { key, values: { call: by ?? 'getaddrinfo', host: visible(host), answer } }
}
