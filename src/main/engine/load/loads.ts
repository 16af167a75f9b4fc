import type { CommandOf, ConnectCommand, LoadCommand } from '../../../shared/commands'
import { LAB_CODES, LabFailure, labError } from '../../../shared/errors'
import { formatAddress } from '../../../shared/ids'
import { LOAD_DEFAULTS, type LoadPlan, loadTarget, type Measured } from '../../../shared/load'
import type { Execution } from '../acting'
import { DONE, refuse } from '../acting'
import { refuseTarget } from '../making'
import { ProxyListener } from '../proxy/proxy-listener'
import type { Target } from '../streams/connecting'
import { Listener } from '../streams/listener'
import { Load, type LoadSetting } from './load'

/** The loads of a lab. */
export class Loads {
  readonly #setting: LoadSetting
  readonly #isConfirmed: (host: string, port: number) => boolean
  /** Those that have not ended, by name. */
  readonly #running = new Map<string, Load>()

  /** `isConfirmed`: whether a person has said that loads may go there. */
  constructor(setting: LoadSetting, isConfirmed: (host: string, port: number) => boolean) {
    this.#setting = setting
    this.#isConfirmed = isConfirmed
  }

  isRunning(name: string): boolean {
    return this.#running.has(name)
  }

  /** Begins one. `listener`: that which the command names. Throws LabFailure for a target that nobody has confirmed. */
  begin(command: LoadCommand, newName: () => string, listener: Target | undefined): Execution {
    const { context } = this.#setting
    const { host = '127.0.0.1', port = 0, clients } = command
    const own = listener ?? this.#serverAt(host, port)
    if (!own && !this.#isConfirmed(host, port)) throw new LabFailure(unconfirmed(command))
    // Of what a program answers the lab knows no more than of any other server that isn't its own.
    const isProgram = context.directory.foreign.isProgram(command.to ?? '')
    const server = isProgram ? undefined : own
    if (server instanceof Listener && server.isLayered) {
      const message = `${server.name} has TLS or framing; the clients of a load have neither`
      throw new LabFailure(labError(LAB_CODES.notPossible, message, { field: 'to' }))
    }
    const name = newName()
    const names = context.directory.claim(name, clients)
    const connect = connectOf(command, name)
    for (const member of names) context.directory.keepMaker(member, connect)
    const asked = context.record({ kind: 'asked', command, by: 'user', socket: name })
    const error = listener && refuseTarget(connect, listener)
    if (error) {
      for (const member of names) context.directory.letMakerGo(member)
      return refuse(context, asked, error)
    }
    const plan = planOf(command, server)
    const load = new Load(this.#setting, { name, plan, connect, listener, names, cause: asked.seq })
    this.#running.set(name, load)
    const done = load.ended.then(() => {
      this.#running.delete(name)
    })
    return { seq: asked.seq, made: [name], done }
  }

  /** Ends one that runs. */
  stop(command: CommandOf<'stop'>): Execution {
    const { socket } = command
    const asked = this.#setting.context.record({ kind: 'asked', command, by: 'user', socket })
    this.#running.get(socket)?.stop(asked.seq)
    return { seq: asked.seq, made: [], done: DONE }
  }

  #serverAt(host: string, port: number): Listener | undefined {
    return this.#setting.context.directory.listenerAt(formatAddress(host, port))
  }

  dispose(): void {
    for (const load of this.#running.values()) load.dispose()
  }
}

function planOf(command: LoadCommand, own: Target | undefined): LoadPlan {
  const { clients, rate = 0, bytes = LOAD_DEFAULTS.bytes, everyMs = LOAD_DEFAULTS.everyMs, forMs } = command
  const measured = own ? measuredAt(own) : command.echoes ? 'answer' : 'none'
  const target = loadTarget(command)
  return { target, clients, rate, bytes, everyMs, forMs, keep: command.keep ?? false, measured }
}

/** Only what sends back as much as it gets says by the count of its bytes which message it answers. */
function measuredAt(own: Target): Measured {
  const isProxy = own instanceof ProxyListener
  const server = isProxy ? own.answerer : own
  const answer = server instanceof Listener ? server.respond.with : 'none'
  if (answer === 'echo' || answer === 'upper') return 'answer'
  // That a proxy has read it says nothing of its server.
  return isProxy ? 'none' : 'read'
}

function connectOf({ to, host, port, clients, noDelay }: LoadCommand, name: string): ConnectCommand {
  return {
    do: 'connect',
    as: name,
    count: clients,
    ...(to !== undefined && { to }),
    ...(host !== undefined && { host }),
    ...(port !== undefined && { port }),
    ...(noDelay !== undefined && { noDelay }),
  }
}

function unconfirmed(command: LoadCommand) {
  const message = `no server of this lab is at ${loadTarget(command)}, and nobody has confirmed that a load may go there`
  return labError(LAB_CODES.unconfirmed, message, { address: loadTarget(command), field: 'port' })
}
