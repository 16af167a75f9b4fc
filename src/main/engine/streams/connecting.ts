import type { ConnectCommand } from '../../../shared/commands'
import { formatAddress } from '../../../shared/ids'
import { asLabError, type Context } from '../context'
import type { TlsSide } from '../layers/tls/session'
import { addressOf } from '../unix/address'
import { type Call, Gate } from './calling'
import { ClientEnd } from './client-end'
import type { CallTarget } from './place'

/** A listener of this lab, as the target of a call. */
export interface Target {
  name: string
  /** What all calls to it go through; absent if it is closed. */
  gate?: Gate
  /** Where it is reached; absent if it isn't listening. */
  target?: CallTarget | undefined
}

/**
 * Opens the clients `names`, each with an `asked` of its own whose `seq` `ask` gives. Resolves when every call has come to
 * something: its accepted end is paired, it is connected to a foreign end, dropped, or has failed. `tls`: a promise where the
 * call has to wait for what it needs; the clients fail if that rejects with a LabFailure.
 */
export async function connectAll(
  context: Context,
  command: ConnectCommand,
  listener: Target | undefined,
  tls: TlsSide | undefined | Promise<TlsSide | undefined>,
  names: readonly string[],
  ask: (name: string) => number,
): Promise<void> {
  let left = names.length
  let settle = () => {}
  const onSettled = () => {
    if (--left === 0) settle()
  }
  // Known at once, so that a command in the same tick finds them, even while their call has to wait.
  const ends = names.map((name) => {
    const end = new ClientEnd(context, name, ask(name), onSettled)
    context.directory.add(end)
    return end
  })
  let side: TlsSide | undefined
  try {
    side = tls instanceof Promise ? await tls : tls
  } catch (error) {
    for (const end of ends) end.giveUp(asLabError(error, 'connect'))
    return
  }
  const call = await callOf(context, command, listener, side)
  const waiting = ends.values()
  const settled = new Promise<void>((resolve) => {
    settle = resolve
  })
  call.gate.enter(() => {
    for (const end of waiting) {
      // Closed before it was its turn.
      if (end.isClosed) continue
      end.call(call)
      return true
    }
    return false
  })
  if (left > 0) await settled
}

/** How the clients of a command call. Resolves as soon as nobody wants them to wait. */
export async function callOf(
  context: Context,
  command: ConnectCommand,
  listener: Target | undefined,
  tls?: TlsSide,
): Promise<Call> {
  const target = listener?.target ?? targetOf(command)
  const address = target.path ?? formatAddress(target.host, target.port)
  // Nobody waits for the sake of a foreign server: its port may never be looked at. Nothing of a path is captured.
  const held = listener && target.path === undefined ? context.beforeCall(address) : undefined
  if (held) await held
  const gate = listener?.gate ?? context.directory.listenerAt(address)?.gate ?? new Gate()
  return { command, target, listener: listener?.name, gate, tls }
}

function targetOf({ host = '127.0.0.1', port = 0, path }: ConnectCommand): CallTarget {
  return path === undefined ? { host, port } : { path: addressOf(path) }
}
