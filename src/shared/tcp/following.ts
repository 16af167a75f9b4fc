import type { LabEvent } from '../events'
import { awaySince, count, type End } from './end'
import type { Ends } from './ends'
import { hasRead } from './queues'

/** What events say of ends without any rule: who they are, what they have written and read, what was asked of them. */

/** Before the rules: gives the end that the event is about. */
export function follow(event: LabEvent, name: string, ends: Ends): End | undefined {
  switch (event.kind) {
    case 'listening': {
      if (event.transport !== undefined) return undefined
      const self = ends.open(name, false, event.t)
      ends.listens(self, event.local)
      if (event.serve !== undefined) self.serves = {}
      return self
    }
    case 'connecting': {
      // What isn't TCP has no states. By its call alone it was taken for TCP.
      if (event.transport !== undefined) return ends.leave(name)
      const self = ends.open(name, false, event.t)
      self.called = { t: event.t }
      // What became of another address of its host is over.
      self.wasReset = false
      self.selfConnected = event.local === event.remote
      self.loopback = isLoopback(event.remote)
      const listener = ends.listenerAt(event.remote)
      // The queue of one that is frozen may be full.
      self.callsOwn = self.loopback && listener !== undefined && awaySince(listener) === undefined
      return self
    }
    case 'accepted': {
      if (event.transport !== undefined) return undefined
      const self = ends.open(name, false, event.t)
      self.connected = true
      self.loopback = isLoopback(event.remote)
      ends.pair(self, event.peer, event.foreign === true, event.t)
      // Its client has closed before it was accepted: the handshake was some time since the listener is there.
      const listener = ends.get(event.listener)
      if (!self.peer) self.openedAt = listener?.entered.tMin ?? event.t
      if (listener?.serves) {
        listener.serves.since = event.t
        self.servedBy = listener
      }
      return self
    }
    case 'asked':
      // Known from the call on: it can be closed before its connection is begun.
      if (event.command.do === 'connect') return ends.open(name, false, event.t)
  }
  const self = ends.get(name)
  if (!self) return undefined
  switch (event.kind) {
    case 'connected':
      self.connected = true
      self.loopback = isLoopback(event.remote)
      self.selfConnected = event.local === event.remote
      if (self.called) self.called.connected = event.t
      if (event.peer !== undefined && !self.peer) ends.pair(self, event.peer, true, event.t)
      self.callsOwn = event.peer === undefined && !self.selfConnected
      return self
    case 'asked':
    case 'finished':
      if (event.facts) count(self, event.facts)
      return self
    case 'buffered':
      // Node has read more than the program has taken.
      hasRead(self, event.offset + event.bytes)
  }
  return self
}

/** After the rules: facts that later events are judged by. `onDescriptorClosed` is told of a descriptor that is closed now. */
export function settle(event: LabEvent, self: End, onDescriptorClosed: () => void): void {
  switch (event.kind) {
    case 'asked':
      settleCall(event, self, onDescriptorClosed)
      return
    case 'finished':
      if (event.phase !== 'sent') return
      self.fin = { seq: event.seq, t: event.t }
      if (self.closing) onDescriptorClosed()
      return
    case 'ended':
      self.ended = true
      return
    case 'drained':
      self.unsent = 0
      return
    case 'paused':
    case 'resumed':
      self.paused = event.kind === 'paused'
      return
    case 'frozen':
      self.frozenSince = event.t
      return
    case 'thawed':
      self.frozenSince = undefined
      return
    case 'closed':
      if (self.servedBy?.serves) delete self.servedBy.serves.since
      onDescriptorClosed()
  }
}

function settleCall(event: LabEvent & { kind: 'asked' }, self: End, onDescriptorClosed: () => void): void {
  // Refused: it is closed already.
  if (self.descriptor === 'closed') return
  switch (event.command.do) {
    case 'close':
      if ((self.frozenSince !== undefined || self.serves) && !self.closing) self.frozenSince = event.t
      self.closing = !self.resetting
      if (self.fin) onDescriptorClosed()
      return
    case 'destroy':
      self.fin ??= { seq: event.seq, t: event.t }
      onDescriptorClosed()
      return
    case 'reset':
      // It takes the place of a close that waits for the same FIN.
      if (event.deferred) {
        self.closing = false
        self.resetting = true
        return
      }
      // Of a call that is given up before Node knows of its connection, FIN.
      if (self.state !== 'CLOSED') self.fin ??= { seq: event.seq, t: event.t }
      onDescriptorClosed()
  }
}

function isLoopback(address: string): boolean {
  return address.startsWith('127.') || address.startsWith('[::1]:')
}
