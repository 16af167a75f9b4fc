import type { ProxyCommand } from '../../../shared/commands'
import { LAB_CODES, labError } from '../../../shared/errors'
import { parseDestination } from '../../../shared/ids'
import { type Execution, refuse } from '../acting'
import type { Context } from '../context'
import { ask, listenerCalled, newName } from '../making'
import type { Target } from '../streams/connecting'
import { type Goal, ProxyListener } from './proxy-listener'

/** Makes a proxy. Throws LabFailure for a server that nobody knows. */
export function proxy(context: Context, command: ProxyCommand): Execution {
  const address = parseDestination(command.to)
  const listener = address ? undefined : listenerCalled(context, command.to)
  const name = newName(context, command.as, 'proxy')
  context.directory.claim(name)
  context.directory.keepMaker(name, command)
  const asked = ask(context, command, name)
  const goal = address ? { target: address } : goalOf(listener)
  if (!goal) {
    context.directory.letMakerGo(name)
    const error = labError(LAB_CODES.notPossible, `${listener?.name} is not listening`, { field: 'to' })
    return refuse(context, asked, error)
  }
  context.directory.addProxy(name)
  const made = new ProxyListener(context, name, command, goal, asked.seq)
  context.directory.add(made)
  made.start()
  return { seq: asked.seq, made: [name], done: made.opened }
}

function goalOf(listener: Target | undefined): Goal | undefined {
  return listener?.target && { target: listener.target, listener }
}
