import type { ActionId } from '../../../shared/actions'
import type { MenuState } from '../../../shared/ipc'
import { type Labels, labelsFor } from './labels'
import { type ItemChange, type MenuItem, menuChanges, menuTemplate } from './menu'

export interface WindowMenuOptions {
  mac: boolean
  /** The system's language, before the window says which is its own. */
  locale: () => string
  /** Puts a menu up, and gives the way to change its items. */
  install: (template: MenuItem[]) => (change: ItemChange) => void
  choose: (id: ActionId) => void
  openLogs: () => void
  /** Shows the licences of what the program contains. */
  openLicences: () => void
}

/** The native menu over time: what the window wants it to say, and in which language. */
export class WindowMenu {
  readonly #options: WindowMenuOptions
  #state: MenuState | undefined
  #change: (change: ItemChange) => void = () => {}

  constructor(options: WindowMenuOptions) {
    this.#options = options
  }

  /** What the native parts say, in the window's language. */
  get labels(): Labels {
    return labelsFor(this.#state?.language ?? this.#options.locale())
  }

  /** Puts up what can be said before there is a window, or what the window wanted said. */
  show(): void {
    const { mac, install, openLogs, openLicences } = this.#options
    const choose = (id: ActionId) => this.#choose(id)
    const parts = { labels: this.labels, mac, state: this.#state, choose, openLogs, openLicences }
    this.#change = install(menuTemplate(parts))
  }

  set(state: MenuState): void {
    const changes = menuChanges(this.#state, state)
    this.#state = state
    if (changes) for (const change of changes) this.#change(change)
    else this.show()
  }

  #choose(id: ActionId): void {
    // The system flips the check mark of whatever is chosen; whether it is checked is the window's to say.
    const said = this.#state?.items[id]
    if (said) this.#change({ id, enabled: said.enabled, checked: said.checked })
    this.#options.choose(id)
  }
}
