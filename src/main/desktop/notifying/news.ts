import type { LabEvent } from '../../../shared/events'

/** Something that a person wants to hear of who is elsewhere. Never the bytes of a message. */
export type News =
  /** `socket`: its name. */
  | { what: 'reset' | 'failed' | 'listenerFailed'; socket: string; code: string }
  /** Of a port or program that is watched: something listens at `local` now, or nothing does any more. */
  | { what: 'listening' | 'notListening'; socket: string; local: string }
  | { what: 'loadEnded'; socket: string }
  | { what: 'recordingFailed'; code: string }
  | { what: 'recordingFull' }
  | { what: 'exported'; file: string }

/** How an end is told that its connection is gone. */
const RESETS: ReadonlySet<string> = new Set(['ECONNRESET', 'ECONNABORTED', 'EPIPE'])
/** Calls of a server's own socket. */
const OF_LISTENERS: ReadonlySet<string> = new Set(['listen', 'bind', 'accept'])

/** What an event is news of; undefined if of nothing. `watched`: listeners of other programs by name, with their addresses. */
export function newsOf(event: LabEvent, watched: ReadonlyMap<string, string>): News | undefined {
  switch (event.kind) {
    case 'failed': {
      const { socket, code, syscall = '' } = event
      // The lab's own refusals answer somebody who is there.
      if (socket === undefined || code.startsWith('LAB_')) return undefined
      if (OF_LISTENERS.has(syscall)) return { what: 'listenerFailed', socket, code }
      return { what: RESETS.has(code) ? 'reset' : 'failed', socket, code }
    }
    case 'found': {
      const { socket, local } = event
      // It is told once more when it has become known whose it is.
      if (event.as !== 'listener' || watched.has(socket)) return undefined
      return { what: 'listening', socket, local }
    }
    case 'observed': {
      const local = event.state === 'CLOSED' ? watched.get(event.socket) : undefined
      return local === undefined ? undefined : { what: 'notListening', socket: event.socket, local }
    }
    case 'load':
      // Not where the lab itself is shut down.
      if (event.phase !== 'ended' || event.by === 'lab') return undefined
      return { what: 'loadEnded', socket: event.socket }
    case 'recording':
      if (event.phase === 'failed') return { what: 'recordingFailed', code: event.error?.code ?? '' }
      return event.phase === 'limited' && event.of === 'session' ? { what: 'recordingFull' } : undefined
    default:
      return undefined
  }
}
