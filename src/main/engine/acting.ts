import type {
  Command,
  CommandOf,
  ConfigureCommand,
  EndAct,
  NoteCommand,
  RecvCommand,
} from '../../shared/commands'
import { unchangeable } from '../../shared/commands/unchangeable'
import { LAB_CODES, type LabError, LabFailure, labError } from '../../shared/errors'
import type { LabEvent } from '../../shared/events'
import { type Context, type Happening, noSuchSocket } from './context'
import { BoundSocket } from './datagrams/bound-socket'
import { outletOf } from './datagrams/outlet'
import type { Host } from './directory/directory'
import { type Payloads, send } from './sending'
import type { Listener } from './streams/listener'

/** What acts are done to one by one. */
type Socket = Exclude<Host, Listener>

/** What became of a command at once; the rest is events. */
export interface Execution {
  /** `seq` of its `asked`. */
  seq: number
  /** Names of the sockets that it makes. */
  made: string[]
  /** It was refused: the same error is in the log as `failed`. */
  error?: LabError
  /** Resolves when the command is done as the contract of scenario files says; never rejects. */
  done: Promise<void>
}

/** For acts that are done when the engine has taken them. */
export const DONE = Promise.resolve()

/** `send`, to one or several ends. */
export function sendFrom(context: Context, command: CommandOf<'send'>, payloads: Payloads): Execution {
  const names = resolve(context, command.from, 'from')
  const data = payloads.of(command)
  return onEach(context, command, command.from, names, (end, seq) => {
    const error = end.refuse('send')
    if (error) return error
    const outlet = senderOf(context, end, command.to)
    if ('error' in outlet) return outlet.error
    const unfit = outlet.sender.unfit(data)
    if (!unfit) send(context, outlet.sender, command, data, seq)
    return unfit
  })
}

/** What sends from an end, to where the command says. */
function senderOf(context: Context, end: Socket, to: string | undefined) {
  if (end.role === 'datagram') return outletOf(context, end, to)
  if (to === undefined) return { sender: end }
  const message = `${end.name}: a connection's other end is known; only datagrams are sent to somewhere`
  return { error: labError(LAB_CODES.notPossible, message, { field: 'to' }) }
}

/** An act on a listener, or on one or several ends. */
export function actOn(context: Context, command: CommandOf<EndAct>): Execution {
  const names = resolve(context, command.socket, 'socket')
  const listener = context.directory.host(command.socket)
  if (listener?.role === 'listener') {
    if (command.do !== 'close') {
      const message = `${command.do} acts on one end of a connection; ${listener.name} is a listener: close stops accepting`
      throw new LabFailure(labError(LAB_CODES.notPossible, message, { field: 'socket' }))
    }
    if (!listener.listening)
      throw new LabFailure(labError(LAB_CODES.notPossible, `${listener.name} is not listening`))
    const asked = context.record({ kind: 'asked', command, by: 'user', socket: listener.name })
    listener.close(asked.seq)
    return { seq: asked.seq, made: [], done: DONE }
  }
  return onEach(context, command, command.socket, names, (end, seq) => {
    const error = end.refuse(command.do)
    if (!error) end.act(command.do, seq)
    return error
  })
}

/** Reads once, at one or several ends that are paused. */
export function recvAt(context: Context, command: RecvCommand): Execution {
  const { socket, bytes } = command
  const calls: Promise<void>[] = []
  const execution = onEach(context, command, socket, resolve(context, socket, 'socket'), (end, seq) => {
    if (end.role === 'datagram') {
      const why = 'each datagram is read whole as it comes; recv takes bytes of a stream'
      return labError(LAB_CODES.notPossible, `${end.name}: ${why}`)
    }
    const error = end.refuse('recv')
    if (!error) calls.push(end.recv(bytes, seq))
    return error
  })
  return { ...execution, done: Promise.all(calls).then(() => {}) }
}

/** Ends the repeated sends that are under way at one or several ends, or at all connections of a listener. */
export function stopRepeats(context: Context, command: CommandOf<'stop'>): Execution {
  const { socket } = command
  const names = resolve(context, socket, 'socket')
  const isGroup = names[0] !== socket
  const isListener = makesListener(context, socket)
  const ends = isListener
    ? context.directory.acceptedAt(socket)
    : names.flatMap((name) => endCalled(context, name) ?? [])
  const asked = context.record({ kind: 'asked', command, by: 'user', ...(!isGroup && { socket }) })
  if (!ends.some((end) => end.pending.isRepeating)) {
    const isOne = !isGroup && !isListener
    const why = isOne && ends.length === 0 ? whyNoEnd(context, socket) : 'no repeated send is under way'
    return refuse(context, asked, labError(LAB_CODES.notPossible, `${socket}: ${why}`, { field: 'socket' }))
  }
  if (isGroup) {
    for (const name of names) {
      context.record({ kind: 'asked', command, by: 'user', socket: name, cause: asked.seq })
    }
  }
  for (const end of ends) end.pending.endRepeats('stop')
  return { seq: asked.seq, made: [], done: DONE }
}

/** Changes a listener, or a bound UDP socket, while it runs. */
export function configure(context: Context, command: ConfigureCommand): Execution {
  const { socket } = command
  const named = context.directory.host(socket)
  const server = named instanceof BoundSocket ? named : listenerFor(context, socket, 'nothing to change')
  const asked = context.record({ kind: 'asked', command, by: 'user', socket })
  const [unfit] = unchangeable(server.maker.do, command)
  if (unfit) {
    const { field, why } = unfit
    return refuse(context, asked, labError(LAB_CODES.notPossible, `${socket} ${why}`, { field }))
  }
  server.configure(command, asked.seq)
  context.directory.keepMaker(socket, server.maker)
  return { seq: asked.seq, made: [], done: DONE }
}

/** Lets a listener accept no more, or again. */
export function freezeOrThaw(context: Context, command: CommandOf<'freeze' | 'thaw'>): Execution {
  const { do: act, socket } = command
  const listener = listenerFor(context, socket, `nothing to ${act}`)
  const error = listener.acceptance.refuse(act)
  const asked = context.record({ kind: 'asked', command, by: 'user', socket })
  if (error) return refuse(context, asked, error)
  const done = act === 'freeze' ? listener.acceptance.freeze(asked.seq) : listener.acceptance.thaw(asked.seq)
  return { seq: asked.seq, made: [], done }
}

/** Gives a socket another name. */
export function rename(context: Context, command: CommandOf<'rename'>): Execution {
  const { socket, to } = command
  const { directory } = context
  const names = resolve(context, socket, 'socket')
  if (names[0] !== socket) {
    const message = `${socket} is a group; only one socket can have a name of its own`
    throw new LabFailure(labError(LAB_CODES.notPossible, message, { field: 'socket' }))
  }
  if (directory.isTaken(to) && directory.firstName(to) !== socket) {
    const message = `the name ${to} is, or was, another socket's`
    throw new LabFailure(labError(LAB_CODES.nameTaken, message, { field: 'to' }))
  }
  const asked = context.record({ kind: 'asked', command, by: 'user', socket })
  directory.label(socket, to)
  context.record({ kind: 'renamed', socket, cause: asked.seq, to })
  return { seq: asked.seq, made: [], done: DONE }
}

/** Pins a note to an event, to a socket, or to the log as a whole. */
export function note(context: Context, command: NoteCommand): Execution {
  const { text, socket, about, replaces } = command
  if (socket !== undefined && !context.directory.isTaken(socket)) {
    throw new LabFailure(noSuchSocket(socket, 'socket'))
  }
  if (socket !== undefined && context.directory.isGroup(socket)) {
    const message = `${socket} is a group; a note is pinned to one socket`
    throw new LabFailure(labError(LAB_CODES.notPossible, message, { field: 'socket' }))
  }
  const asked = context.record({
    kind: 'asked',
    command,
    by: 'user',
    ...(socket !== undefined && { socket }),
  })
  for (const [field, seq] of Object.entries({ about, replaces })) {
    if (seq === undefined || seq < asked.seq) continue
    return refuse(context, asked, labError(LAB_CODES.notPossible, `there is no event ${seq} yet`, { field }))
  }
  context.record({
    kind: 'note',
    topic: 'pinned',
    text,
    cause: asked.seq,
    ...(socket !== undefined && { socket }),
    ...(about !== undefined && { about }),
    ...(replaces !== undefined && { replaces }),
  })
  return { seq: asked.seq, made: [], done: DONE }
}

/** The lab's own act on a socket, such as the close after an answer. */
export function actByLab(context: Context, command: Command, socket: string, cause: number): void {
  const end = endCalled(context, socket)
  if (!end) return
  const act = command.do as EndAct
  const error = end.refuse(act)
  const facts = end.facts()
  const asked = context.record({ kind: 'asked', command, by: 'lab', socket, cause, ...(facts && { facts }) })
  if (error) refuse(context, asked, error)
  else end.act(act, asked.seq)
}

/** Logs the refusal of what was asked. */
export function refuse(context: Context, asked: LabEvent, error: LabError): Execution {
  const { socket } = asked
  context.record({ kind: 'failed', cause: asked.seq, ...(socket !== undefined && { socket }), ...error })
  return { seq: asked.seq, made: [], error, done: DONE }
}

/**
 * Does `task` at each of the ends `names`: with one `asked` for a socket that was called by its own name, or with one
 * for the group and one for each member. The error of a group is that of its last member that refused.
 */
function onEach(
  context: Context,
  command: Command,
  reference: string,
  names: readonly string[],
  task: (end: Socket, seq: number) => LabError | undefined,
): Execution {
  const isGroup = names.length !== 1 || names[0] !== reference
  const whole = isGroup ? context.record({ kind: 'asked', command, by: 'user' }) : undefined
  let result: Execution | undefined
  for (const name of names) {
    const end = endCalled(context, name)
    const deferred = command.do === 'reset' && end?.resetMustWait === true
    const asking: Happening = { kind: 'asked', command, by: 'user', socket: name }
    if (whole) asking.cause = whole.seq
    if (deferred) asking.deferred = true
    const facts = end && needsFacts(command) ? end.facts() : undefined
    if (facts) asking.facts = facts
    const asked = context.record(asking)
    let error: LabError | undefined
    if (!end) error = labError(LAB_CODES.notPossible, `${name}: ${whyNoEnd(context, name)}`)
    else if (deferred) end.resetAfterFin(() => actByLab(context, command, name, asked.seq))
    else error = attempt(context, end, () => task(end, asked.seq))
    if (error) result = refuse(context, asked, error)
    result ??= { seq: asked.seq, made: [], done: DONE }
  }
  if (whole && result) result.seq = whole.seq
  return result ?? { seq: whole?.seq ?? 0, made: [], done: DONE }
}

function attempt(context: Context, end: Socket, task: () => LabError | undefined): LabError | undefined {
  let error: LabError | undefined
  context.guard(end.name, () => {
    error = task()
  })
  return error
}

function resolve(context: Context, reference: string, field: string): readonly string[] {
  const names = context.directory.resolve(reference)
  if (names && names.length > 0) return names
  throw new LabFailure(noSuchSocket(reference, field))
}

/** The listener of that name; `nothing` says what there is not to do if it is closed. */
function listenerFor(context: Context, socket: string, nothing: string): Listener {
  resolve(context, socket, 'socket')
  const host = context.directory.host(socket)
  if (host?.role === 'listener') return host
  const closed = makesListener(context, socket)
  const why = closed ? `is not listening; there is ${nothing}` : 'is not a listener'
  throw new LabFailure(labError(LAB_CODES.notPossible, `${socket} ${why}`, { field: 'socket' }))
}

function makesListener(context: Context, socket: string): boolean {
  const made = context.directory.maker(socket)?.do
  return made === 'listen' || made === 'proxy'
}

function endCalled(context: Context, name: string): Socket | undefined {
  const host = context.directory.host(name)
  return host && host.role !== 'listener' ? host : undefined
}

function whyNoEnd(context: Context, name: string): string {
  if (context.directory.isForeign(name)) return 'another program holds this end'
  if (context.directory.foreign.isWatch(name) || context.directory.foreign.isProgram(name))
    return 'it is no end of a connection'
  return context.directory.host(name) ? 'it is a listener' : 'the descriptor is closed'
}

/** Acts after which the kernel's choice between FIN and RST hangs on what is unread. */
function needsFacts(command: Command): boolean {
  return (
    command.do === 'close' || command.do === 'destroy' || command.do === 'reset' || command.do === 'shutdown'
  )
}
