/** What can be done about what was said, as a button beside it. */
export interface SaidAct {
  label: string
  run: () => void
}

export interface Said {
  text: string
  act?: SaidAct
}

export type Say = (text: string, act?: SaidAct) => void

/** A line for the person that stays for a moment: that something was copied, saved, taken away, or is not possible now. */
export class SaidStore {
  #said = NOTHING
  #listeners = new Set<() => void>()
  #timer: ReturnType<typeof setTimeout> | undefined

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  current = (): Said => this.#said

  say: Say = (text, act) => {
    this.#set(act ? { text, act } : { text })
    this.release()
  }

  /** It stays while someone is about to press what stands beside it. */
  hold(): void {
    clearTimeout(this.#timer)
  }

  release(): void {
    clearTimeout(this.#timer)
    const { text, act } = this.#said
    if (text !== '') this.#timer = setTimeout(() => this.#set(NOTHING), act ? WITH_ACT_MS : SHOWN_MS)
  }

  #set(said: Said): void {
    this.#said = said
    for (const listener of [...this.#listeners]) listener()
  }
}

const NOTHING: Said = { text: '' }
const SHOWN_MS = 5000
/** It has to be read, decided on and reached. */
const WITH_ACT_MS = 10_000
