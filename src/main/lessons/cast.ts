import type { Command } from '../../shared/commands'
import type { Lesson } from '../../shared/lessons/lesson'
import { commandsOf, type Maker, makersOf } from '../../shared/lessons/makers'
import type { Model } from '../../shared/model/model'
import { Names } from '../../shared/scenario'
import { addressOf, portOf } from './addresses'
import { differences, type Ports } from './fitting'
import { Roles } from './roles'

const NOTHING = { title: { en: '', zh: '' }, text: [] } as const

/** Which sockets of the lab play the roles of a lesson, and which could. */
export class Cast {
  readonly roles = new Roles()
  readonly #lesson: Lesson
  readonly #makers: readonly Maker[]
  readonly #model: Model
  readonly #ports: Ports
  readonly #commands = new Map<string, Command>()
  readonly #adopted = new Set<string>()
  #names = new Names()

  /** `freePort`: the port that was chosen for a word, if one was. */
  constructor(lesson: Lesson, model: Model, freePort: Ports['freePort']) {
    this.#ports = { portOf: (name) => portOf(model, name), freePort }
    this.#lesson = lesson
    this.#model = model
    this.#makers = makersOf(lesson)
  }

  /** What the sockets are to expectations. */
  get names(): Names {
    return this.#names
  }

  /** What makes the roles of the steps up to this one. */
  makers(upTo: number): Maker[] {
    return this.#makers.filter(({ step }) => step <= upTo)
  }

  isAdopted(name: string): boolean {
    return this.#adopted.has(name)
  }

  /** `name`, which `command` has made, plays that role from now on. `adopted`: it was there before the lesson. */
  put(role: string, name: string, command: Command, adopted = false): void {
    if (adopted) this.#adopted.add(name)
    this.roles.set(role, name)
    this.#commands.set(role, this.#byName({ ...command, as: name } as Command))
    // Names are made once: who played the role before is forgotten.
    this.#names = new Names()
    for (const each of this.#commands.values()) this.#names.make(each)
  }

  /** Nobody plays the roles that are made from this step on, but for sockets that were there before. */
  dismiss(from: number): void {
    for (const { role, step: made } of this.#makers) {
      if (made < from || this.isAdopted(this.roles.get(role) ?? '')) continue
      this.roles.drop(role)
      this.#commands.delete(role)
    }
  }

  /** Roles of the steps up to this one that nobody plays, or only what is closed by now, the first ones first. */
  open(upTo: number, isWhole: (step: number) => boolean): Maker[] {
    const makers = this.makers(upTo)
    const free = makers.filter(({ role }) => this.roles.get(role) === undefined)
    const lost = makers.filter(({ role, step }) => this.isLost(role) && !isWhole(step))
    return [...free, ...lost]
  }

  /** The fields in which a command differs from what makes a role; undefined if it makes something else. */
  differences({ command }: Maker, given: Command): string[] | undefined {
    // It may be called as a role that somebody else is to play.
    if ('to' in command && command.to !== undefined && this.roles.get(command.to) === undefined) {
      return given.do === command.do ? ['to'] : undefined
    }
    return differences(this.roles.expectable(command), given, this.#model, this.#ports)
  }

  fits(role: string, name: string, given: Command): boolean {
    const maker = this.#makers.find((each) => each.role === role)
    return maker !== undefined && !this.isClosed(name) && this.differences(maker, given)?.length === 0
  }

  /** For each role up to this step that nobody plays: the first socket that is open already and fits. */
  offers(upTo: number, madeBy: (name: string) => Command | undefined): { role: string; name: string }[] {
    const taken = new Set(this.roles.all.values())
    return this.makers(upTo).flatMap(({ role }) => {
      if (this.roles.get(role) !== undefined) return []
      for (const { name, role: kind, descriptor } of this.#model.sockets.values()) {
        if (descriptor !== 'open' || kind === 'accepted' || taken.has(name)) continue
        const command = madeBy(name)
        if (!command || !this.fits(role, name, command)) continue
        taken.add(name)
        return [{ role, name }]
      }
      return []
    })
  }

  /** Who plays the roles that a step acts on, and that a step before has made. */
  actedOn(step: number): Maker[] {
    const acted = new Set(
      commandsOf(this.#lesson.steps[step - 1] ?? NOTHING).flatMap((command) => {
        const reference = 'socket' in command ? command.socket : 'from' in command ? command.from : undefined
        return typeof reference === 'string'
          ? reference.split(/[@>]/).map((part) => part.replace(/\.\d+$/, ''))
          : []
      }),
    )
    return this.#makers.filter(({ role, step: made }) => made < step && acted.has(role))
  }

  /** Who plays it is closed. */
  isLost(role: string): boolean {
    const name = this.roles.get(role)
    return name !== undefined && this.isClosed(name)
  }

  isClosed(name: string): boolean {
    return this.#model.sockets.get(name)?.descriptor === 'closed'
  }

  /** With `to` in place of the address, where that is a role's: its accepted end has a name then. */
  #byName(command: Command): Command {
    if (command.do !== 'connect' || command.to !== undefined) return command
    for (const name of this.roles.all.values()) {
      const at = addressOf(this.#model, name)
      if (at === undefined || at.port !== command.port || at.host !== (command.host ?? '127.0.0.1')) continue
      const { host: _host, port: _port, ...rest } = command
      return { ...rest, to: name }
    }
    return command
  }
}
