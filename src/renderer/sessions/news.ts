import type { LabError } from '../../shared/errors'
import type { RecordingNews } from './kept'

/** What the person should hear of sessions and their recording, wherever they look. */
export type News =
  | RecordingNews
  | { news: 'exported'; file: string; left: readonly string[] }
  | { news: 'notExported'; error: LabError }

/** What is told under the same slot takes the place of what was told before. */
export type Slot = 'recording' | 'limit' | `export ${number}`

/** So many are on the screen; older ones give way. */
const SHOWN = 3

export class NewsStore {
  #news: readonly (readonly [Slot, News])[] = []
  #listeners = new Set<() => void>()

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Oldest first. */
  current = (): readonly (readonly [Slot, News])[] => this.#news

  tell(slot: Slot, news: News): void {
    this.#set([...this.#news.filter(([other]) => other !== slot), [slot, news] as const].slice(-SHOWN))
  }

  dismiss(slot: Slot): void {
    if (this.#news.some(([other]) => other === slot)) {
      this.#set(this.#news.filter(([other]) => other !== slot))
    }
  }

  #set(news: readonly (readonly [Slot, News])[]): void {
    this.#news = news
    for (const listener of [...this.#listeners]) listener()
  }
}
