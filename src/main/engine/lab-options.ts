import type { SpawnCommand } from '../../shared/commands'
import type { Need } from '../../shared/needs'
import type { StartFreezer } from '../freezer/start'

/** What whoever opens a lab decides. */
export interface LabOptions {
  /** How many bytes of each message the log keeps. Default 4096. */
  keepBytes?: number
  /** How many events the log holds in memory. Default 25,000. */
  maxEvents?: number
  /** Turns the `file` of a `send` into a path that may be read; throws LabFailure if it may not. */
  resolveFile?: (path: string) => string
  /** Turns the `path` of a Unix domain socket into an absolute one; throws LabFailure if it may not be used. As it is unless given. */
  resolvePath?: (path: string) => string
  /** Starts the process that holds listeners which don't accept. Plain Node's way unless given. */
  startFreezer?: StartFreezer
  /**
   * Whether a person has allowed a command what it needs of networks (`networkNeedsOf`; of loads `isConfirmed` says so). Unless
   * given, everything: whoever opens the lab has looked at the commands before.
   */
  mayReach?: (need: Need) => boolean
  /** Whether a person has confirmed that loads may go to a host that has no server of this lab. Unless given, nobody has. */
  isConfirmed?: (host: string, port: number) => boolean
  /** The folder that a program runs in, of a `spawn` with that `cwd`; throws LabFailure if it may not. Unless given, the person's own. */
  resolveFolder?: (cwd: string | undefined) => string
  /** Whether a person has confirmed that the lab may start that program, whose `cwd` is the folder that it runs in. Unless given, nobody has. */
  maySpawn?: (command: SpawnCommand) => boolean
  /** Versions for the log's first event, besides the lab's and Node's. */
  versions?: Record<string, string>
}
