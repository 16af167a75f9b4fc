import { formatAddress } from '../../shared/ids'
import { needsOf, type Scenario } from '../../shared/scenario'

/** Where a person has said that loads may go, besides to the lab's own servers. Until the program ends. */
export class ConfirmedTargets {
  readonly #targets = new Set<string>()

  confirm(host: string, port: number): void {
    this.#targets.add(formatAddress(host, port))
  }

  has(host: string, port: number): boolean {
    return this.#targets.has(formatAddress(host, port))
  }

  /** All that a scenario names: the person has let it run. */
  confirmAllOf({ steps }: Scenario): void {
    for (const { what, value } of steps.flatMap(needsOf)) if (what === 'target') this.#targets.add(value)
  }
}
