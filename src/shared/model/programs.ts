import type { SpawnCommand } from '../commands'
import type { LabError } from '../errors'
import type { EventOf, LabEvent } from '../events'
import type { Model } from './model'

/** Programs that the lab has started, as the fold of their events. What they have written is in the log. */

export interface ProgramModel {
  name: string
  /** What people call it, if it was renamed. */
  label?: string
  /** What was asked for. */
  asked: SpawnCommand
  /** What the system was told to start; empty before that, and if it could not. */
  command: string[]
  cwd?: string
  pid?: number
  /** `failed`: it never ran, and `error` says why. */
  phase: 'starting' | 'running' | 'exited' | 'failed'
  /** Of one that has exited: its status, or the signal that ended it. */
  code?: number
  signal?: string
  error?: LabError
  /** A person has ended its standard input. */
  inputEnded: boolean
  /** It was told to stand still (SIGSTOP), and not yet to go on. */
  halted?: boolean
  /** How many characters it has written, and how many bytes were left out. */
  written: number
  omitted: number
  /** `seq` of its `asked`. */
  openedSeq: number
  /** `t` of its `asked` and of its end. */
  startedAt: number
  endedAt?: number
}

/** Programs that have ended stay in the model, up to so many: what is older is in the log. */
export const MAX_ENDED_PROGRAMS = 64

/** Whether it runs, or is about to. */
export function isAlive({ phase }: ProgramModel): boolean {
  return phase === 'starting' || phase === 'running'
}

/** Takes in an event that may be about a program. */
export function followProgram(model: Model, event: LabEvent): void {
  if (event.kind === 'asked' && event.command.do === 'spawn') {
    if (event.socket !== undefined) begin(model, event, event.socket, event.command)
    return
  }
  const program = event.socket === undefined ? undefined : model.programs.get(event.socket)
  if (program) follow(model, program, event)
}

function begin(model: Model, { seq, t }: EventOf<'asked'>, name: string, asked: SpawnCommand): void {
  model.programs.set(name, {
    name,
    asked,
    command: [],
    phase: 'starting',
    inputEnded: false,
    written: 0,
    omitted: 0,
    openedSeq: seq,
    startedAt: t,
  })
}

function follow(model: Model, program: ProgramModel, event: LabEvent): void {
  switch (event.kind) {
    case 'asked': {
      const { command } = event
      if (command.do === 'input' && command.end) program.inputEnded = true
      if (command.do === 'kill' && command.signal === 'SIGSTOP') program.halted = true
      if (command.do === 'kill' && command.signal === 'SIGCONT') program.halted = false
      return
    }
    case 'spawned':
      program.phase = 'running'
      program.pid = event.pid
      program.command = event.command
      program.cwd = event.cwd
      return
    case 'output':
      program.written += event.text.length
      program.omitted += event.omitted ?? 0
      return
    case 'exited':
      program.phase = 'exited'
      program.endedAt = event.t
      if (event.code !== undefined) program.code = event.code
      if (event.signal !== undefined) program.signal = event.signal
      letOldestGo(model)
      return
    case 'failed': {
      const { kind: _kind, seq: _seq, t, socket: _socket, cause: _cause, ...error } = event
      // What is refused later leaves it as it is.
      if (program.phase !== 'starting') return
      program.phase = 'failed'
      program.endedAt = t
      program.error = error
      letOldestGo(model)
      return
    }
    case 'renamed':
      program.label = event.to
  }
}

function letOldestGo({ programs }: Model): void {
  let ended = 0
  for (const program of programs.values()) if (!isAlive(program)) ended++
  for (const [name, program] of programs) {
    if (ended <= MAX_ENDED_PROGRAMS) return
    if (isAlive(program)) continue
    programs.delete(name)
    ended--
  }
}
