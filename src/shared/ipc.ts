import { z } from 'zod'
import type { Batch } from './codec'
import { commandSchema } from './commands'
import type { LabError } from './errors'
import type { Model } from './model/model'

/**
 * The one contract between window and main process. Requests go through one channel and one gate
 * (src/main/desktop/gate.ts); events come back over a MessagePort. Main, preload and window infer their
 * types from here: a change breaks the build at both ends.
 */

export { PORT_CHANNEL, PORT_MESSAGE, REQUEST_CHANNEL } from './channels'

function method<Result>() {
  return <Params extends z.ZodType>(params: Params) => ({ params, result: undefined as Result })
}

export interface Taken {
  /** `seq` of the command's `asked`. */
  seq: number
  /** Names of what it makes. */
  made: string[]
}

export interface About {
  version: string
  versions: Record<string, string>
  /** How many events the lab's log holds in memory before the oldest leave it. */
  logCap: number
}

export interface Payload {
  bytes: number
  /** What the lab kept of them; shorter than `bytes` if it keeps only the beginning. */
  data: Uint8Array
}

/** Every request: the schema of its parameters, and the type of its result. */
export const contract = {
  /** Gives a command to the lab. Resolves when the engine has taken it; what comes of it is events. */
  execute: method<Taken>()(z.strictObject({ command: commandSchema })),
  /** Asks for a port with a snapshot and all events from there on. Any earlier port of this window is closed. */
  attach: method<null>()(z.strictObject({})),
  /** All that the lab has kept of a message. */
  payload: method<Payload>()(z.strictObject({ seq: z.int().min(1) })),
  about: method<About>()(z.strictObject({})),
} as const

export type Method = keyof typeof contract
export type Params<M extends Method> = z.infer<(typeof contract)[M]['params']>
export type Result<M extends Method> = (typeof contract)[M]['result']

/** What crosses the request channel. */
export const requestSchema = z.strictObject({
  method: z.enum(Object.keys(contract) as [Method, ...Method[]]),
  params: z.unknown(),
})

/** An answer is never undefined and never a thrown string: errors are data. */
export type Reply<M extends Method> = { ok: true; value: Result<M> } | { ok: false; error: LabError }

/** The first message on a port: everything up to `model.seq`; batches go on from there. */
export interface Snapshot {
  type: 'snapshot'
  model: Model
  /** `seq` of the newest event in the log at this moment. */
  head: number
}

export type FeedMessage = Snapshot | Batch

/** What the window sends back on the port: the `id` of the newest batch that it has taken in. */
export const ackSchema = z.strictObject({ ack: z.int().min(1) })
export type Ack = z.infer<typeof ackSchema>

/** What the preload puts on `window.lab`. */
export interface LabBridge {
  request<M extends Method>(method: M, params: Params<M>): Promise<Reply<M>>
  platform: string
}
