import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises'
import { version } from '../../../package.json'
import type { Command, CommandOf, ConnectCommand, ListenCommand, WatchCommand } from '../../shared/commands'
import { LAB_CODES, type LabError, LabFailure, labError } from '../../shared/errors'
import type { LabEvent } from '../../shared/events'
import { Freezer } from '../freezer/freezer'
import { type StartFreezer, startInNode } from '../freezer/start'
import {
  actByLab,
  actOn,
  configure,
  DONE,
  type Execution,
  freezeOrThaw,
  note,
  refuse,
  rename,
  sendFrom,
  stopRepeats,
} from './acting'
import { connectAll, type Target } from './connecting'
import { type Context, fromNodeError, type Happening } from './context'
import { Directory } from './directory'
import { Listener } from './listener'
import { Loads } from './load/loads'
import type { Log } from './log'
import { notYet } from './not-yet'
import { Recorder } from './recorder'
import { Payloads } from './sending'
import { Spread } from './spread'
import { unwatch, watchable } from './watching'

export type { Execution } from './acting'

/** What the lab is told by witnesses besides Node (src/main/observe). */
export type Seen = Extract<Happening, { kind: 'observed' | 'found' | 'segment' | 'source' }>

export interface LabOptions {
  /** How many bytes of each message the log keeps. Default 4096. */
  keepBytes?: number
  /** How many events the log holds in memory. Default 25,000. */
  maxEvents?: number
  /** Turns the `file` of a `send` into a path that may be read; throws LabFailure if it may not. */
  resolveFile?: (path: string) => string
  /** Starts the process that holds listeners which don't accept. Plain Node's way unless given. */
  startFreezer?: StartFreezer
  /** Whether a person has confirmed that loads may go to a host that has no server of this lab. Unless given, nobody has. */
  isConfirmed?: (host: string, port: number) => boolean
  /** Versions for the log's first event, besides the lab's and Node's. */
  versions?: Record<string, string>
}

/** A lab: real sockets, one log of all that happens to them, and the states concluded from it. */
export class Lab {
  #recorder: Recorder
  #directory = new Directory()
  #context: Context
  #payloads: Payloads
  #loads: Loads
  #look: () => Promise<void> = () => DONE
  #ending = new AbortController()
  #beforeCall: ((remote: string) => Promise<void> | undefined) | undefined
  #disposed: Promise<void> | undefined

  constructor(options: LabOptions = {}) {
    const { node } = process.versions
    const platform = `${process.platform} ${process.arch}`
    this.#recorder = new Recorder(options.maxEvents, { lab: version, node, platform, ...options.versions })
    this.#payloads = new Payloads(options.resolveFile ?? ((path) => path))
    this.#context = {
      directory: this.#directory,
      freezer: new Freezer(options.startFreezer ?? startInNode),
      spread: new Spread(),
      keepBytes: options.keepBytes ?? 4096,
      record: (happening) => this.#recorder.record(happening),
      recordMessage: (message) => this.#recorder.recordMessage(message),
      beforeCall: (remote) => this.#beforeCall?.(remote),
      act: (command, socket, cause) => actByLab(this.#context, command, socket, cause),
      fault: (socket, error) => this.#recorder.record({ kind: 'failed', socket, ...asLabError(error) }),
      guard: (socket, handler) => this.#guard(socket, handler),
    }
    this.#loads = new Loads(
      { context: this.#context, log: this.log, now: () => this.now() },
      options.isConfirmed ?? (() => false),
    )
  }

  get log(): Log {
    return this.#recorder.log
  }

  /** Carries out a command that its schema has accepted. Never throws: a refusal is `error`, and in the log. */
  execute(given: Command): Execution {
    const command = this.#directory.withFirstNames(given)
    if (this.#disposed) {
      const error = labError(LAB_CODES.disposed, 'the lab has been shut down')
      return { seq: this.log.head, made: [], error, done: DONE }
    }
    try {
      return this.#dispatch(command)
    } catch (error) {
      const named = 'socket' in command ? String(command.socket) : undefined
      const isOne = named !== undefined && this.#directory.isTaken(named) && !this.#directory.isGroup(named)
      const socket = isOne ? named : undefined
      return refuse(this.#context, this.#ask(command, socket), asLabError(error))
    }
  }

  /**
   * The command that made a listener or a client, whole, even if that is closed: a listener's with the answer and the limit
   * that it has now, that of a group's member for this one alone. Undefined for accepted and foreign ends.
   */
  madeBy(reference: string): ListenCommand | ConnectCommand | undefined {
    const name = this.#directory.firstName(reference)
    const command = this.#directory.maker(name)
    if (command?.do !== 'connect' || command.count === undefined) return command
    const { as: _as, count: _count, ...one } = command
    return one
  }

  /** True if a socket or a group of this lab has, or had, that name. */
  isTaken(name: string): boolean {
    return this.#directory.isTaken(name)
  }

  /** Whether a load may go there: to a server of this lab, or since a person has confirmed it. */
  mayLoad(host: string, port: number): boolean {
    return this.#loads.mayGoTo(host, port)
  }

  /** How many bytes of each message the log keeps, from now on. */
  get keepBytes(): number {
    return this.#context.keepBytes
  }

  set keepBytes(bytes: number) {
    this.#context.keepBytes = bytes
  }

  /** Appends what happened outside of any socket: a note, a failure of the program itself, the course of a scenario, what becomes of the journal. */
  note(happening: Extract<Happening, { kind: 'note' | 'failed' | 'scenario' | 'recording' }>): LabEvent {
    return this.#recorder.record(happening)
  }

  /** Present time on the log's axis, ms. */
  now(): number {
    return this.#recorder.now()
  }

  /** Appends what a witness besides Node saw at `t` (ms of the log's clock): the kernel's tables, or packets. */
  report(seen: Seen, t: number): LabEvent {
    const event = this.#recorder.record(seen, t)
    if (event.kind === 'found') this.#directory.foreign.found(event)
    else if (event.kind === 'observed' && event.state === 'CLOSED') this.#directory.foreign.gone(event.socket)
    return event
  }

  /** `look` resolves when the kernel's tables have been read once from now on: what is watched is found by then. */
  beLookedAt(look: () => Promise<void>): void {
    this.#look = look
  }

  /** A name for an end that isn't the lab's: its address, told from an earlier one's by a number. */
  claimForeign(address: string): string {
    return this.#directory.claimForeign(address)
  }

  /**
   * Has calls to the lab's own listeners wait for what `until` gives, from now on: a witness that is to see their first
   * segment has to look there before. `undefined`: no more of that.
   */
  holdCalls(until: ((remote: string) => Promise<void> | undefined) | undefined): void {
    this.#beforeCall = until
  }

  /** Closes every socket and timer. Resolves when nothing is left open; the log stays readable. */
  dispose(): Promise<void> {
    this.#disposed ??= this.#shutDown()
    return this.#disposed
  }

  async #shutDown(): Promise<void> {
    this.#ending.abort()
    this.#loads.dispose()
    this.#recorder.dispose()
    const freezerEnded = this.#context.freezer.dispose()
    // Again until none is left: some are accepted while the others close.
    while (this.#directory.size > 0)
      await Promise.all([...this.#directory.hosts].map((host) => host.dispose()))
    await freezerEnded
    // Node tells of a closed server before libuv has let go of its handle, which it does at the end of a turn.
    await nextTurn()
    await nextTurn()
  }

  #dispatch(command: Command): Execution {
    const unavailable = notYet(command)
    if (unavailable) throw new LabFailure(unavailable)
    switch (command.do) {
      case 'listen':
        return this.#listen(command)
      case 'connect':
        return this.#connect(command)
      case 'send':
        return sendFrom(this.#context, command, this.#payloads)
      case 'shutdown':
      case 'close':
      case 'destroy':
      case 'reset':
      case 'pause':
      case 'resume':
        return actOn(this.#context, command)
      case 'stop':
        return this.#loads.isRunning(command.socket)
          ? this.#loads.stop(command)
          : stopRepeats(this.#context, command)
      case 'load':
        return this.#load(command)
      case 'freeze':
      case 'thaw':
        return freezeOrThaw(this.#context, command)
      case 'configure':
        return configure(this.#context, command)
      case 'rename':
        return rename(this.#context, command)
      case 'note':
        return note(this.#context, command)
      case 'watch':
        return this.#watch(command)
      case 'unwatch':
        return unwatch(this.#context, command)
      case 'wait':
        return { seq: this.#ask(command).seq, made: [], done: this.#sleep(command.ms) }
      default:
        throw new LabFailure(labError(LAB_CODES.notYet, `${command.do} is not available in this version`))
    }
  }

  #listen(command: CommandOf<'listen'>): Execution {
    const name = this.#newName(command.as, 'server')
    this.#directory.claim(name)
    this.#directory.keepMaker(name, command)
    const asked = this.#ask(command, name)
    const listener = new Listener(this.#context, name, command, asked.seq)
    this.#directory.add(listener)
    listener.start()
    return { seq: asked.seq, made: [name], done: listener.opened }
  }

  #connect(command: CommandOf<'connect'>): Execution {
    const listener = command.to === undefined ? undefined : this.#listener(command.to)
    const name = this.#newName(command.as, 'client')
    const made = this.#directory.claim(name, command.count)
    for (const member of made) this.#directory.keepMaker(member, command)
    const isGroup = command.count !== undefined
    const asked = this.#ask(command, isGroup ? undefined : name)
    if (listener && !listener.target) {
      for (const member of made) this.#directory.letMakerGo(member)
      const error = labError(LAB_CODES.notPossible, `${listener.name} is not listening`, { field: 'to' })
      return refuse(this.#context, asked, error)
    }
    const done = connectAll(this.#context, command, listener, made, (member) =>
      isGroup ? this.#ask(command, member, asked.seq).seq : asked.seq,
    )
    return { seq: asked.seq, made, done }
  }

  #load(command: CommandOf<'load'>): Execution {
    const listener = command.to === undefined ? undefined : this.#listener(command.to)
    return this.#loads.begin(command, () => this.#newName(command.as, 'load'), listener)
  }

  #watch(command: WatchCommand): Execution {
    const name = this.#newName(command.as, 'watch')
    const watched = watchable(this.#context, command)
    this.#directory.claim(name)
    const { seq } = this.#ask(command, name)
    this.#directory.foreign.watch(name, command)
    this.#recorder.record({ kind: 'watching', socket: name, cause: seq, ...watched })
    return { seq, made: [name], done: this.#look() }
  }

  #listener(name: string): Target {
    const host = this.#directory.host(name)
    if (host?.role === 'listener') return host
    if (host) {
      throw new LabFailure(labError(LAB_CODES.notPossible, `${name} is not a listener`, { field: 'to' }))
    }
    if (this.#directory.isTaken(name)) return { name }
    throw new LabFailure(
      labError(LAB_CODES.unknownSocket, `there is no socket called ${name}`, { field: 'to' }),
    )
  }

  #newName(wanted: string | undefined, stem: string): string {
    if (wanted === undefined) return this.#directory.freeName(stem)
    if (!this.#directory.isTaken(wanted)) return wanted
    const message = `the name ${wanted} is, or was, another socket's`
    throw new LabFailure(labError(LAB_CODES.nameTaken, message, { field: 'as' }))
  }

  #ask(command: Command, socket?: string, cause?: number): LabEvent {
    const asked: Happening = { kind: 'asked', command, by: 'user' }
    if (socket !== undefined) asked.socket = socket
    if (cause !== undefined) asked.cause = cause
    return this.#recorder.record(asked)
  }

  /** Ends early, without complaint, when the lab does. */
  #sleep(ms: number): Promise<void> {
    return sleep(ms, undefined, { signal: this.#ending.signal }).catch(() => {})
  }

  #guard(socket: string, handler: () => void): void {
    try {
      handler()
    } catch (error) {
      this.#context.fault(socket, error)
    }
  }
}

function asLabError(error: unknown): LabError {
  if (error instanceof LabFailure) return error.error
  return fromNodeError(error instanceof Error ? error : new Error(String(error)))
}
