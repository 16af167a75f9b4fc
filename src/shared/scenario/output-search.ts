import type { Output } from '../events'

/** Looks for a text in what a program writes, piece by piece: where a piece ends is not the program's to choose. */
export class OutputSearch {
  readonly #wanted: string
  readonly #isBeginning: boolean
  /** Of each stream, what can be the beginning of the text. */
  readonly #tails = new Map<Output['stream'], string>()
  /** Of the beginning that is wanted: how much of it has come, and from which stream. */
  #have = 0
  #stream: Output['stream'] | undefined

  constructor({ text, contains }: { text?: string; contains?: string }) {
    this.#wanted = text ?? contains ?? ''
    this.#isBeginning = text !== undefined
  }

  /**
   * Takes in what `event` has from its character `from` on. Gives the character behind the text that is wanted; undefined
   * while it hasn't come; `differs` if it won't.
   */
  look(event: Output, from: number): number | 'differs' | undefined {
    return this.#isBeginning ? this.#drink(event, from) : this.#seek(event, from)
  }

  #drink({ stream, text }: Output, from: number): number | 'differs' | undefined {
    this.#stream ??= stream
    if (stream !== this.#stream) return undefined
    const piece = text.slice(from, from + this.#wanted.length - this.#have)
    if (!this.#wanted.startsWith(piece, this.#have)) return 'differs'
    this.#have += piece.length
    return this.#have === this.#wanted.length ? from + piece.length : undefined
  }

  #seek({ stream, text }: Output, from: number): number | undefined {
    const tail = this.#tails.get(stream) ?? ''
    const joined = tail + text.slice(from)
    const at = joined.indexOf(this.#wanted)
    if (at >= 0) return from + at + this.#wanted.length - tail.length
    this.#tails.set(stream, joined.slice(-(this.#wanted.length - 1) || joined.length))
    return undefined
  }
}
