import type { EventDraft, EventOf, LabEvent, SocketFacts } from '../../../src/shared/events'
import { emptyModel, type PathStep } from '../../../src/shared/model/model'
import { reduce } from '../../../src/shared/model/reduce'
import { Inference } from '../../../src/shared/tcp/inference'

type WithoutTime<E> = E extends { t: number } ? Omit<E, 't'> : never
export type Happening = WithoutTime<EventDraft>

/** Plays events, one ms apart, to an inference beside a log. */
export class Play {
  readonly inference = new Inference()
  readonly states: EventOf<'state'>[] = []
  readonly contradictions: EventOf<'contradicted'>[] = []
  readonly model = emptyModel()
  #seq = 0
  t = 0

  say(...happenings: Happening[]): this {
    for (const happening of happenings) {
      this.t++
      // What is told late has a time of its own.
      const event = { t: this.t, ...happening, seq: ++this.#seq } as LabEvent
      if (event.kind === 'observed') event.began = this.t
      reduce(this.model, event)
      this.#log(this.inference.step(event))
    }
    return this
  }

  /** From here on it is `t` ms later. */
  later(t: number): this {
    this.t += t
    return this
  }

  expire(now: number): this {
    this.#log(this.inference.expire(now))
    return this
  }

  #log(drafts: readonly EventDraft[]): void {
    for (const draft of drafts) {
      const event = { ...draft, seq: ++this.#seq } as EventOf<'state' | 'contradicted'>
      if (event.kind === 'state') this.states.push(event)
      else this.contradictions.push(event)
      reduce(this.model, event)
      this.inference.step(event)
    }
  }

  path(socket: string): string {
    return this.states
      .filter((state) => state.socket === socket && state.supersedes === undefined)
      .map((state) => state.to)
      .join(' ')
  }

  /** The main sequence: what was corrected stands as its correction. */
  main(socket: string): string {
    return this.walk(socket)
      .map((step) => step.to)
      .join(' ')
  }

  /** The path as the model has it, with corrections in the place of what they correct. */
  walk(socket: string): PathStep[] {
    return this.model.sockets.get(socket)?.path ?? []
  }

  last(socket: string): EventOf<'state'> | undefined {
    return this.states.findLast((state) => state.socket === socket)
  }
}

export const connecting = {
  kind: 'connecting',
  socket: 'a',
  attempt: 1,
  local: '127.0.0.1:2',
  remote: '127.0.0.1:1',
} as const
export const connected = {
  kind: 'connected',
  socket: 'a',
  local: '127.0.0.1:2',
  remote: '127.0.0.1:1',
} as const
export const accepted = {
  kind: 'accepted',
  socket: 'b',
  listener: 's',
  peer: 'a',
  local: '127.0.0.1:1',
  remote: '127.0.0.1:2',
} as const
export const opened = () => new Play().say(connecting, connected, accepted)
export const foreign = () => new Play().say({ ...accepted, peer: 'f', foreign: true })

const nothing = { written: 0, unsent: 0, read: 0 }
export const facts = (own: Partial<SocketFacts> = {}, peer: Partial<SocketFacts> = {}): SocketFacts => ({
  ...nothing,
  ...own,
  peer: { ...nothing, ...peer },
})
export const asked = (act: 'close' | 'destroy' | 'reset', socket: string, known = facts()): Happening => ({
  kind: 'asked',
  by: 'user',
  socket,
  command: { do: act, socket },
  facts: known,
})
export const fin = (socket: string, known = facts()): Happening => ({
  kind: 'finished',
  phase: 'sent',
  socket,
  facts: known,
})
export const ended = (socket: string): Happening => ({ kind: 'ended', socket })

/** A write of `bytes`, the `index`th one of this end, `offset` bytes after the first. */
export const sent = (socket: string, bytes: number, offset = 0, index = 0): Happening => ({
  kind: 'sent',
  socket,
  bytes,
  offset,
  index,
  queued: 0,
})
export const received = (socket: string, bytes: number, offset = 0): Happening => ({
  kind: 'received',
  socket,
  bytes,
  offset,
  index: 0,
})
