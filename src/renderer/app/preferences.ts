/** What the window remembers between starts. Storage may be switched off or full: then it just forgets. */

const PREFIX = 'socket-lab.'

export function readPreference(key: string): string | undefined {
  try {
    return localStorage.getItem(PREFIX + key) ?? undefined
  } catch {
    return undefined
  }
}

export function writePreference(key: string, value: string): void {
  try {
    localStorage.setItem(PREFIX + key, value)
  } catch {
    // Forgotten at the next start.
  }
}

function forgetPreference(key: string): void {
  try {
    localStorage.removeItem(PREFIX + key)
  } catch {
    // Nothing was kept.
  }
}

/** How a value is kept as a text. */
interface Form<V> {
  /** Undefined: the text stands for no value. */
  read: (stored: string) => V | undefined
  write: (value: V) => string
}

/** A choice of the person's that the whole window shares, and that holds at the next start, too. */
export class Preference<V> {
  readonly #listeners = new Set<() => void>()
  #value: V | undefined

  constructor(
    readonly key: string,
    /** What holds for whoever has chosen nothing. */
    readonly initial: V,
    readonly form: Form<V>,
  ) {}

  get = (): V => {
    this.#value ??= this.#stored() ?? this.initial
    return this.#value
  }

  set = (value: V): void => {
    this.#value = value
    const text = this.form.write(value)
    if (text === this.form.write(this.initial)) forgetPreference(this.key)
    else writePreference(this.key, text)
    for (const listener of [...this.#listeners]) listener()
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  #stored(): V | undefined {
    const text = readPreference(this.key)
    return text === undefined ? undefined : this.form.read(text)
  }
}

/** One of several words. */
export function choicePreference<V extends string>(
  key: string,
  choices: readonly V[],
  initial: V,
): Preference<V> {
  return new Preference(key, initial, {
    read: (stored) => choices.find((choice) => choice === stored),
    write: (value) => value,
  })
}

/** Some of several words. */
export function groupPreference<V extends string>(
  key: string,
  choices: readonly V[],
  initial: ReadonlySet<V>,
): Preference<ReadonlySet<V>> {
  return new Preference(key, initial, {
    read: (stored) => {
      const words = stored.split(' ')
      return new Set(choices.filter((choice) => words.includes(choice)))
    },
    write: (value) => choices.filter((choice) => value.has(choice)).join(' '),
  })
}
