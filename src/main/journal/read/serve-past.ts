import { serialize } from 'node:v8'
import type { MessagePort } from 'node:worker_threads'
import { LAB_CODES, type LabError, LabFailure, labError } from '../../../shared/errors'
import type { LongWork } from '../../../shared/work'
import type { PastCancel, PastMethod, PastReply, PastRequest, SessionPast } from '../past-messages'

/** Who waits is told how far it is so often at most, ms. */
const TELL_MS = 50

/**
 * Answers requests for `past` that come over `port`, one after the other, until the port is closed. `past` stays open.
 * What goes wrong is an answer, too; what is cancelled has none.
 */
export function servePast(past: SessionPast, port: MessagePort): void {
  let turn = Promise.resolve()
  const wanted = new Map<number, AbortController>()
  port.on('message', (message: PastRequest | PastCancel) => {
    if ('cancel' in message) return wanted.get(message.cancel)?.abort()
    const { id } = message
    const stop = new AbortController()
    wanted.set(id, stop)
    turn = turn.then(async () => {
      if (!stop.signal.aborted) {
        const work = { signal: stop.signal, onProgress: seldom((share) => port.postMessage({ id, share })) }
        const reply = await answer(past, message, work)
        if (!stop.signal.aborted) port.postMessage(reply, 'value' in reply ? [reply.value.buffer] : [])
      }
      wanted.delete(id)
    })
  })
}

type Answer = Exclude<PastReply, { share: number }>

async function answer(past: SessionPast, { id, method, args }: PastRequest, work: LongWork): Promise<Answer> {
  try {
    const call = past[method] as (...args: unknown[]) => Promise<unknown>
    const value = await call.apply(past, method === 'moment' ? [...args, work] : args)
    const { buffer, byteOffset, byteLength } = serialize(value)
    // That is memory of its own, which is handed over.
    return { id, value: new Uint8Array(buffer as ArrayBuffer, byteOffset, byteLength) }
  } catch (error) {
    return { id, error: asError(error, method) }
  }
}

function seldom(tell: (share: number) => void): (share: number) => void {
  let toldAt = performance.now()
  return (share) => {
    if (performance.now() - toldAt < TELL_MS) return
    toldAt = performance.now()
    tell(share)
  }
}

function asError(error: unknown, method: PastMethod): LabError {
  if (error instanceof LabFailure) return error.error
  return labError(LAB_CODES.internal, `${method}: ${error instanceof Error ? error.message : String(error)}`)
}
