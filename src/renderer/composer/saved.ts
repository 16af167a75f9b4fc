import { writePreference } from '../app/preferences'
import { type Draft, isDraft } from './drafts'
import { readList } from './history'

export interface SavedMessage extends Draft {
  name: string
}

const PREFERENCE = 'composer.saved'
const MOST = 200
export const LONGEST_NAME = 64
/** Characters of a message that can be saved. */
export const LONGEST_SAVED = 64 * 1024

/** Messages that a person keeps under a name, by name. Remembered between starts. */
export class SavedMessages {
  #messages: readonly SavedMessage[]
  #listeners = new Set<() => void>()

  constructor() {
    this.#messages = readList(PREFERENCE).filter(isSaved).sort(byName)
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  current = (): readonly SavedMessage[] => this.#messages

  has(name: string): boolean {
    return this.#messages.some((message) => message.name === name)
  }

  get full(): boolean {
    return this.#messages.length >= MOST
  }

  /** Keeps a message; one of the same name gives way. */
  save(name: string, { input, format, ending, escapes }: Draft): void {
    this.#set([...this.#without(name), { name, input, format, ending, escapes }])
  }

  get(name: string): SavedMessage | undefined {
    return this.#messages.find((message) => message.name === name)
  }

  remove(name: string): void {
    this.#set(this.#without(name))
  }

  /** Keeps a message again that was kept before; false if another one has its name by now, or there are too many. */
  restore(message: SavedMessage): boolean {
    if (this.has(message.name) || this.full) return false
    this.save(message.name, message)
    return true
  }

  /** False if the name is another's. */
  rename(from: string, to: string): boolean {
    const message = this.#messages.find(({ name }) => name === from)
    if (!message || (from !== to && this.has(to))) return false
    this.#set([...this.#without(from), { ...message, name: to }])
    return true
  }

  #without(name: string): readonly SavedMessage[] {
    return this.#messages.filter((message) => message.name !== name)
  }

  #set(messages: readonly SavedMessage[]): void {
    this.#messages = [...messages].sort(byName).slice(0, MOST)
    writePreference(PREFERENCE, JSON.stringify(this.#messages))
    for (const listener of [...this.#listeners]) listener()
  }
}

const byName = (a: SavedMessage, b: SavedMessage) => a.name.localeCompare(b.name)

function isSaved(value: unknown): value is SavedMessage {
  const name = isDraft(value) && (value as Partial<SavedMessage>).name
  return typeof name === 'string' && name !== '' && name.length <= LONGEST_NAME
}
