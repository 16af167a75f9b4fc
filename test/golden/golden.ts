import type { LabEvent, StateChanged } from '../../src/shared/events'

/** Kinds that say nothing of TCP, or of this one run only. */
const LEFT_OUT: ReadonlySet<LabEvent['kind']> = new Set(['opened', 'note'])

/**
 * A log as it is kept: without bytes, with ports counted from 40001 in the order in which they come, and with times from
 * the first event on. Nothing else of it is changed, so that what was measured stays what was measured.
 */
export function normalised(events: readonly LabEvent[]): LabEvent[] {
  const kept = events.filter((event) => !LEFT_OUT.has(event.kind))
  const start = kept[0]?.t ?? 0
  const renumbered = new Map(kept.map((event, index) => [event.seq, index + 1]))
  const ports = new Map<string, string>()
  const withoutPorts = (text: string) =>
    text.replace(/(?<=127\.0\.0\.1:)\d+/g, (port) => {
      const known = ports.get(port) ?? String(40_001 + ports.size)
      ports.set(port, known)
      return known
    })
  return kept.map((event) => {
    const copy = { ...event, seq: renumbered.get(event.seq) } as Record<string, unknown>
    for (const key of ['t', 'tMin', 'tMax'] as const)
      if (typeof copy[key] === 'number') copy[key] = Math.round(((copy[key] as number) - start) * 1000) / 1000
    for (const key of ['cause', 'supersedes'] as const)
      if (typeof copy[key] === 'number') copy[key] = renumbered.get(copy[key] as number)
    if (event.kind === 'state') copy.because = event.because.map((seq) => renumbered.get(seq))
    if (event.kind === 'failed') copy.message = ''
    delete copy.data
    delete copy.advice
    if (event.kind === 'asked') {
      const {
        text: _text,
        port: _port,
        localPort: _localPort,
        ...command
      } = event.command as never as Record<string, unknown>
      copy.command = command
    }
    return JSON.parse(withoutPorts(JSON.stringify(copy))) as LabEvent
  })
}

/** What of a `state` is compared: all but its place in the log. */
export function conclusion(state: StateChanged) {
  const { socket, from, to, t, tMin, tMax, confidence, alternatives, rule, because, supersedes } = state
  const [at, least, most] = [t, tMin, tMax].map((ms) => Math.round(ms * 1000) / 1000)
  return { socket, from, to, at, least, most, confidence, alternatives, rule, because, supersedes }
}

/** By socket, the states in the order in which they were entered. */
export function paths(events: readonly LabEvent[]): Record<string, string> {
  const found: Record<string, string[]> = {}
  const taken = new Map<number, [string, number]>()
  for (const event of events) {
    if (event.kind !== 'state') continue
    const path = found[event.socket] ?? []
    found[event.socket] = path
    const corrected = event.supersedes === undefined ? undefined : taken.get(event.supersedes)
    if (corrected) path[corrected[1]] = event.from === event.to ? '' : event.to
    else {
      taken.set(event.seq, [event.socket, path.length])
      path.push(event.to)
    }
  }
  return Object.fromEntries(
    Object.entries(found).map(([name, path]) => [name, path.filter(Boolean).join(' ')]),
  )
}
