import { formatBytes } from '../bytes'
import type { Command } from '../commands'
import type { Asked, EventOf, LabEvent, Packed, Sent } from '../events'
import { groupOf } from '../ids'
import { misfits } from './fit'
import { Names } from './names'
import { type Act, circumstances, newAct, notice } from './recording/act'
import { claim } from './recording/claims'
import { Ends } from './recording/ends'
import { isMaking, Makers } from './recording/makers'
import { Programs } from './recording/programs'
import {
  commandOf,
  contentOf,
  type Done,
  foreignness,
  isRefused,
  namesOf,
  ONE_ACT_MS,
  pauseAfter,
  renamed,
  stub,
  unsaid,
  words,
} from './recording/steps'
import type { Scenario, Step } from './schema'

export interface RecordingOptions {
  title: string
  /** Put in, after each command, what came of it. */
  expectations: boolean
}

export interface Recorded {
  scenario: Scenario
  /** What could not be put in, one line each. */
  left: string[]
}

/** So many commands are kept, the first ones. */
export const MOST_COMMANDS = 10_000
/** So many characters of what they send and answer, all together. */
const MOST_CONTENT = 16 * 1024 * 1024
const MOST_LINES = 200
/** Longest title of a scenario. */
const LONGEST_TITLE = 200

/** What each command makes, as far as is known when it is given. */
const ROLES = { listen: 'listener', bind: 'datagram', connect: 'client', proxy: 'listener' } as const

/** What a person has done in a lab, as a scenario that does it again. Takes every event of one lab, in order. */
export class Recording {
  readonly #programs = new Programs()
  #makers = new Makers((address) => this.#programs.at(address))
  #ends = new Ends()
  #done: Done[] = []
  /** The newest command, and the `seq`s of its `asked`, its members' included. */
  #newest: Done | undefined
  #seqs = new Set<number>()
  #act: Act | undefined
  #content = 0
  #beyond = 0
  /** Watches that can't be put in. */
  readonly #leftWatches = new Set<string>()
  readonly #loads = new Set<string>()
  /** What wrote each note, by the note's `seq`. */
  readonly #notes = new Map<number, Done>()

  take(event: LabEvent): void {
    if (event.kind === 'asked') this.#ask(event)
    else if (event.kind === 'failed' && event.cause !== undefined && this.#seqs.has(event.cause)) {
      this.#fail(event.cause, event.code)
    } else if (isWritten(event) && event.cause !== undefined && this.#seqs.has(event.cause)) {
      this.#send(event)
    } else if (event.kind === 'note') this.#note(event)
    else if (event.kind === 'load') this.#load(event)
    else if (event.kind === 'received' && event.cause !== undefined && this.#seqs.has(event.cause)) {
      this.#taken(event.socket)
    }
    this.#programs.take(event, this.#newest)
    this.#makers.take(event)
    if (this.#beyond > 0) return
    // Of its clients nothing is expected one by one.
    if (event.kind !== 'asked' && this.#isOfLoad(event)) return
    this.#ends.take(event)
    if (this.#act) notice(this.#act, event)
  }

  /** Everything that was done. */
  whole({ title, expectations }: RecordingOptions): Recorded {
    const isAll = this.#beyond === 0
    const newest = isAll && this.#newest && !isRefused(this.#newest) ? [this.#newest] : []
    const done = [...this.#done, ...newest]
    const open =
      isAll && this.#act
        ? claim(this.#ends, circumstances(this.#act, Number.POSITIVE_INFINITY), false).expectations
        : []
    const left: string[] = []
    const steps: Step[] = []
    const names = new Names()
    const shown = namesOf(done)
    const put = (step: Step, told: string) => {
      const [error] = misfits(step, names)
      if (error) left.push(`${told}: ${error.message}`)
      else steps.push(step)
    }
    for (const [index, one] of done.entries()) {
      const isLast = index === done.length - 1
      const command = commandOf(one, shown)
      const told = words(one.command)
      if (one.left !== undefined) left.push(`${told}: ${one.left}`)
      else if (command) put(isLast && this.#goesOn(one) ? { ...command, nowait: true } : command, told)
      const expected = isLast ? [...one.expectations, ...open] : one.expectations
      if (expectations) {
        for (const each of expected) put(renamed(each, shown), `expect ${each.expect} after ${told}`)
      }
      const ms = isLast ? 0 : expectations ? unsaid(one) : pauseAfter(one)
      if (ms > 0) steps.push({ do: 'wait', ms })
    }
    if (left.length > MOST_LINES)
      left.splice(MOST_LINES, left.length, `… and ${left.length - MOST_LINES} more`)
    if (this.#beyond > 0) left.push(`${this.#beyond} commands after the first ${MOST_COMMANDS}`)
    return { scenario: { version: 1, title: title.slice(0, LONGEST_TITLE), steps }, left }
  }

  /** Only what makes the servers and clients that are open now. */
  setup(title: string): Scenario {
    return { version: 1, title: title.slice(0, LONGEST_TITLE), steps: this.#makers.setup() }
  }

  // --- Commands ---------------------------------------------------------------------------------------------

  #ask(event: Asked): void {
    const { command, socket, cause, by } = event
    if (by === 'lab') return
    const newest = this.#newest
    if (cause === undefined) this.#begin(event)
    else if (newest && socket !== undefined && this.#seqs.has(cause)) {
      this.#seqs.add(event.seq)
      newest.members++
      if (newest.made && command.do === 'connect') {
        this.#makers.addMember(newest.made, socket)
        const group = { name: newest.made.name, count: command.count ?? 1 }
        if (this.#beyond === 0) this.#ends.open(socket, 'client', group)
      }
      if (newest.left !== undefined && command.do === 'send') this.#ends.cutShort(socket)
    }
  }

  /** A command that a person gave begins. */
  #begin(event: Asked): void {
    const { command, socket, t, seq } = event
    this.#finish(command, t)
    this.#seqs.clear()
    this.#seqs.add(seq)
    if (this.#done.length >= MOST_COMMANDS) {
      if (this.#beyond === 0) this.#ends.forgetAll()
      this.#beyond++
    }
    const one: Done = {
      command,
      t,
      members: 0,
      refusals: 0,
      isSaid: command.do === 'rename' && this.#makers.of(command.socket)?.name === command.socket,
      isGone: command.do === 'note' && command.text === '',
      nowait: false,
      pause: 0,
      expectations: [],
      isPartial: false,
      isSlow: false,
    }
    this.#newest = one
    if (isMaking(command)) {
      one.made = this.#makers.begin(command, socket, t)
      if (socket !== undefined && this.#beyond === 0) this.#ends.open(socket, ROLES[command.do])
    } else if (command.do === 'configure') this.#makers.configuring(command)
    else if (command.do === 'spawn' && socket !== undefined) {
      this.#programs.begin(one, command, socket, (port) => this.#makers.atPort(port))
    }
    // Its name may have been the lab's choice, and a later step can need it.
    else if ((command.do === 'watch' || command.do === 'load') && socket !== undefined)
      one.command = { ...command, as: socket }
    else if (command.do === 'note') {
      // What happens again has other numbers.
      const { about: _about, replaces: _replaces, ...rest } = command
      one.command = rest
    }
    if (this.#beyond > 0) return
    this.#content += contentOf(command)
    const left =
      this.#content > MOST_CONTENT ? 'all that was sent is too much to keep' : this.#whyNotAgain(one)
    if (left === undefined) return
    this.#content -= contentOf(command)
    one.left = left
    // Only so much is kept as it takes to tell what was left out.
    one.command = stub(command)
    if (command.do === 'send') this.#ends.cutShort(socket)
  }

  /** Why a command can't be given again. */
  #whyNotAgain({ command }: Done): string | undefined {
    if (command.do === 'watch' && command.pid !== undefined) {
      if (command.as !== undefined) this.#leftWatches.add(command.as)
      return 'a process has another number each time'
    }
    if (command.do === 'unwatch' && this.#leftWatches.has(command.socket)) return 'what it ends is left out'
    return foreignness(command)
  }

  /** The newest command is over, since `next` comes at `t`. */
  #finish(next: Command, t: number): void {
    const newest = this.#newest
    if (this.#beyond > 0) return
    if (newest && !isRefused(newest)) {
      newest.nowait = this.#goesOn(newest, next)
      newest.pause = t - newest.t
      this.#done.push(newest)
    }
    const last = this.#done.at(-1)
    const act = this.#act
    if (last && act && (act.isAnswered || t - last.t >= ONE_ACT_MS)) {
      const { expectations, isPartial } = claim(this.#ends, circumstances(act, t), true)
      last.expectations.push(...expectations)
      last.isSlow ||= this.#ends.isSpoilt
      last.isPartial ||= isPartial || (act.happened && expectations.length === 0)
      if (last !== newest) last.pause = t - last.t
      this.#ends.clear(act.t)
      this.#act = undefined
    }
    this.#act ??= newAct(t, Math.min(this.#ends.since(t), this.#makers.callingSince(t)), this.#ends.isBusy(t))
    this.#ends.begin(this.#act.t)
    this.#act.commands++
    if (next.do === 'send') this.#act.sends++
  }

  /** A `recv` got something. What it waited for is awaited by what is expected of it, so that nothing waits for ever. */
  #taken(socket: string): void {
    const newest = this.#newest
    if (newest?.command.do === 'recv') newest.expectations.push({ expect: 'received', at: socket })
  }

  /** True if a load, or a call that nobody waits for, still goes on: at another program's address, or since it is taken back. */
  #goesOn({ command, made, isOver }: Done, next?: Command): boolean {
    if (command.do === 'load') return !isOver
    if (command.do !== 'connect' || !made || made.unsettled === 0) return false
    if (command.to === undefined && made.found === undefined) return true
    const ends = next?.do === 'close' || next?.do === 'destroy' || next?.do === 'reset'
    return ends && this.#makers.of(next.socket) === made
  }

  #fail(asked: number, code: string): void {
    const newest = this.#newest
    if (!newest || !code.startsWith('LAB_')) return
    newest.refusals++
    if (newest.made && newest.members === 0) this.#makers.drop(newest.made)
    this.#seqs.delete(asked)
  }

  #load({ socket, phase, failed, unanswered }: EventOf<'load'>): void {
    if (phase === 'started') this.#loads.add(socket)
    const newest = this.#newest
    if (phase !== 'ended' || newest?.command.do !== 'load' || newest.command.as !== socket) return
    newest.isOver = true
    if (failed > 0 || unanswered > 0) return
    newest.expectations.push({ expect: 'load', at: socket, phase, failed, unanswered })
  }

  #isOfLoad({ socket }: LabEvent): boolean {
    if (this.#loads.size === 0 || socket === undefined) return false
    const group = groupOf(socket)
    return group !== undefined && this.#loads.has(group)
  }

  /** One that takes the place of another leaves nothing of that. */
  #note({ seq, cause, replaces }: EventOf<'note'>): void {
    const before = replaces === undefined ? undefined : this.#notes.get(replaces)
    if (before) before.isGone = true
    if (this.#newest?.command.do === 'note' && cause !== undefined && this.#seqs.has(cause)) {
      this.#notes.set(seq, this.#newest)
    }
  }

  /** A file that was sent is put in as what it was, if all of it is known. */
  #send(event: Sent | Packed): void {
    const { socket, bytes, data } = event
    const peer = event.kind === 'sent' ? event.peer : undefined
    const newest = this.#newest
    if (newest?.command.do !== 'send') return
    // An address that was the lab's is another one next time.
    if (newest.command.to !== undefined && peer !== undefined) newest.to = peer
    if (newest.command.file === undefined || newest.content) return
    if (data?.length === bytes) {
      newest.content = new Uint8Array(data)
      this.#content += bytes
    } else {
      newest.left = `only the beginning of its ${formatBytes(bytes)} was kept; a scenario takes files from its own folder`
      this.#ends.cutShort(socket)
    }
  }
}

/** A message as it was asked for: with framing or TLS, its `sent` is something else. */
function isWritten(event: LabEvent): event is Sent | Packed {
  return event.kind === 'sent' || event.kind === 'packed'
}
