import type { Command } from '../commands'
import type { Base, SocketFacts } from './base'

/** How a log begins, what is asked of the lab, and the course of scenarios and lessons. */

export interface Opened extends Base {
  kind: 'opened'
  /** Wall-clock time at `t` = 0, ISO 8601. */
  wall: string
  /** The monotonic clock (process.hrtime) at `t` = 0, in ns, as a decimal string. */
  origin: string
  versions: Record<string, string>
}

/** Who gave a command: a person or a file (`user`), or the lab itself (an answer that closes, a repeat). */
export type Asker = 'user' | 'lab'

export interface Asked extends Base {
  kind: 'asked'
  command: Command
  by: Asker
  /** The socket that this act is on. For a group, an `asked` without it is followed by one for each member. */
  socket?: string
  facts?: SocketFacts
  /** The engine does it later, because the system would refuse it now; another `asked` says when. */
  deferred?: true
}

/** The course of a scenario that runs on this lab. */
export interface ScenarioCourse extends Base {
  kind: 'scenario'
  /** Which run of this lab, from 1. */
  run: number
  /**
   * `began`; `waiting`: the person takes step `step` when they like; `step`: it is being taken; `evaluated`: it is an
   * expectation, and `met` or not; `ended`, and how.
   */
  phase: 'began' | 'waiting' | 'step' | 'evaluated' | 'ended'
  title?: string
  /** How many steps it has. */
  steps?: number
  /** From 1. */
  step?: number
  met?: boolean
  /** How long an expectation took, ms. */
  took?: number
  /** What was seen instead of what an unmet expectation wants, one line each. */
  seen?: string[]
  ending?: 'done' | 'unmet' | 'stopped'
}

/** The course of a guided lesson on this lab. Steps and checks count from 1. */
export interface LessonCourse extends Base {
  kind: 'lesson'
  /** Which run of a lesson of this lab, from 1. */
  run: number
  /**
   * `began`; `step`: it is shown; `role`: `name` plays it from now on; `unfit`: `name` would, but for the fields `differs` of the
   * command that made it; `offer`: `name`, which was there before, could play it; `port`: the free port of that word; `doing`, `done`:
   * the step is done for the learner; `act`: that act of it is done, by whomever; `anew`: all from that
   * step on is done once more; `check`: it is met (decided by the event `by`), or not, and `seen` are the events there
   * instead; `ended`.
   */
  phase:
    | 'began'
    | 'step'
    | 'role'
    | 'unfit'
    | 'offer'
    | 'port'
    | 'doing'
    | 'done'
    | 'act'
    | 'anew'
    | 'check'
    | 'ended'
  /** Id of the lesson. */
  lesson?: string
  /** How many steps it has. */
  steps?: number
  step?: number
  /** Of `port`: its word. */
  role?: string
  name?: string
  /** It was there before the lesson, and stays. */
  adopted?: true
  differs?: string[]
  port?: number
  act?: number
  check?: number
  met?: boolean
  by?: number
  seen?: number[]
  /** `missing`: something that the lesson needs isn't on this machine. */
  ending?: 'done' | 'left' | 'missing'
}
