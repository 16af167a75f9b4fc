/**
 * Thousands of small objects in a few columns: to copy, store or send them so takes a fraction of the time. A value that is
 * absent stays so.
 */

/** Words that come again and again, or names: which of them it is, each time; 0 for none, otherwise its place from 1 on. */
export interface Words {
  words: string[]
  at: Uint32Array
}

/** A column of `count` words. */
export class WordWriter {
  readonly words: Words
  readonly #numbers = new Map<string, number>()

  constructor(count: number) {
    this.words = { words: [], at: new Uint32Array(count) }
  }

  put(index: number, word: string | undefined): void {
    if (word === undefined) return
    let number = this.#numbers.get(word)
    if (number === undefined) {
      number = this.words.words.push(word)
      this.#numbers.set(word, number)
    }
    this.words.at[index] = number
  }
}

export function wordReader<T extends string>({ words, at }: Words): (index: number) => T | undefined {
  return (index) => words[(at[index] as number) - 1] as T | undefined
}

/** A column of `count` numbers, none of which is NaN: that stands for an absent one. */
export function numbers(count: number): Float64Array {
  return new Float64Array(count)
}

export function toNumber(value: number | undefined): number {
  return value ?? Number.NaN
}

export function fromNumber(value: number | undefined): number | undefined {
  return value === undefined || Number.isNaN(value) ? undefined : value
}
