/** The numbers by which the thread that reads the tables calls sockets. What it finds by itself it has numbered itself. */
export class Numbers {
  readonly #names = new Map<number, string>()
  readonly #ids = new Map<string, number>()
  #last = 0

  /** A new one for `name`. */
  give(name: string): number {
    const id = ++this.#last
    this.know(id, name)
    return id
  }

  know(id: number, name: string): void {
    this.#names.set(id, name)
    this.#ids.set(name, id)
  }

  of(name: string): number | undefined {
    return this.#ids.get(name)
  }

  nameOf(id: number): string | undefined {
    return this.#names.get(id)
  }

  forget(id: number, name: string): void {
    this.#names.delete(id)
    // By then another socket may be meant.
    if (this.#ids.get(name) === id) this.#ids.delete(name)
  }

  clear(): void {
    this.#names.clear()
    this.#ids.clear()
  }
}
