import { serialize } from 'node:v8'
import type { MessagePort } from 'node:worker_threads'
import { LAB_CODES, type LabError, LabFailure, labError } from '../../../shared/errors'
import type { PastMethod, PastReply, PastRequest, SessionPast } from '../past-messages'

/**
 * Answers requests for `past` that come over `port`, one after the other, until the port is closed. `past` stays open.
 * What goes wrong is an answer, too.
 */
export function servePast(past: SessionPast, port: MessagePort): void {
  let turn = Promise.resolve()
  port.on('message', (request: PastRequest) => {
    turn = turn.then(async () => {
      const reply = await answer(past, request)
      port.postMessage(reply, 'value' in reply ? [reply.value.buffer] : [])
    })
  })
}

async function answer(past: SessionPast, { id, method, args }: PastRequest): Promise<PastReply> {
  try {
    const call = past[method] as (...args: unknown[]) => Promise<unknown>
    const value = await call.apply(past, args)
    const { buffer, byteOffset, byteLength } = serialize(value)
    // That is memory of its own, which is handed over.
    return { id, value: new Uint8Array(buffer as ArrayBuffer, byteOffset, byteLength) }
  } catch (error) {
    return { id, error: asError(error, method) }
  }
}

function asError(error: unknown, method: PastMethod): LabError {
  if (error instanceof LabFailure) return error.error
  return labError(LAB_CODES.internal, `${method}: ${error instanceof Error ? error.message : String(error)}`)
}
