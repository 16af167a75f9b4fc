import { createServer } from 'node:net'

/** Ports of this machine on which nothing listens, the same one for the same word. */
export class FreePorts {
  readonly #onFound: (word: string, port: number) => void
  readonly #ports = new Map<string, Promise<number>>()
  readonly #known = new Map<string, number>()

  /** `onFound` is told of each. */
  constructor(onFound: (word: string, port: number) => void) {
    this.#onFound = onFound
  }

  /** The one that was chosen for a word; undefined if none was yet. */
  known(word: string): number | undefined {
    return this.#known.get(word)
  }

  get(word: string): Promise<number> {
    const known = this.#ports.get(word)
    if (known) return known
    const found = findFreePort().then((port) => {
      this.#known.set(word, port)
      this.#onFound(word, port)
      return port
    })
    this.#ports.set(word, found)
    return found
  }
}

/** The system's own choice: it gives the same again only after all others. */
function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
