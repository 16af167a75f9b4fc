import type { Fault, Faults } from '../../shared/commands'
import type { Direction } from '../../shared/events'
import { faultOf } from '../../shared/faults'
import { HOUR_MS, type Problems, readOptional } from '../dialogs/fields'
import { given } from '../dialogs/forms'

/** What the fields for the faults of one direction hold; '' for none. */
export interface FaultForm {
  latencyMs: string
  jitterMs: string
  bytesPerSecond: string
  sliceBytes: string
  slicePauseMs: string
  limitBytes: string
  limitEnd: 'close' | 'stop'
  slowCloseMs: string
  resetBytes: string
  resetMs: string
  hold: boolean
}

export interface FaultsForm {
  /** Both directions have the same, which is in `toServer`; each may hold by itself. */
  alike: boolean
  toServer: FaultForm
  toClient: FaultForm
}

export type FaultsProblems = Partial<Record<Direction, Problems<FaultForm>>>

/** As the schema has it. */
const MOST_BYTES = 1_000_000_000_000
const MOST_PER_SECOND = 1_000_000_000
const MOST_SLICE = 65_536

const written = (value: number | undefined) => (value ? String(value) : '')

function formOf(fault: Fault): FaultForm {
  const { slice, limit, reset } = fault
  return {
    latencyMs: written(fault.latencyMs),
    jitterMs: written(fault.jitterMs),
    bytesPerSecond: written(fault.bytesPerSecond),
    sliceBytes: written(slice?.bytes),
    slicePauseMs: written(slice?.pauseMs),
    limitBytes: limit === undefined ? '' : String(limit.bytes),
    limitEnd: limit?.end ?? 'close',
    slowCloseMs: written(fault.slowCloseMs),
    resetBytes: reset?.afterBytes === undefined ? '' : String(reset.afterBytes),
    resetMs: reset?.afterMs === undefined ? '' : String(reset.afterMs),
    hold: fault.hold ?? false,
  }
}

export function faultsFormOf(faults: Faults): FaultsForm {
  const toServer = formOf(faultOf(faults, 'toServer'))
  const toClient = formOf(faultOf(faults, 'toClient'))
  const alike = JSON.stringify({ ...toServer, hold: false }) === JSON.stringify({ ...toClient, hold: false })
  return { alike, toServer, toClient }
}

/** `seed`: what the form has no field for. */
export function readFaults(
  form: FaultsForm,
  seed?: number,
): { faults: Faults } | { problems: FaultsProblems } {
  const toServer = readFault(form.toServer)
  const toClient = readFault(form.alike ? { ...form.toServer, hold: form.toClient.hold } : form.toClient)
  if ('problems' in toServer || 'problems' in toClient) {
    return {
      problems: {
        ...('problems' in toServer && { toServer: toServer.problems }),
        ...('problems' in toClient && { toClient: toClient.problems }),
      },
    }
  }
  const ways = { toServer: toServer.fault, toClient: toClient.fault }
  const kept = seed === undefined ? {} : { seed }
  return { faults: { ...(form.alike ? shared(ways) : filled(ways)), ...kept } }
}

/** What is the same of both is said once. They differ in nothing but whether they hold. */
function shared({ toServer, toClient }: Record<Direction, Fault>): Faults {
  if (toServer.hold === toClient.hold) return filled({ both: toServer })
  const { hold: _hold, ...both } = toServer
  return filled({ both, [toServer.hold ? 'toServer' : 'toClient']: { hold: true } })
}

/** Without those that do nothing. */
function filled(faults: Omit<Faults, 'seed'>): Faults {
  return Object.fromEntries(Object.entries(faults).filter(([, fault]) => Object.keys(fault).length > 0))
}

function readFault(form: FaultForm): { fault: Fault } | { problems: Problems<FaultForm> } {
  const problems: Problems<FaultForm> = {}
  const number = (field: Exclude<keyof FaultForm, 'hold' | 'limitEnd'>, min: number, max: number) =>
    readOptional(form, field, min, max, problems)
  const latencyMs = number('latencyMs', 0, HOUR_MS)
  const jitterMs = number('jitterMs', 0, HOUR_MS)
  const bytesPerSecond = number('bytesPerSecond', 1, MOST_PER_SECOND)
  const sliceBytes = number('sliceBytes', 1, MOST_SLICE)
  const pauseMs = number('slicePauseMs', 0, HOUR_MS)
  const limitBytes = number('limitBytes', 0, MOST_BYTES)
  const slowCloseMs = number('slowCloseMs', 0, HOUR_MS)
  const afterBytes = number('resetBytes', 0, MOST_BYTES)
  const afterMs = number('resetMs', 0, HOUR_MS)
  if (sliceBytes === undefined && pauseMs !== undefined && !problems.sliceBytes)
    problems.sliceBytes = { key: 'required' }
  if (Object.keys(problems).length > 0) return { problems }
  const fault = given({
    latencyMs,
    jitterMs,
    bytesPerSecond,
    slowCloseMs,
    ...(sliceBytes !== undefined && { slice: { bytes: sliceBytes, ...given({ pauseMs }) } }),
    ...(limitBytes !== undefined && { limit: { bytes: limitBytes, end: form.limitEnd } }),
    ...((afterBytes !== undefined || afterMs !== undefined) && { reset: given({ afterBytes, afterMs }) }),
    ...(form.hold && { hold: true }),
  }) as Fault
  return { fault }
}
