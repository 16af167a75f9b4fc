import type { LabEvent } from '../events'
import { countMessage, secure, setLayers } from './layers'
import { followLoad } from './loads'
import type { Model } from './model'
import { noteUnwatched } from './over'
import { followProgram } from './programs'
import { followRecording, followRun, pin } from './reduce/course'
import {
  accept,
  ask,
  close,
  configure,
  connected,
  connecting,
  disturb,
  drop,
  dropRepeat,
  fail,
  failAttempt,
  hear,
  listen,
  lookUp,
} from './reduce/ends'
import { followLesson } from './reduce/lesson'
import { contradict, enter, find, followSource, measure, observe, watch } from './reduce/seen'
import { touch } from './reduce/sockets'

/**
 * Folds one event into the model, in place. The same code for window, command line and tests.
 * Message events may be missing (a slow window skips them): counters come from the newest one.
 * Long-closed sockets leave the model: over.ts.
 */
export function reduce(model: Model, event: LabEvent): Model {
  model.seq = event.seq
  if (event.t > model.t) model.t = event.t
  switch (event.kind) {
    case 'opened':
      model.wall = event.wall
      model.versions = event.versions
      return model

    case 'asked':
      ask(model, event)
      followProgram(model, event)
      return model

    case 'listening':
      listen(model, event)
      return model

    case 'configured':
      configure(model, event)
      return model

    case 'accepted':
      accept(model, event)
      return model

    case 'connecting':
      connecting(model, event)
      return model

    case 'connected':
      connected(model, event)
      return model

    case 'dropped':
      drop(model, event)
      return model

    case 'sent': {
      const socket = touch(model, event)
      if (socket) {
        socket.sent.count = event.index + 1
        socket.sent.bytes = event.offset + event.bytes
        socket.queued = event.queued
      }
      return model
    }

    case 'received': {
      const socket = touch(model, event)
      if (socket) {
        socket.received.count = event.index + 1
        socket.received.bytes = event.offset + event.bytes
        if (event.remote !== undefined) hear(socket, event.remote, event.peer)
      }
      return model
    }

    case 'ended': {
      const socket = touch(model, event)
      if (socket) {
        socket.ended = true
        delete socket.readAhead
      }
      return model
    }

    case 'finished': {
      const socket = touch(model, event)
      if (socket) socket.fin = event.phase
      return model
    }

    case 'drained': {
      const socket = touch(model, event)
      if (socket) socket.queued = 0
      return model
    }

    case 'paused':
    case 'resumed': {
      const socket = touch(model, event)
      if (socket) {
        socket.paused = event.kind === 'paused'
        // What it had read ahead is told as received.
        if (socket.paused) socket.readAhead ??= 0
        else delete socket.readAhead
      }
      return model
    }

    case 'buffered': {
      const socket = touch(model, event)
      if (socket) socket.readAhead = event.bytes
      return model
    }

    case 'frozen':
    case 'thawed': {
      const socket = touch(model, event)
      if (socket) socket.frozen = event.kind === 'frozen'
      return model
    }

    case 'repeated': {
      const socket = touch(model, event)
      if (socket) dropRepeat(socket, event.cause)
      return model
    }

    case 'renamed': {
      const socket = touch(model, event)
      if (socket) socket.label = event.to
      else followProgram(model, event)
      return model
    }

    case 'closed':
      close(model, event)
      return model

    case 'failed':
      fail(model, event)
      followProgram(model, event)
      return model

    case 'state':
      enter(model, event)
      return model

    case 'observed':
      observe(model, event)
      return model

    case 'measured':
      measure(model, event)
      return model

    case 'found':
      find(model, event)
      return model

    case 'watching':
      watch(model, event)
      return model

    case 'unwatched':
      model.watches.delete(event.socket)
      noteUnwatched(model, event.socket)
      return model

    case 'source':
      followSource(model, event)
      return model

    case 'contradicted':
      contradict(model, event)
      return model

    case 'scenario':
      followRun(model, event)
      return model

    case 'lesson':
      followLesson(model, event)
      return model

    case 'note':
      touch(model, event)
      if (event.topic === 'pinned') pin(model, event)
      return model

    case 'recording':
      followRecording(model.kept, event)
      return model

    case 'load':
      followLoad(model.loads, event)
      return model

    case 'layered': {
      const socket = touch(model, event)
      if (socket) setLayers(socket, event)
      return model
    }

    case 'secured': {
      const socket = touch(model, event)
      if (socket) secure(socket, event)
      return model
    }

    case 'packed':
    case 'unpacked': {
      const socket = touch(model, event)
      if (socket) countMessage(socket, event)
      return model
    }

    case 'disturbed':
      disturb(model, event)
      return model

    case 'attemptFailed':
      failAttempt(model, event)
      return model

    case 'lookedUp':
      lookUp(model, event)
      return model

    case 'timedOut':
    case 'segment':
      touch(model, event)
      return model

    case 'spawned':
    case 'output':
    case 'exited':
      followProgram(model, event)
      return model
  }
  return unhandled(event)
}

function unhandled(event: never): never {
  throw new Error(`no case for event ${JSON.stringify(event)}`)
}
