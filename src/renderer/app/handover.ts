/** Passes what comes from outside of the window (a file that was double-clicked, a notification that was chosen) on to whoever can take it. */
export class Handover<T> {
  /** Of those that came before anybody could take them, the newest. */
  #waiting: T | undefined
  #listener: ((given: T) => void) | undefined

  give = (given: T): void => {
    if (this.#listener) this.#listener(given)
    else this.#waiting = given
  }

  /** Only the newest listener hears of them. Returns the way to stop. */
  listen(listener: (given: T) => void): () => void {
    this.#listener = listener
    const given = this.#waiting
    this.#waiting = undefined
    if (given !== undefined) listener(given)
    return () => {
      if (this.#listener === listener) this.#listener = undefined
    }
  }
}
