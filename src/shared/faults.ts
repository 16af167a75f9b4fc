import type { Fault, Faults } from './commands/proxies'

/** What a proxy does to what passes. */

/** In a line that is the same in every language, with the words of scenario files: `⇄ latencyMs 100, jitterMs 20; → hold`; `–` for nothing. */
export function faultsLine(faults: Faults): string {
  const parts = (
    [
      ['⇄', faults.both],
      ['→', faults.toServer],
      ['←', faults.toClient],
    ] as const
  ).flatMap(([sign, fault]) => {
    const line = fault && faultLine(fault)
    return line ? [`${sign} ${line}`] : []
  })
  return parts.length === 0 ? '–' : parts.join('; ')
}

/** `latencyMs 100, hold, limit 1000 close`; empty for nothing. */
function faultLine(fault: Fault): string {
  const { slice, hold, limit, reset, ...rest } = fault
  const plain = Object.entries(rest).flatMap(([field, value]) => (value ? [`${field} ${value}`] : []))
  const pause = slice?.pauseMs ? ` pauseMs ${slice.pauseMs}` : ''
  return [
    ...plain,
    ...(slice ? [`slice ${slice.bytes}${pause}`] : []),
    ...(hold ? ['hold'] : []),
    ...(limit ? [`limit ${limit.bytes} ${limit.end ?? 'close'}`] : []),
    ...(reset?.afterBytes === undefined ? [] : [`reset afterBytes ${reset.afterBytes}`]),
    ...(reset?.afterMs === undefined ? [] : [`reset afterMs ${reset.afterMs}`]),
  ].join(', ')
}

/** What is done to one direction: its own fields, and those for both that it doesn't have. */
export function faultOf(faults: Faults | undefined, direction: 'toServer' | 'toClient'): Fault {
  return { ...faults?.both, ...faults?.[direction] }
}

/** True if nothing is done to what passes. */
export function isFaultless(faults: Faults | undefined): boolean {
  return faults === undefined || faultsLine(faults) === '–'
}
