import { z } from 'zod'
import { LAB_CODES, type LabError, LabFailure, labError, schemaError } from '../../../shared/errors'
import {
  contract,
  type Method,
  type Params,
  type Refusal,
  type Reply,
  type Result,
  requestSchema,
} from '../../../shared/ipc'
import { parse } from '../../../shared/parse'
import { messageOf } from '../faults/message-of'
import { Asker, GATE_LIMITS, type GateLimits, sizeError, weightOf } from './gate-limits'
import { measure } from './request-size'

/** One function for each request; it may throw LabFailure to refuse. */
export type Handlers<Caller> = {
  [M in Method]: (params: Params<M>, caller: Caller) => Result<M> | Promise<Result<M>>
}

export interface GateOptions<Caller> {
  handlers: Handlers<Caller>
  isTrusted: (caller: Caller) => boolean
  /** Who asks, where one asker comes as many callers: each has a pace of its own. The caller itself unless given. */
  identify?: (caller: Caller) => object
  /** Is told of whatever a handler throws that isn't a refusal. */
  onFault?: (fault: unknown, method: Method) => void
  limits?: Partial<GateLimits>
}

export type Gate<Caller> = (caller: Caller, raw: unknown) => Promise<Reply<Method>>

/**
 * The only way from a window to the lab: checks who asks, how much and what, and calls the handler. Always answers, and never
 * rejects: what goes wrong is an error as data.
 */
export function createGate<Caller extends object>({
  handlers,
  isTrusted,
  onFault,
  identify = (caller) => caller,
  ...given
}: GateOptions<Caller>): Gate<Caller> {
  const limits = { ...GATE_LIMITS, ...given.limits }
  const askers = new WeakMap<object, Asker>()
  const askerOf = (caller: Caller): Asker => {
    const who = identify(caller)
    const asker = askers.get(who) ?? new Asker(limits)
    askers.set(who, asker)
    return asker
  }

  async function dispatch<M extends Method>(method: M, raw: unknown, caller: Caller): Promise<Reply<M>> {
    const schema = contract[method].params as unknown as z.ZodType<Params<M>>
    try {
      const params = parse(schema, raw)
      if (!params.success) return refuse(paramsError(method, params.error))
      return { ok: true, value: await handlers[method](params.data, caller) }
    } catch (fault) {
      if (fault instanceof LabFailure) return refuse(fault.error)
      onFault?.(fault, method)
      return refuse(labError(LAB_CODES.internal, `${method}: ${messageOf(fault)}`))
    }
  }

  async function answer(caller: Caller, raw: unknown, asker: Asker): Promise<Reply<Method>> {
    const { excess, ...size } = measure(raw, limits.size)
    asker.spend(weightOf(size))
    if (excess) return refuse(sizeError(excess, limits.size))
    const request = parse(requestSchema, raw)
    if (!request.success) return refuse(schemaError(request.error))
    const { method, params } = request.data
    asker.spend(weightOf(method))
    return dispatch(method, params, caller)
  }

  function isAllowed(caller: Caller): boolean {
    try {
      return isTrusted(caller)
    } catch {
      // Its frame is gone, and with it whoever would hear the answer.
      return false
    }
  }

  return async (caller, raw) => {
    if (!isAllowed(caller)) {
      return refuse(labError(LAB_CODES.untrusted, "only the lab's own window may ask this"))
    }
    const asker = askerOf(caller)
    const busy = asker.begin()
    if (busy) return refuse(busy)
    try {
      return await answer(caller, raw, asker)
    } finally {
      asker.end()
    }
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

function refuse(error: Refusal): { ok: false; error: Refusal } {
  return { ok: false, error }
}
