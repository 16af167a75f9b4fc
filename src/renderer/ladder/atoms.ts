import type { Atom } from './rows'

export type Draft = Atom extends infer A ? (A extends Atom ? Omit<A, 'order' | 't'> : never) : never

/** All that a ladder knows, in the order of time, and from where on its rows are yet to be made of it. */
export class Atoms {
  #all: Atom[] = []
  #lastOrder = 0
  /** The first one that is not in the rows yet, or not any more. */
  #dirty = 0

  get length(): number {
    return this.#all.length
  }

  get dirty(): number {
    return this.#dirty
  }

  at(index: number): Atom | undefined {
    return this.#all[index]
  }

  insert(draft: Draft, t: number): Atom {
    const atom = { ...draft, t, order: ++this.#lastOrder } as Atom
    let index = this.#all.length
    while (index > 0 && (this.#all[index - 1] as Atom).t > t) index--
    this.#all.splice(index, 0, atom)
    this.invalidateFrom(index)
    return atom
  }

  /** What is made of this one, and of those behind it, is to be made anew. */
  invalidate(atom: Atom): void {
    this.invalidateFrom(this.#indexOf(atom))
  }

  invalidateFrom(index: number): void {
    this.#dirty = Math.min(this.#dirty, index)
  }

  /** All of them are in the rows. */
  settle(): void {
    this.#dirty = this.#all.length
  }

  /** Takes away the oldest, but for `kept`. */
  forget(kept: number): Atom[] {
    this.#dirty = 0
    return this.#all.splice(0, this.#all.length - kept)
  }

  #indexOf(atom: Atom): number {
    let low = 0
    let high = this.#all.length
    while (low < high) {
      const middle = (low + high) >>> 1
      const there = this.#all[middle] as Atom
      if (there.t < atom.t || (there.t === atom.t && there.order < atom.order)) low = middle + 1
      else high = middle
    }
    return low
  }
}
