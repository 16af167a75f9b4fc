import type { BindCommand, ConnectCommand } from '../../../shared/commands'
import { notOfDatagrams, streamOption } from '../../../shared/commands/datagrams'
import { resettingRules } from '../../../shared/commands/unchangeable'
import { LAB_CODES, type LabError, LabFailure, labError } from '../../../shared/errors'
import { type Execution, refuse } from '../acting'
import { type Context, noSuchSocket } from '../context'
import { ask, newName } from '../making'
import { BoundSocket } from './bound-socket'
import { ConnectedSocket } from './connected-socket'

/** What makes datagram sockets. */

export function bind(context: Context, command: BindCommand): Execution {
  const [resetting] = resettingRules(command)
  if (resetting) {
    const { field, why } = resetting
    throw new LabFailure(labError(LAB_CODES.badCommand, `this ${why}`, { field }))
  }
  const name = newName(context, command.as, 'udp')
  context.directory.claim(name)
  context.directory.keepMaker(name, command)
  const asked = ask(context, command, name)
  const socket = new BoundSocket(context, name, command, asked.seq)
  context.directory.add(socket)
  socket.bind()
  return { seq: asked.seq, made: [name], done: socket.opened }
}

/** Whether a `connect` makes datagram sockets: it says so, or what it names is one. */
export function connectsDatagrams(context: Context, { transport, to }: ConnectCommand): boolean {
  return transport === 'udp' || (transport === undefined && to !== undefined && isDatagrams(context, to))
}

export function connectDatagrams(context: Context, command: ConnectCommand): Execution {
  const { to, as, count, host = '127.0.0.1', port = 0 } = command
  const field = streamOption(command)
  if (field !== undefined)
    throw new LabFailure(labError(LAB_CODES.badCommand, notOfDatagrams(field), { field }))
  const goal = to === undefined ? { host, port } : goalCalled(context, to)
  const name = newName(context, as, 'udp')
  const made = context.directory.claim(name, count)
  for (const member of made) context.directory.keepMaker(member, command)
  const isGroup = count !== undefined
  const asked = ask(context, command, isGroup ? undefined : name)
  if ('error' in goal) {
    for (const member of made) context.directory.letMakerGo(member)
    return refuse(context, asked, goal.error)
  }
  const sockets = made.map((member) => {
    const { seq } = isGroup ? ask(context, command, member, asked.seq) : asked
    const socket = new ConnectedSocket(context, member, command, seq, goal, to)
    context.directory.add(socket)
    return socket
  })
  for (const socket of sockets) socket.connect()
  return { seq: asked.seq, made, done: Promise.all(sockets.map(({ opened }) => opened)).then(() => {}) }
}

/** Where a socket of the lab's is reached. Throws LabFailure if it is none of UDP; `error`: it is not there, or no more. */
function goalCalled(context: Context, to: string): { host: string; port: number } | { error: LabError } {
  const host = context.directory.host(to)
  if (host?.role === 'datagram' && host.target) return host.target
  const no = (why: string) => labError(LAB_CODES.notPossible, why, { field: 'to' })
  if (isDatagrams(context, to)) return { error: no(`${to} is not bound`) }
  if (!context.directory.isTaken(to)) {
    throw new LabFailure(noSuchSocket(to, 'to'))
  }
  throw new LabFailure(no(`${to} is no UDP socket`))
}

function isDatagrams(context: Context, name: string): boolean {
  const host = context.directory.host(name)
  if (host) return host.role === 'datagram'
  const maker = context.directory.maker(name)
  return maker?.do === 'bind' || (maker?.do === 'connect' && connectsDatagrams(context, maker))
}
