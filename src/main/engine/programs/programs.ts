import { type CommandOf, MAX_PROGRAMS, type Signal, type SpawnCommand } from '../../../shared/commands'
import { LAB_CODES, type LabError, LabFailure, labError } from '../../../shared/errors'
import { DONE, type Execution, refuse } from '../acting'
import { type Context, fromNodeError } from '../context'
import { listenerCalled } from '../making'
import { Program } from './program'
import { folderTrouble, type Start, startOf } from './start'

/** What ends a program unless it says otherwise; one that goes on all the same is waited for so long, ms. */
const ENDING: ReadonlySet<Signal> = new Set(['SIGTERM', 'SIGKILL', 'SIGINT', 'SIGHUP', 'SIGQUIT'])
const PATIENCE_MS = 2000

export interface ProgramsSetting {
  context: Context
  /** ms of the lab's clock. */
  now: () => number
  /** The folder that a program runs in; throws LabFailure if it may not. */
  resolveFolder: (cwd: string | undefined) => string
  /** Whether a person has let the lab start that, in that folder. */
  isConfirmed: (command: SpawnCommand) => boolean
  /** Resolves when the kernel's tables have been read once more. */
  look: () => Promise<void>
}

/** The programs that a lab has started. */
export class Programs {
  readonly #setting: ProgramsSetting
  /** Those that have not ended, by name; `undefined` for one that is just being started. */
  readonly #running = new Map<string, Program | undefined>()
  /** Names of those that have ended, and whose sockets the kernel may still have. */
  readonly #leaving = new Set<string>()
  /** By name: `seq` of the newest command for it. */
  readonly #causes = new Map<string, number>()
  readonly #starts = new Set<Promise<void>>()
  #isDisposed = false

  constructor(setting: ProgramsSetting) {
    this.#setting = setting
  }

  /** Starts one. Throws LabFailure for one that nobody has confirmed, or that can't be. */
  spawn(command: SpawnCommand, newName: () => string): Execution {
    const { context, isConfirmed, resolveFolder } = this.#setting
    const cwd = resolveFolder(command.cwd)
    if (!isConfirmed({ ...command, cwd })) throw new LabFailure(unconfirmed(command))
    if (this.#running.size >= MAX_PROGRAMS) {
      throw new LabFailure(labError(LAB_CODES.limit, `${MAX_PROGRAMS} programs of this lab run already`))
    }
    const start = this.#startOf(command, cwd)
    const name = newName()
    context.directory.claim(name)
    context.directory.foreign.addProgram(name)
    const { seq } = context.record({ kind: 'asked', command, by: 'user', socket: name })
    this.#running.set(name, undefined)
    const done = this.#start(name, command, start, seq)
    this.#starts.add(done)
    void done.then(() => this.#starts.delete(done))
    return { seq, made: [name], done }
  }

  input(command: CommandOf<'input'>): Execution {
    const { socket, text, end } = command
    return this.#act(
      command,
      (program) => {
        program.input(text, end === true)
        return DONE
      },
      socket,
    )
  }

  kill(command: CommandOf<'kill'>): Execution {
    const { socket, signal = 'SIGTERM' } = command
    return this.#act(
      command,
      (program) => {
        program.kill(signal)
        if (signal === 'SIGSTOP') return program.stopped()
        return ENDING.has(signal) ? within(program.ended, PATIENCE_MS) : DONE
      },
      socket,
    )
  }

  /** A socket of another program's is gone from the kernel's tables. */
  gone(): void {
    for (const name of this.#leaving) this.#unwatchIfGone(name)
  }

  /** Ends all that run. Resolves when nothing is left of them. */
  async dispose(): Promise<void> {
    this.#isDisposed = true
    await Promise.all(this.#starts)
    await Promise.all([...this.#running.values()].map((program) => program?.dispose()))
  }

  #startOf(command: SpawnCommand, cwd: string): Start {
    const trouble = folderTrouble(cwd)
    if (trouble) throw new LabFailure(trouble)
    const portOf = (name: string) => portWhere(this.#setting.context, name)
    return startOf(command, { platform: process.platform, env: process.env, portOf, cwd })
  }

  async #start(name: string, command: SpawnCommand, start: Start, seq: number): Promise<void> {
    const { context, now } = this.#setting
    const causing = () => this.#causes.get(name) ?? seq
    this.#causes.set(name, seq)
    try {
      const program = await Program.start(
        start,
        command.command,
        {
          output: (told) => context.record({ kind: 'output', socket: name, ...told }),
          inputFailed: ({ code = LAB_CODES.internal, message }) => {
            const trouble = labError(code, message, { syscall: 'stdin' })
            context.record({ kind: 'failed', socket: name, cause: causing(), ...trouble })
          },
          exited: (how, t) => {
            context.record({ kind: 'exited', socket: name, cause: causing(), ...how }, t)
            this.#hasEnded(name)
          },
        },
        now,
      )
      this.#running.set(name, program)
      const { file, args, cwd } = start
      const { pid } = program
      const spawned = context.record({
        kind: 'spawned',
        socket: name,
        cause: seq,
        pid,
        command: [file, ...args],
        cwd,
      })
      if (this.#isDisposed) return
      // Under its own name, so that the ends of its connections are called after it: alice@py.
      context.directory.foreign.watchProgram(name, pid)
      context.record({ kind: 'watching', socket: name, cause: spawned.seq, pid, children: true })
    } catch (error) {
      this.#running.delete(name)
      this.#causes.delete(name)
      const trouble = error instanceof LabFailure ? error.error : fromNodeError(error as Error, 'spawn')
      context.record({ kind: 'failed', socket: name, cause: seq, ...trouble })
    }
  }

  #act(
    command: CommandOf<'input' | 'kill'>,
    act: (program: Program) => Promise<void>,
    socket: string,
  ): Execution {
    const { context } = this.#setting
    const program = this.#running.get(socket)
    if (!program && !context.directory.foreign.isProgram(socket)) {
      const error = context.directory.isTaken(socket)
        ? labError(LAB_CODES.notPossible, `${socket} is no program`, { field: 'socket' })
        : labError(LAB_CODES.unknownSocket, `there is no program called ${socket}`, { field: 'socket' })
      throw new LabFailure(error)
    }
    const asked = context.record({ kind: 'asked', command, by: 'user', socket })
    try {
      if (!program)
        throw new LabFailure(labError(LAB_CODES.notPossible, 'it does not run', { field: 'socket' }))
      this.#causes.set(socket, asked.seq)
      return { seq: asked.seq, made: [], done: act(program) }
    } catch (error) {
      const trouble = error instanceof LabFailure ? error.error : fromNodeError(error as Error, command.do)
      return refuse(context, asked, { ...trouble, message: `${socket}: ${trouble.message}` })
    }
  }

  #hasEnded(name: string): void {
    this.#running.delete(name)
    this.#causes.delete(name)
    if (this.#isDisposed) return
    this.#leaving.add(name)
    // What it has closed last may not have been seen yet.
    void this.#setting.look().then(() => this.#unwatchIfGone(name))
  }

  /** Nothing more is to be seen of a program that has ended: its number will be another's. */
  #unwatchIfGone(name: string): void {
    const { foreign } = this.#setting.context.directory
    if (this.#isDisposed || !this.#leaving.has(name) || foreign.hasSocketsOf(name)) return
    this.#leaving.delete(name)
    if (foreign.unwatch(name)) this.#setting.context.record({ kind: 'unwatched', socket: name })
  }
}

/** Where something of that name listens, or is bound. Throws LabFailure. */
function portWhere(context: Context, name: string): number {
  const field = 'args'
  const known = context.directory.foreign.portOf(name)
  if (known !== undefined) return known
  const host = context.directory.host(context.directory.firstName(name))
  if (host?.role === 'datagram' && host.target) return host.target.port
  try {
    const { target } = listenerCalled(context, name)
    if (target?.port !== undefined) return target.port
    if (target)
      throw new LabFailure(labError(LAB_CODES.notPossible, `${name} has a path and no port: give that`))
  } catch (error) {
    if (error instanceof LabFailure) throw new LabFailure({ ...error.error, field })
    throw error
  }
  throw new LabFailure(labError(LAB_CODES.notPossible, `${name} is not listening`, { field }))
}

function unconfirmed({ command }: SpawnCommand): LabError {
  const message = `nobody has confirmed that the lab may start ${JSON.stringify(command)}`
  return labError(LAB_CODES.unconfirmed, message, {
    field: 'command',
    advice:
      'The lab starts a program only once a person has said that it may: in the window, or with --allow-spawn.',
  })
}

function within(task: Promise<void>, ms: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms)
    void task.then(() => {
      clearTimeout(timer)
      resolve()
    })
  })
}
