import type { About } from './base'

/** Programs that the lab has started. `socket` is the name that the lab calls the program by. */

export interface Spawned extends About {
  kind: 'spawned'
  pid: number
  /** What was started, and its arguments: as the system was told. */
  command: string[]
  /** The folder that it runs in. */
  cwd: string
}

/** What a program wrote: whole lines, or what it left standing without an end of line. Never more than MAX_OUTPUT. */
export interface Output extends About {
  kind: 'output'
  stream: 'stdout' | 'stderr'
  /** Its bytes as UTF-8, control characters and all. */
  text: string
  /** So many bytes of this stream right before `text` were left out, since they came too fast. */
  omitted?: number
}

/** Its process has ended, and with it all that it has started. Its output comes before that. */
export interface Exited extends About {
  kind: 'exited'
  /** Exit status; absent if a signal ended it. */
  code?: number
  signal?: string
}
