import { LAB_CODES, type LabError } from '../../shared/errors'
import { memberName } from '../../shared/ids'
import type { Model } from '../../shared/model/model'
import type { Ui } from './ui'

const CLIENTS = 3
const TRIES = 20

/** Starts an echo server and connects three clients to it. Resolves with the first client's name, or the error. */
export async function quickStart(
  model: Model,
  execute: Ui['execute'],
): Promise<{ first?: string; error?: LabError }> {
  const server = await underFreeName(model, 'server', (as) =>
    execute({ do: 'listen', as, host: '127.0.0.1', port: 0, respond: { with: 'echo' } }, 'quiet'),
  )
  if ('error' in server) return server
  const clients = await underFreeName(model, 'client', (as) =>
    execute({ do: 'connect', as, to: server.name, count: CLIENTS }, 'quiet'),
  )
  return 'error' in clients ? clients : { first: memberName(clients.name, 1) }
}

type Attempt = (name: string) => ReturnType<Ui['execute']>

/** The model knows only names that came to life; one that failed to is taken, too, so the lab has the last word. */
async function underFreeName(
  model: Model,
  base: string,
  attempt: Attempt,
): Promise<{ name: string } | { error: LabError }> {
  let index = 1
  for (let tries = 1; ; tries++) {
    while (isTaken(model, nth(base, index))) index++
    const name = nth(base, index++)
    const reply = await attempt(name)
    if (reply.ok) return { name }
    if (reply.error.code !== LAB_CODES.nameTaken || tries === TRIES) return { error: reply.error }
  }
}

const nth = (base: string, index: number) => (index === 1 ? base : `${base}-${index}`)

/** True if a socket, or the first of a group, has that name. */
export function isTaken(model: Model, name: string): boolean {
  return model.sockets.has(name) || model.sockets.has(memberName(name, 1))
}
