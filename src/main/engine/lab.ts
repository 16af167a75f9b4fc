import { homedir } from 'node:os'
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises'
import { version } from '../../../package.json'
import type { Rule, TriedRules } from '../../shared/answers/rules'
import type { Command, CommandOf, MakingCommand, WatchCommand } from '../../shared/commands'
import { LAB_CODES, LabFailure, labError } from '../../shared/errors'
import type { LabEvent } from '../../shared/events'
import { formatAddress } from '../../shared/ids'
import { networkNeedsOf } from '../../shared/needs'
import { Freezer } from '../freezer/freezer'
import { startInNode } from '../freezer/start'
import {
  actByLab,
  actOn,
  configure,
  DONE,
  type Execution,
  freezeOrThaw,
  note,
  recvAt,
  refuse,
  rename,
  sendFrom,
  stopRepeats,
} from './acting'
import { Regexes } from './answers/regexes'
import { tryRules } from './answers/rule-answers'
import { asLabError, type Context, type Happening } from './context'
import { bind } from './datagrams/making'
import { Directory } from './directory/directory'
import { unwatch, watchable } from './directory/watching'
import type { LabOptions } from './lab-options'
import { Loads } from './load/loads'
import type { Log } from './log/log'
import { Recorder } from './log/recorder'
import { lookUp } from './lookups'
import { ask, connect, listen, listenerCalled, newName } from './making'
import { Programs } from './programs/programs'
import { proxy } from './proxy/proxying'
import { Payloads } from './sending'
import { Spread } from './streams/spread'
import { addressOf } from './unix/address'

export type { Execution } from './acting'
export type { LabOptions } from './lab-options'

/** What the lab is told by witnesses besides Node (src/main/observe). */
export type Seen = Extract<Happening, { kind: 'observed' | 'measured' | 'found' | 'segment' | 'source' }>

/** A lab: real sockets, one log of all that happens to them, and the states concluded from it. */
export class Lab {
  #recorder: Recorder
  #directory = new Directory()
  #context: Context
  #payloads: Payloads
  #loads: Loads
  #programs: Programs
  #mayReach: LabOptions['mayReach']
  #look: () => Promise<void> = () => DONE
  #ending = new AbortController()
  #beforeCall: ((remote: string) => Promise<void> | undefined) | undefined
  #disposed: Promise<void> | undefined

  constructor(options: LabOptions = {}) {
    const { node } = process.versions
    const platform = `${process.platform} ${process.arch}`
    this.#recorder = new Recorder(options.maxEvents, { lab: version, node, platform, ...options.versions })
    const resolveFile = options.resolveFile ?? ((path) => path)
    this.#payloads = new Payloads(resolveFile)
    this.#mayReach = options.mayReach
    this.#context = {
      directory: this.#directory,
      freezer: new Freezer(options.startFreezer ?? startInNode),
      regexes: new Regexes(),
      spread: new Spread(),
      resolvePath: options.resolvePath ?? ((path) => path),
      keepBytes: options.keepBytes ?? 4096,
      resolveFile,
      record: (happening, t) => this.#recorder.record(happening, t),
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
    this.#programs = new Programs({
      context: this.#context,
      now: () => this.now(),
      resolveFolder: options.resolveFolder ?? ((cwd) => cwd ?? homedir()),
      isConfirmed: options.maySpawn ?? (() => false),
      look: () => this.#look(),
    })
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
      this.#requireAllowed(command)
      return this.#dispatch(command)
    } catch (error) {
      const named = 'socket' in command ? String(command.socket) : undefined
      const isOne = named !== undefined && this.#directory.isTaken(named) && !this.#directory.isGroup(named)
      const socket = isOne ? named : undefined
      return refuse(this.#context, ask(this.#context, command, socket), asLabError(error))
    }
  }

  /**
   * The command that made a listener, a client or a datagram socket, whole, even if that is closed: a listener's with the answer and the limit
   * that it has now, that of a group's member for this one alone. Undefined for accepted and foreign ends.
   */
  madeBy(reference: string): MakingCommand | undefined {
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

  /** Whether a listener of this lab is at that address. */
  serves(host: string, port: number): boolean {
    return this.#directory.listenerAt(formatAddress(host, port)) !== undefined
  }

  /** Whether a listener of this lab is at that path, or abstract address, of a Unix domain socket. */
  servesPath(path: string): boolean {
    return this.#directory.listenerAt(addressOf(path)) !== undefined
  }

  /** Which of the rules would answer `message`, and with what, as the first answer of a socket. Nothing is sent. */
  tryRules(rules: readonly Rule[], message: Uint8Array): Promise<TriedRules> {
    return tryRules(rules, message, this.#context.regexes.try)
  }

  /** How many bytes of each message the log keeps, from now on. */
  get keepBytes(): number {
    return this.#context.keepBytes
  }

  set keepBytes(bytes: number) {
    this.#context.keepBytes = bytes
  }

  /** Appends what happened outside of any socket: a note, a failure of the program itself, the course of a scenario or a lesson, what becomes of the journal. */
  note(
    happening: Extract<Happening, { kind: 'note' | 'failed' | 'scenario' | 'lesson' | 'recording' }>,
  ): LabEvent {
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
    else if (event.kind === 'observed' && event.state === 'CLOSED') {
      this.#directory.foreign.gone(event.socket)
      this.#programs.gone()
    }
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
    const helpersEnded = [
      this.#programs.dispose(),
      this.#context.freezer.dispose(),
      this.#context.regexes.dispose(),
    ]
    // Again until none is left: some are accepted while the others close.
    while (this.#directory.size > 0)
      await Promise.all([...this.#directory.hosts].map((host) => host.dispose()))
    await Promise.all(helpersEnded)
    // Node tells of a closed server before libuv has let go of its handle, which it does at the end of a turn.
    await nextTurn()
    await nextTurn()
  }

  /** Throws LabFailure for what a person has not allowed. Whoever asks them has done so before; nobody gets round this. */
  #requireAllowed(command: Command): void {
    if (!this.#mayReach) return
    const need = networkNeedsOf(command).find((each) => each.what !== 'target' && !this.#mayReach?.(each))
    if (!need) return
    const message = `nobody has allowed this: ${need.what} ${need.value}`
    throw new LabFailure(labError(LAB_CODES.unconfirmed, message, { field: need.field }))
  }

  #dispatch(command: Command): Execution {
    switch (command.do) {
      case 'listen':
        return listen(this.#context, command)
      case 'connect':
        return connect(this.#context, command)
      case 'bind':
        return bind(this.#context, command)
      case 'send':
        return sendFrom(this.#context, command, this.#payloads)
      case 'shutdown':
      case 'close':
      case 'destroy':
      case 'reset':
      case 'pause':
      case 'resume':
        return actOn(this.#context, command)
      case 'recv':
        return recvAt(this.#context, command)
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
      case 'proxy':
        return proxy(this.#context, command)
      case 'lookup':
        return lookUp(this.#context, command)
      case 'watch':
        return this.#watch(command)
      case 'unwatch':
        return unwatch(this.#context, command)
      case 'spawn':
        return this.#programs.spawn(command, () => newName(this.#context, command.as, 'program'))
      case 'input':
        return this.#programs.input(command)
      case 'kill':
        return this.#programs.kill(command)
      case 'wait':
        return { seq: ask(this.#context, command).seq, made: [], done: this.#sleep(command.ms) }
    }
  }

  #load(command: CommandOf<'load'>): Execution {
    const listener = command.to === undefined ? undefined : listenerCalled(this.#context, command.to)
    return this.#loads.begin(command, () => newName(this.#context, command.as, 'load'), listener)
  }

  #watch(command: WatchCommand): Execution {
    const name = newName(this.#context, command.as, 'watch')
    const watched = watchable(this.#context, command)
    this.#directory.claim(name)
    const { seq } = ask(this.#context, command, name)
    this.#directory.foreign.watch(name, command)
    this.#recorder.record({ kind: 'watching', socket: name, cause: seq, ...watched })
    return { seq, made: [name], done: this.#look() }
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
