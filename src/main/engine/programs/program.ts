import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import type { Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Signal } from '../../../shared/commands'
import { LAB_CODES, LabFailure, labError } from '../../../shared/errors'
import type { Exited, Output } from '../../../shared/events'
import { type Guard, guard } from '../../guard'
import { processState } from '../../processes'
import { Allowance, OutputLines } from './output'
import { type Start, startFailure } from './start'

/** What a program has not taken from its standard input: more than this the lab doesn't keep for it, bytes. */
const MAX_WAITING_INPUT = 1024 * 1024
/** Output can come after the end of the process: it is waited for so long at most, ms. A process that got away may hold it open. */
const LAST_WORDS_MS = 250
/** Who writes faster than is told is read so much more slowly, ms between two reads. */
const FLOOD_PAUSE_MS = 20

/** How often it is looked whether a process has stopped, and the time between, ms. */
const STOP_TRIES = 200
const STOP_LOOK_MS = 5

const isWindows = process.platform === 'win32'

export interface ProgramEvents {
  output(told: Pick<Output, 'stream' | 'text' | 'omitted'>): void
  /** Its process ended at `t`. All of its output has been told. */
  exited(how: Pick<Exited, 'code' | 'signal'>, t: number): void
  /** It takes nothing from its standard input any more. */
  inputFailed(error: NodeJS.ErrnoException): void
}

/**
 * A program that the lab has started. Its process is the head of a process group, so that a signal reaches all that it has
 * started, and all of it ends with it: nothing that a person started here outlives the lab.
 */
export class Program {
  readonly pid: number
  readonly #child: ChildProcess
  readonly #events: ProgramEvents
  readonly #now: () => number
  readonly #guard: Guard | undefined
  readonly #lines: OutputLines[] = []
  #hasExited = false
  #inputEnded = false
  /** Resolves when its process has ended and that was told. */
  readonly ended: Promise<void>
  #isDisposed = false

  private constructor(child: ChildProcess, pid: number, events: ProgramEvents, now: () => number) {
    this.#child = child
    this.pid = pid
    this.#events = events
    this.#now = now
    this.#guard = guard('-s', 'KILL', '--', `-${pid}`)
    const allowance = new Allowance(now)
    this.#read('stdout', child.stdout, allowance)
    this.#read('stderr', child.stderr, allowance)
    child.stdin?.on('error', (error) => {
      if (!this.#hasExited && !this.#isDisposed) events.inputFailed(error)
    })
    // A signal that could not be sent: who sends it is told.
    child.on('error', () => {})
    this.ended = this.#end()
  }

  /** Starts it. Throws LabFailure, or rejects with it, if the system doesn't: `command` is what was asked for. */
  static async start(
    { file, args, cwd, env }: Start,
    command: string,
    events: ProgramEvents,
    now: () => number,
  ): Promise<Program> {
    let child: ChildProcess
    try {
      // Not on Windows: there it would outlive this process.
      child = spawn(file, args, { cwd, env, stdio: 'pipe', detached: !isWindows, windowsHide: true })
    } catch (error) {
      throw startFailure(command, error as NodeJS.ErrnoException)
    }
    if (child.pid === undefined) {
      const [error] = (await once(child, 'error')) as [NodeJS.ErrnoException]
      throw startFailure(command, error)
    }
    return new Program(child, child.pid, events, now)
  }

  get isRunning(): boolean {
    return !this.#hasExited
  }

  /** Writes to its standard input. Throws LabFailure if it can't. */
  input(text: string | undefined, end: boolean): void {
    const { stdin } = this.#child
    if (!stdin || this.#hasExited) throw notPossible('it has ended')
    if (this.#inputEnded || stdin.destroyed) throw notPossible('its standard input has ended')
    if (stdin.writableLength > MAX_WAITING_INPUT) {
      throw new LabFailure(
        labError(LAB_CODES.limit, 'it does not read what is waiting on its standard input'),
      )
    }
    if (text !== undefined && text !== '') stdin.write(text)
    if (!end) return
    this.#inputEnded = true
    stdin.end()
  }

  /** Sends a signal to it and to all that it has started. Throws LabFailure if the system doesn't. */
  kill(signal: Signal): void {
    if (this.#hasExited) throw notPossible('it has ended')
    if (isWindows && signal !== 'SIGTERM' && signal !== 'SIGKILL') {
      throw notPossible(`Windows has no ${signal}; SIGTERM and SIGKILL both end a program there, at once`)
    }
    if (isWindows) this.#child.kill(signal)
    else process.kill(-this.pid, signal)
  }

  /** Resolves when its process stands still after SIGSTOP, where the system tells: until then it may read once more. */
  async stopped(): Promise<void> {
    for (let left = STOP_TRIES; left > 0 && !this.#hasExited; left--) {
      const state = processState(this.pid)
      if (state === undefined || state === 'T') return
      await sleep(STOP_LOOK_MS)
    }
  }

  /** Ends it at once. Resolves when nothing of it is left. */
  async dispose(): Promise<void> {
    this.#isDisposed = true
    this.#killGroup()
    this.#child.stdin?.destroy()
    await this.ended
  }

  async #end(): Promise<void> {
    // Not once(): that rejects at an error, and a signal that could not be sent is one.
    const [code, signal] = await new Promise<[number | null, NodeJS.Signals | null]>((resolve) => {
      this.#child.once('exit', (...how) => resolve(how))
    })
    const t = this.#now()
    this.#hasExited = true
    // What it has left behind. No other group can have that number meanwhile: it is in use as long as this one has members.
    this.#killGroup()
    await this.#lastWords()
    for (const lines of this.#lines) lines.end()
    this.#events.exited(signal === null ? { code: code ?? 0 } : { signal }, t)
    await this.#guard?.dismiss()
  }

  /** Resolves when all output has come, or won't any more. */
  async #lastWords(): Promise<void> {
    const { stdout, stderr } = this.#child
    const open = [stdout, stderr].filter((stream): stream is Readable => stream !== null && !stream.closed)
    const over = new AbortController()
    const timer = setTimeout(() => over.abort(), LAST_WORDS_MS)
    await Promise.all(open.map((stream) => once(stream, 'close', { signal: over.signal }))).catch(() => {})
    clearTimeout(timer)
    for (const stream of open) stream.destroy()
    this.#child.stdin?.destroy()
  }

  #killGroup(): void {
    if (isWindows) {
      this.#child.kill('SIGKILL')
      return
    }
    try {
      process.kill(-this.pid, 'SIGKILL')
    } catch {
      // Nobody is left.
    }
  }

  #read(stream: Output['stream'], from: Readable | null, allowance: Allowance): void {
    if (!from) return
    const lines = new OutputLines({
      allowance,
      now: this.#now,
      tell: (told) => this.#events.output({ stream, ...told }),
    })
    this.#lines.push(lines)
    from.on('error', () => {})
    from.on('data', (chunk: Buffer) => {
      if (lines.push(chunk)) return
      from.pause()
      setTimeout(() => from.resume(), FLOOD_PAUSE_MS)
    })
  }
}

function notPossible(message: string): LabFailure {
  return new LabFailure(labError(LAB_CODES.notPossible, message, { field: 'socket' }))
}
