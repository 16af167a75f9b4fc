import type { ActionId } from '../../shared/actions'

/** Passes the person's choices in the native menu on to whoever can carry them out. */
export class MenuChoices {
  #listener: (id: ActionId) => void = () => {}

  choose = (id: ActionId): void => this.#listener(id)

  /** Only the newest listener hears of them. */
  listen(listener: (id: ActionId) => void): void {
    this.#listener = listener
  }
}
