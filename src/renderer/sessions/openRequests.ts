/** Passes what the person gave to the program from outside (a double click on a file) on to whoever can open it. */
export class OpenRequests {
  /** Of those that came before anybody could open them, the newest. */
  #waiting: string | undefined
  #listener: ((path: string) => void) | undefined

  open = (path: string): void => {
    if (this.#listener) this.#listener(path)
    else this.#waiting = path
  }

  /** Only the newest listener hears of them. Returns the way to stop. */
  listen(listener: (path: string) => void): () => void {
    this.#listener = listener
    const path = this.#waiting
    this.#waiting = undefined
    if (path !== undefined) listener(path)
    return () => {
      if (this.#listener === listener) this.#listener = undefined
    }
  }
}
