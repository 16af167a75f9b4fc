import { encodeUtf8, parseHex } from '../bytes'
import type { Command, EndAct } from '../commands'
import { LAB_CODES, type LabError, labError } from '../errors'
import { isAddress } from '../ids'
import type { ExpectedKind } from './fields'
import { type Names, quote, type Resolved, type Role } from './names'
import {
  type EventExpectation,
  type Expectation,
  isExpectation,
  isStateExpectation,
  type Step,
} from './schema'

/** How the steps of a scenario fit together: names are made before they are used, and used for what they are. */

/** What keeps a step of the right form from following those before it; makes its names if nothing does. */
export function misfits(step: Step, names: Names): LabError[] {
  return isExpectation(step) ? checkExpectation(step, names) : checkCommand(step, names)
}

function problem(field: string, message: string, code: string = LAB_CODES.badCommand): LabError {
  return labError(code, message, { field })
}

// --- Commands ------------------------------------------------------------------------------------------------

/** What each act can be done to. */
type Act = EndAct | 'send' | 'recv' | 'freeze' | 'thaw' | 'stop' | 'configure' | 'rename' | 'unwatch' | 'note'
const TAKES: Record<Act, readonly Role[]> = {
  send: ['client', 'accepted', 'datagram'],
  shutdown: ['client', 'accepted'],
  close: ['client', 'accepted', 'datagram', 'listener'],
  destroy: ['client', 'accepted', 'datagram'],
  reset: ['client', 'accepted'],
  pause: ['client', 'accepted'],
  resume: ['client', 'accepted'],
  freeze: ['listener'],
  thaw: ['listener'],
  recv: ['client', 'accepted', 'datagram'],
  stop: ['client', 'accepted', 'datagram', 'listener'],
  configure: ['listener'],
  rename: ['listener', 'client', 'accepted', 'datagram'],
  unwatch: ['watch'],
  note: ['listener', 'client', 'accepted', 'foreign', 'datagram', 'watch'],
}

function checkCommand(command: Command, names: Names): LabError[] {
  switch (command.do) {
    case 'connect': {
      const errors = command.to === undefined ? [] : checkTarget(command.to, command.transport, names)
      return [...errors, ...optional(names.make(command))]
    }
    case 'listen':
    case 'bind':
    case 'spawn':
    case 'watch':
      return optional(names.make(command))
    case 'proxy':
      return [...checkGoal(command.to, names), ...optional(names.make(command))]
    case 'load': {
      const errors = command.to === undefined ? [] : checkTarget(command.to, 'tcp', names, command.do)
      return [...errors, ...optional(names.make(command))]
    }
    case 'send': {
      const errors = checkSubject('from', command.from, command.do, names)
      if (command.to === undefined || errors.length > 0) return errors
      const from = names.resolve(command.from)
      if ('found' in from && from.found.role !== 'datagram') {
        return [problem('to', `only datagrams are sent to somewhere; a connection's other end is known`)]
      }
      return checkGoal(command.to, names)
    }
    case 'shutdown':
    case 'close':
    case 'destroy':
    case 'reset':
    case 'pause':
    case 'resume':
    case 'freeze':
    case 'thaw':
    case 'recv':
    case 'stop':
    case 'unwatch':
      return checkSubject('socket', command.socket, command.do, names)
    case 'configure': {
      const errors = checkSubject('socket', command.socket, command.do, names)
      return errors.length > 0 ? errors : optional(names.make(command))
    }
    case 'rename': {
      const errors = checkOne(command.socket, command.do, names)
      return errors.length > 0 ? errors : optional(names.make(command))
    }
    case 'note':
      return command.socket === undefined ? [] : checkOne(command.socket, command.do, names)
    case 'kill': {
      const role = names.role(command.socket)
      if (role === 'process') return []
      return [
        {
          ...(role
            ? notFor('kill', command.socket, role, ['process'])
            : names.unknown(command.socket, 'process')),
          field: 'socket',
        },
      ]
    }
    case 'wait':
    case 'lookup':
      return []
  }
}

function optional(error: LabError | undefined): LabError[] {
  return error ? [error] : []
}

function checkSubject(field: string, reference: string, act: keyof typeof TAKES, names: Names): LabError[] {
  const looked = names.resolve(reference)
  if ('error' in looked) return [{ ...looked.error, field }]
  const { role } = looked.found
  return TAKES[act].includes(role) ? [] : [{ ...notFor(act, reference, role, TAKES[act]), field }]
}

/** As `checkSubject`, for acts that are done to a single socket. */
function checkOne(socket: string, act: keyof typeof TAKES, names: Names): LabError[] {
  const errors = checkSubject('socket', socket, act, names)
  if (errors.length > 0 || !names.isGroup(socket)) return errors
  return [problem('socket', `${quote(socket)} is a group; ${act} is for one socket`, LAB_CODES.notPossible)]
}

function notFor(act: string, reference: string, role: Role, takes: readonly Role[]): LabError {
  const what = takes.includes('accepted')
    ? 'one end of a connection, such as "alice" or "alice@server"'
    : `a ${takes.join(' or a ')}`
  return labError(LAB_CODES.notPossible, `${quote(reference)} is ${article(role)}; ${act} is for ${what}`)
}

function article(role: Role): string {
  switch (role) {
    case 'accepted':
      return 'an accepted end'
    case 'datagram':
      return 'a datagram socket'
    case 'foreign':
      return "another program's socket"
    case 'load':
      return 'a load'
    default:
      return `a ${role}`
  }
}

/** `to` of connect and load: a listener, or a bound datagram socket. */
function checkTarget(to: string, transport: string | undefined, names: Names, act = 'connect'): LabError[] {
  const role = names.role(to)
  if (!role) return [{ ...names.unknown(to, 'listener'), field: 'to' }]
  if (role !== 'listener' && role !== 'datagram') {
    return [problem('to', `${quote(to)} is ${article(role)}; ${act} needs a listener`, LAB_CODES.notPossible)]
  }
  const its = names.transport(to)
  if (transport !== undefined && transport !== its) {
    return [
      problem('transport', `${quote(to)} is there for ${its}, not for ${transport}`, LAB_CODES.notPossible),
    ]
  }
  return []
}

/** `to` of the steps that take a name or an address, as `127.0.0.1:8080`. */
function checkGoal(to: string, names: Names): LabError[] {
  if (names.role(to) || isAddress(to) || /^[^\s:@]+:\d{1,5}$/.test(to)) return []
  return [{ ...names.unknown(to), field: 'to' }]
}

// --- Expectations --------------------------------------------------------------------------------------------

const BOTH_ENDS: readonly Role[] = ['client', 'accepted']
const STREAM_OR_DATAGRAM: readonly Role[] = ['client', 'accepted', 'datagram']
const ANY: readonly Role[] = ['listener', 'client', 'accepted', 'foreign', 'datagram', 'process', 'watch']
const WITH_STATE: readonly Role[] = ['listener', 'client', 'accepted', 'foreign']

/** The sockets that each kind of event is about. */
const HAPPENS_AT: Record<ExpectedKind, readonly Role[]> = {
  asked: ANY,
  listening: ['listener', 'datagram'],
  accepted: ['accepted'],
  connecting: ['client', 'datagram'],
  connected: ['client', 'datagram'],
  sent: STREAM_OR_DATAGRAM,
  received: STREAM_OR_DATAGRAM,
  ended: BOTH_ENDS,
  finished: BOTH_ENDS,
  drained: STREAM_OR_DATAGRAM,
  paused: STREAM_OR_DATAGRAM,
  resumed: STREAM_OR_DATAGRAM,
  timedOut: BOTH_ENDS,
  closed: ANY,
  failed: ANY,
  dropped: ['listener'],
  observed: WITH_STATE,
  segment: ['client', 'accepted', 'foreign'],
  configured: ['listener'],
  repeated: STREAM_OR_DATAGRAM,
  renamed: ANY,
  note: ANY,
  found: ['foreign'],
  watching: ['watch'],
  unwatched: ['watch'],
  contradicted: WITH_STATE,
  frozen: ['listener'],
  thawed: ['listener'],
  load: ['load'],
}

function checkExpectation(step: Expectation, names: Names): LabError[] {
  const field = isStateExpectation(step) ? 'of' : 'at'
  const looked = names.expected(step)
  if ('error' in looked) return [{ ...looked.error, field }]
  if (isStateExpectation(step))
    return checkState(step.is ?? step.was, step.is ? 'is' : 'was', looked.found.role)
  const places = HAPPENS_AT[step.expect]
  if (!places.includes(looked.found.role)) {
    const where = places.map((role) =>
      role === 'accepted' ? 'an accepted end, such as "alice@server"' : article(role),
    )
    const message = `${step.expect} happens at ${where.join(' or ')}; ${quote(step.at)} is ${article(looked.found.role)}`
    return [problem('at', message, LAB_CODES.notPossible)]
  }
  return step.expect === 'received' ? checkReceived(step, looked.found) : []
}

function checkState(state: string, field: string, role: Role): LabError[] {
  if (role === 'process' || role === 'datagram' || role === 'watch') {
    return [problem('of', `${article(role)} has no TCP state`, LAB_CODES.notPossible)]
  }
  if (state !== 'CLOSED' && role !== 'foreign' && (state === 'LISTEN') !== (role === 'listener')) {
    return [problem(field, `${article(role)} is never in ${state}`, LAB_CODES.notPossible)]
  }
  return []
}

function checkReceived(step: EventExpectation, at: Resolved): LabError[] {
  const { text, hex, bytes } = step as { text?: string; hex?: string; bytes?: number }
  const field = text !== undefined ? 'text' : hex !== undefined ? 'hex' : undefined
  const content = text !== undefined ? encodeUtf8(text) : hex !== undefined ? parseHex(hex) : undefined
  if (field !== undefined && !at.keepsBytes) {
    return [problem(field, `${quote(step.at)} discards what it receives; only bytes can be expected there`)]
  }
  if (!at.joined) return []
  if (content?.length === 0 || bytes === 0) {
    return [problem(field ?? 'bytes', 'a stream never receives an empty message')]
  }
  if (content && bytes !== undefined && bytes !== content.length) {
    return [problem('bytes', `must be ${content.length}, the length of ${field}, or left out`)]
  }
  return []
}
