import type { ActionId } from '../actions'
import type { Command, CommandOf } from '../commands'
import type { Expectation } from '../scenario/schema'

/**
 * Guided lessons, as data: what is said, asked and done on the lab's real sockets, and what must have happened then. Here sockets
 * have the names of their roles (`server`, `alice`, `alice@server`); a run of a lesson (src/main/lessons) knows which socket of
 * the lab plays which role.
 */

/**
 * The same in each language. Markup: `code`, **strong**, and [words](source), where the source is a key of sources.ts. `{alice}`
 * is the name of who plays that role, `{server.port}` its port, `{port:a}` a free port that the lesson has chosen, and
 * `{action.shutdown}` the words of that action in the window, with its keys.
 */
export interface Text {
  en: string
  zh: string
}

/** What a lesson can't do without, besides the lab. Where it is missing, the lesson says so and shows its recording. */
export type Need = 'python'

export interface Lesson {
  /** How the command line calls it: `four-way-close`. Lower case, digits and hyphens. */
  id: string
  title: Text
  /** What will be seen, in one or two sentences. */
  see: Text
  needs?: readonly Need[]
  /** One screen each. */
  steps: readonly LessonStep[]
}

export interface LessonStep {
  title: Text
  /** Paragraphs, said before anything is done. */
  text: readonly Text[]
  /** Is made before the acts. */
  predict?: Prediction
  /** What the learner does, in this order. */
  acts?: readonly Act[]
  /** What must have happened since the step began, each by itself: their order means nothing. */
  checks?: readonly Check[]
  /** Paragraphs, said when all checks are met: what happened, and why. */
  after?: readonly Text[]
  /** Which view shows it best, and of whom. Opened with the step. */
  look?: { view?: LessonView; at?: string }
}

export type LessonView = 'messages' | 'calls' | 'segments' | 'states' | 'kernel' | 'timeline'

export interface Prediction {
  question: Text
  /** Two to five; at least one is right. */
  choices: readonly Choice[]
}

export interface Choice {
  text: Text
  right?: true
  /** What is said to whoever chooses this. */
  feedback: Text
}

export interface Act {
  /** An order to the learner, with the values that matter. What is **strong** in it is a control, in the window's own words. */
  text: Text
  /** What "do it for me" does. Each but the last is done, as in a scenario, before the next is given. */
  commands: readonly LessonCommand[]
  /** The control that is pointed out: an action, wherever the window has it, or a place. */
  point: ActionId | Landmark
  /** The role of the socket whose control that is, where the commands don't act on one. */
  of?: string
}

/** Places of the window that are no action. */
export type Landmark = 'composer' | 'explorer' | 'views' | 'inspector' | 'doForMe'

/** The port that a listener of the lesson has, or a program listens on. */
export interface PortOf {
  portOf: string
}

/** A free port of this machine, the same in all of a run for the same word. */
export interface FreePort {
  freePort: string
}

/**
 * A command as scenario files have it, in names of roles. `path` of a Unix domain socket is the name of a file in a folder of
 * the run's own; a program runs in the folder `examples`.
 */
export type LessonCommand =
  | Command
  | (Omit<CommandOf<'listen'>, 'port'> & { port: PortOf | FreePort })
  | (Omit<CommandOf<'connect'>, 'port'> & { port: PortOf | FreePort })
  | (Omit<CommandOf<'bind'>, 'port'> & { port: PortOf | FreePort })

export interface Check {
  /** What is to be seen, as a statement: "{alice} is in FIN_WAIT_2". */
  text: Text
  /** Met by any of these, in names of roles. `within` counts for "do it for me" and the command line only, ms. */
  expect: Expectation | readonly [Expectation, ...Expectation[]]
  /** For a state: where the kernel's tables are read, only their word counts. Not for states that last less than 50 ms. */
  kernel?: true
  /** What to try where it isn't met. */
  hint: Text
}
