import type { SpawnCommand } from '../../../shared/commands'
import { LAB_CODES, LabFailure, labError } from '../../../shared/errors'
import type { Need } from '../../../shared/needs'
import { isFree, type Known, keyOf, programKey, type Want } from './wants'

/** What a person is asked in one go. */
export interface Question {
  wants: readonly Want[]
  /** The scenario that wants it. */
  scenario?: string
}

export interface ConsentsOptions<Page> {
  /** Puts the question before the person, over the window of `page`. True: they allow all of it. */
  ask: (question: Question, page: Page) => Promise<boolean>
  known: Pick<Known, 'isOwn'>
}

/**
 * What a person has said that the lab may do beyond loopback sockets: asked by this process itself, since whatever runs in the
 * window could say yes for them. A yes holds for the very same thing until the lab is closed or another takes its place, and is
 * written nowhere. One question at a time is open; a no answers all that wait behind it, too.
 */
export class Consents<Page> {
  readonly #options: ConsentsOptions<Page>
  readonly #allowed = new Set<string>()
  /** Settles when no question is open. Never rejects. */
  #answered: Promise<unknown> = Promise.resolve()
  /** Labs that have ended, and questions that were answered with no. */
  #labs = 0
  #noes = 0

  constructor(options: ConsentsOptions<Page>) {
    this.#options = options
  }

  /** For the engine: whether a command may have what it needs of networks. */
  readonly mayReach = (need: Need): boolean => isFree(need, this.#options.known) || this.#has(keyOf(need))

  /** For the engine: whether a load may go to a server that the lab doesn't have; `target` as `loadTarget` writes it. */
  mayLoad(target: string): boolean {
    return this.#has(keyOf({ what: 'target', value: target }))
  }

  /** For the engine: whether that program may be started. `command` has the folder that it will run in. */
  readonly maySpawn = (command: SpawnCommand): boolean => this.#has(programKey(command))

  /** What the program itself brings along, such as the example of a lesson. */
  allowProgram(command: SpawnCommand): void {
    this.#allowed.add(programKey(command))
  }

  /** Those that a person has not allowed so far. */
  missing(wants: readonly Want[]): Want[] {
    return wants.filter(({ key }) => !this.#has(key))
  }

  /**
   * Asks for what has not been allowed so far, in one question, and remembers it. Undefined if there is nothing to ask. Rejects with
   * LabFailure if the person says no, or if the lab that they were asked for has ended meanwhile.
   */
  ask(question: Question, page: Page): Promise<void> | undefined {
    if (this.missing(question.wants).length === 0) return undefined
    const labs = this.#labs
    return this.#inTurn(question, page, (wants) => {
      if (labs === this.#labs) this.remember(wants)
      else throw refused(wants, 'the lab that it was for has ended')
    })
  }

  /** Asks for all of it, whatever the open lab may do: for a lab that is yet to come, and that `remember` is told of. */
  async askAfresh(question: Question, page: Page): Promise<void> {
    if (question.wants.length > 0) await this.#inTurn(question, page, () => {}, 'afresh')
  }

  remember(wants: readonly Want[]): void {
    for (const { key } of wants) this.#allowed.add(key)
  }

  /** The lab has ended: the next one asks again. */
  forget(): void {
    this.#labs++
    this.#allowed.clear()
  }

  #has(key: string): boolean {
    return this.#allowed.has(key)
  }

  #inTurn(
    question: Question,
    page: Page,
    allowed: (wants: readonly Want[]) => void,
    afresh?: 'afresh',
  ): Promise<void> {
    const noes = this.#noes
    const answer = this.#answered.then(async () => {
      // Answered by what was asked meanwhile.
      const wants = unique(afresh ? question.wants : this.missing(question.wants))
      if (wants.length === 0) return
      if (noes !== this.#noes) throw refused(wants, 'you said no to what was asked before it')
      if (!(await this.#options.ask({ ...question, wants }, page))) {
        this.#noes++
        throw refused(wants, 'you said no')
      }
      allowed(wants)
    })
    this.#answered = answer.catch(() => {})
    return answer
  }
}

function unique(wants: readonly Want[]): Want[] {
  return [...new Map(wants.map((want) => [want.key, want])).values()]
}

/** Names the first of them. */
export function refused(wants: readonly Want[], why: string): LabFailure {
  const [first] = wants
  const more = wants.length > 1 ? ` and ${wants.length - 1} more` : ''
  const thing = [first?.what, first?.value].filter(Boolean).join(' ')
  return new LabFailure(
    labError(LAB_CODES.refused, `not allowed (${thing}${more}): ${why}`, {
      ...(first?.field !== undefined && { field: first.field }),
    }),
  )
}
