import { z } from 'zod'
import { LAB_CODES, type LabError, LabFailure, labError, schemaError } from '../../shared/errors'
import { contract, type Method, type Params, type Reply, type Result, requestSchema } from '../../shared/ipc'
import { messageOf } from './message-of'

/** One function for each request; it may throw LabFailure to refuse. */
export type Handlers<Caller> = {
  [M in Method]: (params: Params<M>, caller: Caller) => Result<M> | Promise<Result<M>>
}

export interface GateOptions<Caller> {
  handlers: Handlers<Caller>
  isTrusted: (caller: Caller) => boolean
  /** Is told of whatever a handler throws that isn't a refusal. */
  onFault?: (fault: unknown, method: Method) => void
}

export type Gate<Caller> = (caller: Caller, raw: unknown) => Promise<Reply<Method>>

/**
 * The only way from a window to the lab: checks who asks and what, and calls the handler. Always answers, and never
 * rejects: what goes wrong is an error as data.
 */
export function createGate<Caller>({ handlers, isTrusted, onFault }: GateOptions<Caller>): Gate<Caller> {
  async function dispatch<M extends Method>(method: M, raw: unknown, caller: Caller): Promise<Reply<M>> {
    const schema = contract[method].params as unknown as z.ZodType<Params<M>>
    const params = schema.safeParse(raw)
    if (!params.success) return refuse(paramsError(method, params.error))
    try {
      return { ok: true, value: await handlers[method](params.data, caller) }
    } catch (fault) {
      if (fault instanceof LabFailure) return refuse(fault.error)
      onFault?.(fault, method)
      return refuse(labError(LAB_CODES.internal, `${method}: ${messageOf(fault)}`))
    }
  }

  return async (caller, raw) => {
    if (!isTrusted(caller)) {
      return refuse(labError(LAB_CODES.untrusted, "only the lab's own window may ask this"))
    }
    const request = requestSchema.safeParse(raw)
    if (!request.success) return refuse(schemaError(request.error))
    return dispatch(request.data.method, request.data.params, caller)
  }
}

/** The field of a command is named as in a scenario's step (`port`, not `command.port`). */
function paramsError(method: Method, error: z.ZodError): LabError {
  const [issue] = error.issues
  if (method !== 'execute' || issue?.path[0] !== 'command') return schemaError(error)
  // There is none, or it isn't an object.
  if (issue.path.length === 1 && issue.code === 'invalid_type') return schemaError(error)
  return schemaError(new z.ZodError([{ ...issue, path: issue.path.slice(1) }]))
}

function refuse(error: LabError): { ok: false; error: LabError } {
  return { ok: false, error }
}
