import { checkScenario } from '../../src/shared/scenario'

export const LISTEN = { do: 'listen', as: 'server' }
export const ALICE = { do: 'connect', as: 'alice', to: 'server' }
export const CROWD = { do: 'connect', as: 'crowd', to: 'server', count: 3 }

/** A scenario file of these steps. */
export function file(...steps: unknown[]): unknown {
  return { version: 1, steps }
}

/** What is wrong with a file; an empty list if it is fine. */
export function errorsOf(json: unknown) {
  const checked = checkScenario(json)
  return 'errors' in checked ? checked.errors : []
}
