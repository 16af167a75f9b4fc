/** A line for the person that stays for a moment: that something was copied, saved, or is not possible now. */
export class SaidStore {
  #text = ''
  #listeners = new Set<() => void>()
  #timer: ReturnType<typeof setTimeout> | undefined

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  current = (): string => this.#text

  say = (text: string): void => {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.#set(''), SHOWN_MS)
    this.#set(text)
  }

  #set(text: string): void {
    this.#text = text
    for (const listener of [...this.#listeners]) listener()
  }
}

const SHOWN_MS = 5000
