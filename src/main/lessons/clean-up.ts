import type { Command } from '../../shared/commands'
import { groupOf } from '../../shared/ids'
import type { Model, SocketModel } from '../../shared/model/model'
import type { Lab } from '../engine/lab'

/** How long it may take until all is closed, and how often that is looked at, ms. */
const LONGEST = 1000
const LOOK = 5

/** Closes what a lesson has made, all of it that is still open. Resolves when that is done. */
export async function cleanUp(
  lab: Pick<Lab, 'execute'>,
  { sockets, loads, programs, watches }: Model,
  made: ReadonlySet<string>,
): Promise<void> {
  const commands: Command[] = []
  const isMade = (name: string) => made.has(name) || made.has(groupOf(name) ?? '')
  for (const { name, phase } of [...programs.values()]) {
    if (isMade(name) && phase === 'running') commands.push({ do: 'kill', socket: name, signal: 'SIGKILL' })
  }
  for (const { name, newest } of loads.values()) {
    if (isMade(name) && newest.phase !== 'ended') commands.push({ do: 'stop', socket: name })
  }
  for (const name of watches.keys()) if (isMade(name)) commands.push({ do: 'unwatch', socket: name })
  for (const socket of sockets.values()) {
    if (socket.descriptor !== 'open') continue
    if (isMade(socket.name)) commands.push({ do: ending(socket), socket: socket.name })
    else if (socket.listener !== undefined && socket.role === 'accepted' && isMade(socket.listener))
      commands.push({ do: 'destroy', socket: socket.name })
  }
  const taken = commands.flatMap((command) => {
    const { error, done } = lab.execute(command)
    return error ? [] : [{ command, done }]
  })
  await Promise.all(taken.map(({ done }) => done))
  // An act on an end is done when the system has been told; its descriptor goes a moment later.
  const named = taken.flatMap(({ command }) => ('socket' in command ? [String(command.socket)] : []))
  const end = performance.now() + LONGEST
  while (named.some((name) => sockets.get(name)?.descriptor === 'open') && performance.now() < end) {
    await new Promise((resolve) => setTimeout(resolve, LOOK))
  }
}

/** A listener only stops; an end drops what it still has to send. */
function ending({ role }: SocketModel): 'close' | 'destroy' {
  return role === 'client' ? 'destroy' : 'close'
}
