/** @typedef {import('./scenario-reference.mjs').Schema} Schema */

/** Where a field has several of them, or shares them with others. */
const CALLED = new Map(
  Object.entries({ rules: 'rule', args: 'argument', both: 'fault', toServer: 'fault', toClient: 'fault' }),
)

/** Objects within fields: each is described once, in a part of its own, by the name of its field. */
export class Objects {
  /** @type {Map<string, { name: string, form: Schema }>} by what they look like */
  #known = new Map()
  #told = 0

  /**
   * The name of an object's part.
   * @param {Schema} form
   * @param {string} field which holds it
   * @param {string} within the word or the part whose field that is
   */
  nameOf(form, field, within) {
    const { description: _, ...shape } = form
    const key = JSON.stringify(shape)
    const known = this.#known.get(key)
    if (known) return known.name
    const plain = CALLED.get(field) ?? field
    const isTaken = [...this.#known.values()].some(({ name }) => name === plain)
    const name = isTaken ? `${plain} of ${within}` : plain
    this.#known.set(key, { name, form })
    return name
  }

  /** Those that were not told yet. Telling one can add others: they follow. */
  *rest() {
    for (;;) {
      const next = [...this.#known.values()][this.#told]
      if (!next) return
      this.#told++
      yield next
    }
  }
}
