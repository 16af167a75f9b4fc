import type { LabError } from '../../shared/errors'
import { memberName } from '../../shared/ids'
import type { Model } from '../../shared/model/model'
import { series, underFreeName } from '../making/names'
import type { Ui } from './ui'

const CLIENTS = 3

/** Starts an echo server and connects three clients to it. Resolves with the first client's name, or the error. */
export async function quickStart(
  model: Model,
  execute: Ui['execute'],
): Promise<{ first?: string; error?: LabError }> {
  const server = await underFreeName(model, series('server'), (as) =>
    execute({ do: 'listen', as, host: '127.0.0.1', port: 0, respond: { with: 'echo' } }, 'quiet'),
  )
  if ('error' in server) return server
  const clients = await underFreeName(model, series('client'), (as) =>
    execute({ do: 'connect', as, to: server.name, count: CLIENTS }, 'quiet'),
  )
  return 'error' in clients ? clients : { first: memberName(clients.name, 1) }
}
