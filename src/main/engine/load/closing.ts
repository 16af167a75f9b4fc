import type { Context } from '../context'
import type { Member } from './tally'

/** Closes clients, some of them at a time. */
export class Closing {
  readonly act: 'close' | 'destroy'
  readonly #context: Context
  readonly #members: Iterator<Member>
  readonly #cause: number

  /** `cause`: `seq` of what has ended them. */
  constructor(context: Context, members: Iterable<Member>, act: 'close' | 'destroy', cause: number) {
    this.act = act
    this.#context = context
    this.#members = members[Symbol.iterator]()
    this.#cause = cause
  }

  /** Asks the next ones, up to `most`. True once all have been asked. */
  some(most: number): boolean {
    for (let i = 0; i < most; i++) {
      const next = this.#members.next()
      if (next.done) return true
      this.#close(next.value)
    }
    return false
  }

  #close({ end, state }: Member): void {
    // Whoever is not connected yet is not going to be: there is nothing to end in order.
    const act = state === 'calling' ? 'destroy' : this.act
    if (state === 'over' || end.refuse(act)) return
    this.#context.act({ do: act, socket: end.name }, end.name, this.#cause)
  }
}
