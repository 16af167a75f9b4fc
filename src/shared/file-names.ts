import { SESSION_EXTENSION } from './session'

/**
 * How the name of a scenario ends that the program has written, without the dot. One part, since Windows takes only what is
 * behind the last dot. It is JSON, and `.json` is taken, too.
 */
export const SCENARIO_EXTENSION = 'labscenario'

/** What a file is to the program. */
export type GivenKind = 'session' | 'scenario'

/** Which kind of file it is, by its name; undefined for what the program doesn't open. */
export function kindOfFile(name: string): GivenKind | undefined {
  switch (/\.([^./\\]+)$/.exec(name)?.[1]?.toLowerCase()) {
    case SESSION_EXTENSION:
      return 'session'
    case SCENARIO_EXTENSION:
    case 'json':
      return 'scenario'
    default:
      return undefined
  }
}
