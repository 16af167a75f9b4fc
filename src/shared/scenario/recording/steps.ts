import { decodeUtf8, toHex } from '../../bytes'
import type { Command, MakingCommand, Respond, SendCommand } from '../../commands'
import { mapNames } from '../../ids'
import { isAbstract } from '../../unix'
import { type Expectation, isStateExpectation } from '../schema'
import { isMaking, type Made, remake } from './makers'

/** What a person did, as the steps that do it again. */

/** Commands that follow each other faster, with nothing of the network between them, are one act, ms. */
export const ONE_ACT_MS = 5
/** A pause between two commands that is put in, ms: what is shorter was none, what is longer need not be so long. */
const SHORTEST_WAIT = 20
const LONGEST_WAIT = 1000
/** The pause where something happens that nothing is expected of, and that no proxy holds up, ms. */
const WAIT_FOR_THE_UNSAID = 100

/** A command that a person gave, and what came of it and of those of the same act. */
export interface Done {
  command: Command
  t: number
  made?: Made
  /** Of a datagram: the socket of the lab that it went to. */
  to?: string
  /** Of a file that was sent: its bytes. */
  content?: Uint8Array
  /** Of those that it was for (the members of a group, or one), how many there are and how many refused. */
  members: number
  refusals: number
  /** A new name that the socket has from the start. */
  isSaid: boolean
  /** A note that was taken away or written anew, or what took it away. */
  isGone: boolean
  /** Why it can't be put in. */
  left?: string
  nowait: boolean
  /** Of a load: it has ended. */
  isOver?: true
  /** How long until the next command, ms. */
  pause: number
  expectations: Expectation[]
  /** Something came of it that nothing is expected of. */
  isPartial: boolean
  /** A proxy took its time with that. */
  isSlow: boolean
}

export function isRefused({ members, refusals }: Done): boolean {
  return refusals > 0 && refusals >= members
}

/** What each socket is called in the scenario, by its first name. */
export function namesOf(done: readonly Done[]): (reference: string) => string {
  const labels = new Map<string, string>()
  for (const { made } of done) if (made?.label !== undefined) labels.set(made.name, made.label)
  return (reference) => mapNames(reference, (name) => labels.get(name) ?? name)
}

/** A scenario makes its socket files in its own folder, wherever they were. */
function inOwnFolder(command: MakingCommand): MakingCommand {
  if (command.do !== 'listen' || command.path === undefined || isAbstract(command.path)) return command
  return { ...command, path: command.path.replace(/^.*[\\/]/, '') }
}

/** The step that does `one` again; undefined if there is nothing to do. */
export function commandOf(one: Done, shown: (name: string) => string): Command | undefined {
  const { command, made, content } = one
  if (one.isGone) return undefined
  const nowait = one.nowait ? { nowait: true } : {}
  if (isMaking(command)) return made && { ...inOwnFolder(remake(made, shown, command)), ...nowait }
  if (command.do === 'load') {
    return { ...command, ...(command.to !== undefined && { to: shown(command.to) }), ...nowait }
  }
  if (command.do === 'send') {
    const { file, ...rest } = command
    return {
      ...(file !== undefined && content ? { ...rest, ...payload(content) } : command),
      from: shown(command.from),
      ...(command.to !== undefined && { to: shown(one.to ?? command.to) }),
    }
  }
  if (command.do === 'spawn') {
    const args = command.args?.map((one) => (typeof one === 'string' ? one : { portOf: shown(one.portOf) }))
    return { ...command, ...(args && { args }), ...nowait }
  }
  if (command.do === 'rename') {
    const socket = shown(command.socket)
    return one.isSaid ? undefined : { ...command, socket }
  }
  if (command.do === 'recv') return { ...command, socket: shown(command.socket), nowait: true }
  return 'socket' in command && typeof command.socket === 'string'
    ? ({ ...command, socket: shown(command.socket) } as Command)
    : command
}

function payload(content: Uint8Array): Pick<SendCommand, 'text' | 'hex'> {
  const text = decodeUtf8(content)
  return text === undefined ? { hex: toHex(content) } : { text }
}

export function renamed(expectation: Expectation, shown: (name: string) => string): Expectation {
  return isStateExpectation(expectation)
    ? { ...expectation, of: shown(expectation.of) }
    : { ...expectation, at: shown(expectation.at) }
}

const AWAITED: ReadonlySet<Command['do']> = new Set(['listen', 'bind', 'proxy', 'freeze', 'thaw', 'wait'])
/** Awaited unless they still went on when the next one came. */
const GOING_ON: ReadonlySet<Command['do']> = new Set(['connect', 'load'])

/** Pause after a command, so that what it started comes before the next one, ms. */
export function pauseAfter({ command, pause, nowait }: Done): number {
  const isAwaited = AWAITED.has(command.do) || (GOING_ON.has(command.do) && !nowait)
  return isAwaited || pause < SHORTEST_WAIT ? 0 : rounded(Math.min(pause, LONGEST_WAIT))
}

export function unsaid(one: Done): number {
  const { isPartial, isSlow, command, pause, expectations } = one
  // Nothing tells when a program is ready that is found at no port.
  if (command.do === 'spawn' && expectations.length === 0) return pauseAfter(one)
  // Binding is awaited, and says no more than that it is done.
  if (!isPartial || command.do === 'wait' || command.do === 'bind' || pause < ONE_ACT_MS) return 0
  return rounded(Math.min(pause, isSlow ? LONGEST_WAIT : WAIT_FOR_THE_UNSAID))
}

function rounded(ms: number): number {
  const unit = ms < 100 ? 10 : 100
  return Math.max(unit, Math.round(ms / unit) * unit)
}

// --- What can't be put in ------------------------------------------------------------------------------------

/** Why a command can't be given again: the socket is, or belongs to, another program's. */
export function foreignness(command: Command): string | undefined {
  const name = 'socket' in command ? command.socket : command.do === 'send' ? command.from : undefined
  if (typeof name !== 'string' || !name.includes(':')) return undefined
  return /[@>]/.test(name) ? "its client is another program's" : "it is another program's"
}

/** Characters of content that a command holds. */
export function contentOf(command: Command): number {
  if (command.do === 'send')
    return (command.text ?? command.hex ?? command.base64 ?? command.file ?? '').length
  if (command.do === 'listen' || command.do === 'bind' || command.do === 'configure')
    return contentOfAnswer(command.respond)
  if (command.do === 'input') return command.text?.length ?? 0
  return command.do === 'note' ? command.text.length : 0
}

function contentOfAnswer({ text, hex, rules = [] }: Partial<Respond> = {}): number {
  const ofRules = rules.reduce((sum, rule) => sum + JSON.stringify(rule).length, 0)
  return (text ?? hex ?? '').length + ofRules
}

export function stub(command: Command): Command {
  if (command.do === 'send') return { do: 'send', from: command.from, text: '' }
  if (command.do === 'note' || command.do === 'input') return { ...command, text: '' }
  return command.do === 'listen' || command.do === 'bind' || command.do === 'configure'
    ? { ...command, respond: { with: 'none' } }
    : command
}

/** A command in a few words. */
export function words(command: Command): string {
  const { do: act } = command
  if (command.do === 'send') {
    return `send from ${command.from}${command.file === undefined ? '' : ` of the file ${command.file}`}`
  }
  const name =
    'socket' in command && typeof command.socket === 'string'
      ? command.socket
      : 'as' in command
        ? command.as
        : undefined
  return name === undefined ? act : `${act} ${name}`
}
