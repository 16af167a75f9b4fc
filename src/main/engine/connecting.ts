import type { ConnectCommand } from '../../shared/commands'
import { formatAddress } from '../../shared/ids'
import { ClientEnd } from './client-end'
import type { Context } from './context'

/**
 * How many clients call at once. libuv accepts one connection per turn of its loop: beyond the backlog the kernel
 * drops SYNs, and each waits a second for its repetition.
 */
const CALLS_AT_ONCE = 128

/** A listener of this lab, as the target of a call. */
export interface Target {
  name: string
  backlog?: number
  /** Where it is reached; absent if it isn't listening. */
  target?: { host: string; port: number }
}

/**
 * Opens the clients `names`, each with an `asked` of its own whose `seq` `ask` gives. Resolves when every call has come to
 * something: its accepted end is paired, it is connected to a foreign end, dropped, or has failed.
 */
export async function connectAll(
  context: Context,
  command: ConnectCommand,
  listener: Target | undefined,
  names: readonly string[],
  ask: (name: string) => number,
): Promise<void> {
  // Known at once, so that a command in the same tick finds them, even while their call has to wait.
  const ends = names.map((name) => {
    const end = new ClientEnd(context, name, ask(name))
    context.directory.add(end)
    return end
  })
  const gate = Math.min(CALLS_AT_ONCE, listener?.backlog ?? CALLS_AT_ONCE, ends.length)
  const target = listener?.target ?? { host: command.host ?? '127.0.0.1', port: command.port ?? 0 }
  // Nobody waits for the sake of a foreign server: its port may never be looked at.
  const held = listener && context.beforeCall(formatAddress(target.host, target.port))
  if (held) await held
  if (ends.length === 1) {
    const [end] = ends as [ClientEnd]
    end.call(command, target, listener?.name)
    return end.settled
  }
  const waiting = ends.values()
  const call = async (): Promise<void> => {
    // One iterator for all: each takes the next end that waits.
    for (const end of waiting) {
      end.call(command, target, listener?.name)
      await end.settled
    }
  }
  await Promise.all(Array.from({ length: gate }, call))
}
