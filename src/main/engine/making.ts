import type { Command, CommandOf } from '../../shared/commands'
import { ofTcpAlone } from '../../shared/commands/streams'
import { LAB_CODES, type LabError, LabFailure, labError } from '../../shared/errors'
import type { LabEvent } from '../../shared/events'
import { isAbstract } from '../../shared/unix'
import { type Execution, refuse } from './acting'
import { type Context, type Happening, noSuchSocket } from './context'
import { connectDatagrams, connectsDatagrams } from './datagrams/making'
import { clientTls, serverTls } from './layers/tls/options'
import { connectAll, type Target } from './streams/connecting'
import { Listener } from './streams/listener'
import { OneAtATime } from './streams/one-at-a-time'
import { addressOf, refuseAddress } from './unix/address'

/** What makes sockets: their names, their `asked`, and what is made. */

export function listen(context: Context, given: CommandOf<'listen'>): Execution {
  const command = withAddress(context, given)
  const name = newName(context, command.as, 'server')
  const tls = command.tls && serverTls(command.tls, context.resolveFile)
  context.directory.claim(name)
  context.directory.keepMaker(name, command)
  const asked = ask(context, command, name)
  const refusal = command.path === undefined ? undefined : refuseAddress(command.path, 'listen')
  const error = refusal ?? (command.serve === 'one-at-a-time' ? OneAtATime.refuse() : undefined)
  if (error) {
    context.directory.letMakerGo(name)
    return refuse(context, asked, error)
  }
  const listener = new Listener(context, name, command, asked.seq, tls)
  context.directory.add(listener)
  listener.start()
  return { seq: asked.seq, made: [name], done: listener.opened }
}

export function connect(context: Context, given: CommandOf<'connect'>): Execution {
  if (connectsDatagrams(context, given)) return connectDatagrams(context, given)
  const command = withAddress(context, given)
  const listener = command.to === undefined ? undefined : listenerCalled(context, command.to)
  const name = newName(context, command.as, 'client')
  const opening = openingFor(context, command)
  const tlsOf = () => command.tls && clientTls(command.tls, hostOf(command, listener), context)
  const tls = opening ? opening.then(() => afterwards(command, listener, tlsOf)) : tlsOf()
  const made = context.directory.claim(name, command.count)
  for (const member of made) context.directory.keepMaker(member, command)
  const isGroup = command.count !== undefined
  const asked = ask(context, command, isGroup ? undefined : name)
  const error = opening ? undefined : refuseTarget(command, listener)
  if (error) {
    for (const member of made) context.directory.letMakerGo(member)
    return refuse(context, asked, error)
  }
  const done = connectAll(context, command, listener, tls, made, (member) =>
    isGroup ? ask(context, command, member, asked.seq).seq : asked.seq,
  )
  return { seq: asked.seq, made, done }
}

/** Resolves when the listeners that a call needs listen or have failed to; undefined if none of them is about to. */
function openingFor(context: Context, { to, tls }: CommandOf<'connect'>): Promise<unknown> | undefined {
  const issuer = typeof tls?.ca === 'object' ? tls.ca.of : undefined
  const opening = [to, issuer].flatMap((name) => {
    const host = name === undefined ? undefined : context.directory.host(name)
    return host?.role === 'listener' && host.isOpening ? [host.opened] : []
  })
  return opening.length === 0 ? undefined : Promise.all(opening)
}

/** What was left to be looked at until the listeners were there. Throws LabFailure if it can't be called. */
function afterwards<T>(command: CommandOf<'connect'>, listener: Target | undefined, tlsOf: () => T): T {
  const error = refuseTarget(command, listener)
  if (error) throw new LabFailure(error)
  return tlsOf()
}

/** What a client's TLS takes its server's certificate to be for, unless told otherwise. */
function hostOf({ host = '127.0.0.1' }: CommandOf<'connect'>, listener: Target | undefined): string {
  return listener?.target?.host ?? host
}

/** The command with the address of its path, so that it means the same wherever it is given again. */
function withAddress<C extends { path?: string | undefined }>(context: Context, command: C): C {
  if (command.path === undefined) return command
  return {
    ...command,
    path: isAbstract(command.path) ? command.path : addressOf(context.resolvePath(command.path)),
  }
}

/** Why the target can't be called; undefined if it can. */
export function refuseTarget(
  command: CommandOf<'connect'>,
  listener: Target | undefined,
): LabError | undefined {
  if (command.path !== undefined) return refuseAddress(command.path, 'connect')
  if (!listener) return undefined
  const { name, target } = listener
  if (!target) return labError(LAB_CODES.notPossible, `${name} is not listening`, { field: 'to' })
  const isAtPath = target.path !== undefined
  const wanted = command.transport ?? (isAtPath ? 'unix' : 'tcp')
  if ((wanted === 'unix') !== isAtPath) {
    const message = `${name} is there for ${isAtPath ? 'unix' : 'tcp'}, not for ${wanted}`
    return labError(LAB_CODES.notPossible, message, { field: 'transport' })
  }
  const misplaced = isAtPath ? ofTcpAlone(command) : undefined
  return misplaced === undefined
    ? undefined
    : labError(LAB_CODES.notPossible, `${name} has a path: \`${misplaced}\` goes with TCP only`, {
        field: misplaced,
      })
}

/** The listener of that name, as a target. Throws LabFailure if it is something else, or nothing. */
export function listenerCalled(context: Context, name: string): Target {
  const host = context.directory.host(name)
  if (host?.role === 'listener') return host
  const { foreign } = context.directory
  if (foreign.isProgram(name)) return watched(name, foreign.targetOf(name))
  if (host) {
    throw new LabFailure(labError(LAB_CODES.notPossible, `${name} is not a listener`, { field: 'to' }))
  }
  if (context.directory.isTaken(name)) return { name }
  throw new LabFailure(noSuchSocket(name, 'to'))
}

/** Where a program that the lab has started listens, as far as the kernel's tables have shown. Throws LabFailure if it isn't listening. */
function watched(name: string, target: Target['target']): Target {
  if (target) return { name, target }
  const message = `${name} does not listen, as far as the kernel's tables have shown`
  throw new LabFailure(
    labError(LAB_CODES.notPossible, message, {
      field: 'to',
      advice: 'Wait until it does: an expectation of `found` at that name is met then.',
    }),
  )
}

/** The name that was asked for, or one that is still free. Throws LabFailure if it is taken. */
export function newName(context: Context, wanted: string | undefined, stem: string): string {
  if (wanted === undefined) return context.directory.freeName(stem)
  if (!context.directory.isTaken(wanted)) return wanted
  const message = `the name ${wanted} is, or was, another socket's`
  throw new LabFailure(labError(LAB_CODES.nameTaken, message, { field: 'as' }))
}

/** Logs what a person has asked for. */
export function ask(context: Context, command: Command, socket?: string, cause?: number): LabEvent {
  const asked: Happening = { kind: 'asked', command, by: 'user' }
  if (socket !== undefined) asked.socket = socket
  if (cause !== undefined) asked.cause = cause
  return context.record(asked)
}
