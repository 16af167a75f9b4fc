import type { OpenRequest } from '../../shared/ipc'

/** Passes what the person gave to the program from outside (a double click on a file) on to whoever can open it. */
export class OpenRequests {
  /** Of those that came before anybody could open them, the newest. */
  #waiting: OpenRequest | undefined
  #listener: ((request: OpenRequest) => void) | undefined

  open = (request: OpenRequest): void => {
    if (this.#listener) this.#listener(request)
    else this.#waiting = request
  }

  /** Only the newest listener hears of them. Returns the way to stop. */
  listen(listener: (request: OpenRequest) => void): () => void {
    this.#listener = listener
    const request = this.#waiting
    this.#waiting = undefined
    if (request) listener(request)
    return () => {
      if (this.#listener === listener) this.#listener = undefined
    }
  }
}
