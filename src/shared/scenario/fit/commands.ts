import type { Command, CommandOf, EndAct } from '../../commands'
import { notOfDatagrams, streamOption } from '../../commands/datagrams'
import { ofTcpAlone } from '../../commands/streams'
import { resettingRules, unchangeable } from '../../commands/unchangeable'
import { LAB_CODES, type LabError, labError } from '../../errors'
import { parseDestination } from '../../ids'
import { article } from '../made'
import { type Names, quote, type Role } from '../names'
import { problem } from './problem'

/** What each act can be done to. */
type Act = EndAct | 'send' | 'recv' | 'freeze' | 'thaw' | 'stop' | 'configure' | 'rename' | 'unwatch' | 'note'
const TAKES: Record<Act, readonly Role[]> = {
  send: ['client', 'accepted', 'datagram'],
  shutdown: ['client', 'accepted'],
  close: ['client', 'accepted', 'datagram', 'listener'],
  destroy: ['client', 'accepted', 'datagram'],
  reset: ['client', 'accepted'],
  pause: ['client', 'accepted', 'datagram'],
  resume: ['client', 'accepted', 'datagram'],
  freeze: ['listener'],
  thaw: ['listener'],
  recv: ['client', 'accepted'],
  stop: ['client', 'accepted', 'datagram', 'listener'],
  configure: ['listener', 'datagram'],
  rename: ['listener', 'client', 'accepted', 'datagram', 'process'],
  unwatch: ['watch'],
  note: ['listener', 'client', 'accepted', 'foreign', 'datagram', 'watch', 'process'],
}

/** What keeps a command from following the steps before it; makes its names if nothing does. */
export function checkCommand(command: Command, names: Names): LabError[] {
  switch (command.do) {
    case 'connect': {
      const errors = command.to === undefined ? [] : checkTarget(command.to, command.transport, names)
      const { ca } = command.tls ?? {}
      if (typeof ca === 'object') errors.push(...checkCertificate(ca.of, names))
      return [...errors, ...checkOptions(command, names), ...optional(names.make(command))]
    }
    case 'spawn': {
      const errors = (command.args ?? []).flatMap((argument, index) =>
        typeof argument === 'string' ? [] : checkPortOf(argument.portOf, `args.${index}.portOf`, names),
      )
      return [...errors, ...optional(names.make(command))]
    }
    case 'listen':
    case 'bind':
      return [
        ...resettingRules(command).map(({ field, why }) =>
          problem(field, `this ${why}`, LAB_CODES.notPossible),
        ),
        ...optional(names.make(command)),
      ]
    case 'watch':
    case 'lookup':
      return optional(names.make(command))
    case 'proxy':
      return [...checkServer(command.to, names), ...optional(names.make(command))]
    case 'load': {
      const wanted = command.to !== undefined && names.transport(command.to) === 'unix' ? 'unix' : 'tcp'
      const errors = command.to === undefined ? [] : checkTarget(command.to, wanted, names, command.do)
      return [...errors, ...optional(names.make(command))]
    }
    case 'send': {
      const errors = checkSubject('from', command.from, command.do, names)
      return errors.length > 0 ? errors : checkDestination(command, names)
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
      return errors.length > 0 ? errors : [...checkChange(command, names), ...optional(names.make(command))]
    }
    case 'rename': {
      const errors = checkOne(command.socket, command.do, names)
      return errors.length > 0 ? errors : optional(names.make(command))
    }
    case 'note':
      return command.socket === undefined ? [] : checkOne(command.socket, command.do, names)
    case 'input':
    case 'kill': {
      const role = names.role(command.socket)
      if (role === 'process') return []
      return [
        {
          ...(role
            ? notFor(command.do, command.socket, role, ['process'])
            : names.unknown(command.socket, 'program')),
          field: 'socket',
        },
      ]
    }
    case 'wait':
      return []
  }
}

function checkChange(command: CommandOf<'configure'>, names: Names): LabError[] {
  const { socket } = command
  const maker = names.isProxy(socket) ? 'proxy' : names.role(socket) === 'datagram' ? 'bind' : 'listen'
  return unchangeable(maker, command).map(({ field, why }) =>
    problem(field, `${quote(socket)} ${why}`, LAB_CODES.notPossible),
  )
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
    : takes.map(article).join(' or ')
  return labError(LAB_CODES.notPossible, `${quote(reference)} is ${article(role)}; ${act} is for ${what}`)
}

/** Whose certificate is to be trusted. */
function checkCertificate(of: string, names: Names): LabError[] {
  const field = 'tls.ca.of'
  const role = names.role(of)
  if (!role) return [{ ...names.unknown(of, 'listener'), field }]
  if (names.hasTls(of)) return []
  const what =
    role === 'listener' ? 'has no TLS, and so no certificate' : `is ${article(role)}, not a listener`
  return [problem(field, `${quote(of)} ${what}`, LAB_CODES.notPossible)]
}

/** `to` of connect and load: a listener, a bound datagram socket, or a program that listens. */
function checkTarget(to: string, transport: string | undefined, names: Names, act = 'connect'): LabError[] {
  const role = names.role(to)
  if (!role) return [{ ...names.unknown(to, 'listener'), field: 'to' }]
  if (role === 'process') return []
  if (role !== 'listener' && role !== 'datagram') {
    return [problem('to', `${quote(to)} is ${article(role)}; ${act} needs a listener`, LAB_CODES.notPossible)]
  }
  const its = names.transport(to)
  if (transport !== undefined && transport !== its) {
    const field = act === 'connect' ? 'transport' : 'to'
    return [problem(field, `${quote(to)} is there for ${its}, not for ${transport}`, LAB_CODES.notPossible)]
  }
  return []
}

/** What a call is over is what its listener is there for, even if that isn't said. */
function checkOptions(command: CommandOf<'connect'>, names: Names): LabError[] {
  const transport = command.to === undefined ? undefined : names.transport(command.to)
  if (transport === 'unix') {
    const field = ofTcpAlone(command)
    return field === undefined
      ? []
      : [problem(field, `${quote(command.to ?? '')} has a path: \`${field}\` goes with TCP only`)]
  }
  if (transport !== 'udp') return []
  const field = streamOption(command)
  return field === undefined ? [] : [problem(field, notOfDatagrams(field))]
}

/** `to` of a `send`: one datagram socket, or an address. Whoever is connected sends to nobody else. */
function checkDestination({ from, to }: CommandOf<'send'>, names: Names): LabError[] {
  const sender = names.resolve(from)
  const isStream = 'found' in sender && sender.found.role !== 'datagram'
  if (isStream || names.isConnected(from)) {
    if (to === undefined) return []
    const why = isStream
      ? "only datagrams are sent to somewhere; a connection's other end is known"
      : `${quote(from)} is connected, and sends to one address alone; leave out \`to\``
    return [problem('to', why)]
  }
  if (to === undefined) return [problem('to', `needs \`to\`: ${quote(from)} is not connected`)]
  const looked = names.resolve(to)
  if ('error' in looked) return parseDestination(to) ? [] : [{ ...looked.error, field: 'to' }]
  const { role } = looked.found
  const wrong =
    role !== 'datagram' && role !== 'foreign'
      ? `${article(role)}; a datagram goes to a datagram socket`
      : names.isGroup(to)
        ? 'a group; a datagram goes to one socket'
        : undefined
  return wrong === undefined ? [] : [problem('to', `${quote(to)} is ${wrong}`, LAB_CODES.notPossible)]
}

/** Where a program is told that something listens. */
function checkPortOf(name: string, field: string, names: Names): LabError[] {
  const role = names.role(name)
  if (!role) return [{ ...names.unknown(name, 'listener'), field }]
  if (role === 'listener' || role === 'process' || role === 'datagram') return []
  return [problem(field, `${quote(name)} is ${article(role)}, and listens nowhere`, LAB_CODES.notPossible)]
}

/** `to` of a proxy: an address, or a listener that is made by then. */
function checkServer(to: string, names: Names): LabError[] {
  if (parseDestination(to)) return []
  const transport = names.transport(to) === 'unix' ? 'unix' : 'tcp'
  return checkTarget(to, transport, names, 'proxy')
}
