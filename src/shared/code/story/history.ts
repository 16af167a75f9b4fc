import type { Command } from '../../commands'
import type { Accepted, Asked, EventOf, LabEvent } from '../../events'
import { groupOf, splitAccepted, splitMember } from '../../ids'

/** What makes sockets that a program can be written of. */
export type Maker = Extract<Command, { do: 'listen' | 'connect' | 'bind' }>

/** The events of a lab, by whom they are about. Takes those of one log, in order; some may be missing. */
export class History {
  readonly #of = new Map<string, LabEvent[]>()
  readonly #asked = new Map<number, Asked>()
  /** `seq`s of what was asked and refused, or could not be done. */
  readonly #failed = new Map<number, EventOf<'failed'>>()
  readonly #makers = new Map<string, Maker>()
  readonly #groups = new Map<string, string[]>()
  readonly #labels = new Map<string, string>()
  readonly #accepted = new Map<string, Accepted[]>()

  constructor(events: Iterable<LabEvent>) {
    for (const event of events) this.#take(event)
    // What was refused has made nothing.
    for (const [name, events] of this.#of) {
      const [first] = events
      if (first?.kind === 'asked' && this.isRefused(first.seq)) this.#forget(name, first)
    }
  }

  /** Names of the sockets that a person has made, in order. */
  get made(): IterableIterator<string> {
    return this.#makers.keys()
  }

  of(socket: string): readonly LabEvent[] {
    return this.#of.get(socket) ?? []
  }

  maker(socket: string): Maker | undefined {
    return this.#makers.get(socket)
  }

  /** The clients of a group, in order; undefined if it is none. */
  group(name: string): readonly string[] | undefined {
    return this.#groups.get(name)
  }

  /** The ends that a listener has accepted. */
  accepted(listener: string): readonly Accepted[] {
    return this.#accepted.get(listener) ?? []
  }

  asked(seq: number | undefined): Asked | undefined {
    return seq === undefined ? undefined : this.#asked.get(seq)
  }

  failure(asked: number): EventOf<'failed'> | undefined {
    return this.#failed.get(asked)
  }

  /** The lab did not even try. */
  isRefused(asked: number): boolean {
    return this.failure(asked)?.code.startsWith('LAB_') === true
  }

  /** What people call it. */
  label(socket: string): string {
    const ends = splitAccepted(socket)
    if (ends) return `${this.label(ends.client)}@${this.label(ends.listener)}`
    return this.#labels.get(socket) ?? socket
  }

  #take(event: LabEvent): void {
    const { kind, socket } = event
    if (kind === 'state' || kind === 'observed' || kind === 'segment' || kind === 'measured') return
    if (kind === 'asked') this.#ask(event)
    else if (kind === 'failed' && event.cause !== undefined) this.#failed.set(event.cause, event)
    else if (kind === 'renamed') this.#labels.set(event.socket, event.to)
    else if (kind === 'accepted') push(this.#accepted, event.listener, event)
    if (socket !== undefined) push(this.#of, socket, event)
  }

  #ask(event: Asked): void {
    this.#asked.set(event.seq, event)
    const { command, socket } = event
    if (socket === undefined || this.#makers.has(socket)) return
    if (command.do !== 'listen' && command.do !== 'connect' && command.do !== 'bind') return
    this.#makers.set(socket, command)
    const group = command.do === 'connect' && command.count !== undefined ? groupOf(socket) : undefined
    if (group !== undefined && splitMember(socket)) push(this.#groups, group, socket)
  }

  #forget(name: string, { command }: Asked): void {
    if (this.#makers.get(name) === command) this.#makers.delete(name)
  }
}

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const there = map.get(key)
  if (there) there.push(value)
  else map.set(key, [value])
}
