import type { LabError } from '../../shared/errors'
import type { LabBridge } from '../../shared/ipc'
import type { LabStore } from './lab'

/** Events that are asked for at once. */
const OF_SOCKETS = 5_000
const OF_LOG = 10_000

/** A part of the log in which events are missing here: between two seqs, neither included. */
export interface Hole {
  after: number
  before: number
}

/** The newest part of the log in which events about these sockets are missing here; undefined if all of them are held. */
export function holeOf({ events, model }: LabStore, names: readonly string[]): Hole | undefined {
  const { gaps, coverage, first, end, size } = events
  const needs = names.flatMap((name) => {
    const socket = model.sockets.get(name)
    return socket ? [{ name, from: socket.openedSeq - 1 }] : []
  })
  const isHole = ({ after, before }: Hole) =>
    needs.some(({ name, from }) => from < before - 1 && !coverage.covers(name, Math.max(from, after), before))
  const oldest = Math.min(...needs.map(({ from }) => from))
  let hole: Hole = { after: size === 0 ? 0 : events.seqAt(end - 1), before: model.seq + 1 }
  if (isHole(hole)) return hole
  for (let at = gaps.end - 1; at >= gaps.start; at--) {
    const ordinal = gaps.at(at)
    hole = { after: events.seqAt(ordinal - 1), before: events.seqAt(ordinal) }
    if (hole.before <= oldest + 1) return undefined
    if (isHole(hole)) return hole
  }
  hole = { after: 0, before: size === 0 ? 0 : events.seqAt(first) }
  return isHole(hole) ? hole : undefined
}

/** How many events are missing in front of the one with this ordinal and can be asked for; none if they are lost. */
export function missingInFront({ events }: LabStore, ordinal: number): number {
  const before = events.seqAt(ordinal)
  const after = ordinal > events.first ? events.seqAt(ordinal - 1) : 0
  return events.coverage.covers('', after, before) ? 0 : before - after - 1
}

/**
 * Fills a hole with the events about these sockets, or with all of them if none is named: the newest ones first, as many as
 * come at once. False if nothing came of it: the lab refused, which `onRefused` is told, there is no room, or another moment
 * is looked at meanwhile.
 */
export async function fill(
  lab: LabStore,
  bridge: LabBridge,
  hole: Hole,
  names: readonly string[] = [],
  onRefused?: (error: LabError) => void,
): Promise<boolean> {
  const { id, snapshots } = lab
  const missing = hole.before - hole.after - 1
  const limit = Math.min(names.length > 0 ? OF_SOCKETS : OF_LOG, missing, lab.events.room)
  if (limit < 1) return false
  const reply = await bridge.request('history', { sockets: [...names], before: hole.before, limit })
  if (lab.id !== id || lab.snapshots !== snapshots) return false
  if (!reply.ok) {
    onRefused?.(reply.error)
    return false
  }
  const { batch, complete } = reply.value
  const from = complete || batch.n === 0 ? 0 : (batch.seq[0] as number)
  // As many as could be missing were asked for: then none is missing any more.
  const filled = batch.n < limit || limit === missing
  lab.takeHistory(batch, names, filled ? Math.min(from, hole.after + 1) : from, hole.before - 1)
  return true
}
