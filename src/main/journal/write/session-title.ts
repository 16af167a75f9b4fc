import type { LabEvent } from '../../../shared/events'
import type { Model } from '../../../shared/model/model'

/** Names of servers that make a title. */
const MOST_NAMES = 3
const MOST_LETTERS = 200

/** What a session had in it, for a list: the title of the first scenario that ran, or else the names of its servers. */
export class SessionTitle {
  #scenario: string | undefined
  readonly #names = new Set<string>()

  /** Of a session whose events up to now make `model`. */
  constructor({ sockets, run }: Pick<Model, 'sockets' | 'run'>) {
    this.#scenario = run?.title
    for (const { role, name } of sockets.values()) if (role === 'listener') this.#name(name)
  }

  take(event: LabEvent): void {
    if (event.kind === 'scenario') this.#scenario ??= event.title
    else if (event.kind === 'listening') this.#name(event.socket)
  }

  /** Undefined if there was nothing that gives one. */
  get text(): string | undefined {
    if (this.#scenario !== undefined && this.#scenario !== '') return this.#scenario.slice(0, MOST_LETTERS)
    if (this.#names.size === 0) return undefined
    const names = [...this.#names]
    const shown = names.slice(0, MOST_NAMES).join(', ')
    return `${shown}${names.length > MOST_NAMES ? ', …' : ''}`.slice(0, MOST_LETTERS)
  }

  #name(server: string): void {
    if (this.#names.size <= MOST_NAMES) this.#names.add(server)
  }
}
