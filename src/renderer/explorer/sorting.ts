import type { Model } from '../../shared/model/model'
import { TCP_STATES } from '../../shared/tcp/states'
import { shownName } from '../lab/names'
import { compareNaturally } from '../ui/natural'
import type { Branch } from './groups'

/** How sockets of the same place are put in order: as they came, by name, by state, the last to change first. */
export const SORTINGS = ['coming', 'name', 'state', 'change'] as const
export type Sorting = (typeof SORTINGS)[number]

type Compare = (a: Branch, b: Branch) => number

/** `client.2` before `client.10`. */
const RANK = new Map(TCP_STATES.map((state, index) => [state, index]))

/** Undefined: they stay as they came. Sockets with a rank in `kept` go by that, before all others. */
export function comparator(
  model: Model,
  sorting: Sorting,
  kept: ReadonlyMap<string, { rank: number }> | undefined,
): Compare | undefined {
  const fresh = freshComparator(model, sorting)
  if (!fresh || !kept) return fresh
  return (a, b) => {
    const first = kept.get(a.socket?.name ?? '')?.rank
    const second = kept.get(b.socket?.name ?? '')?.rank
    if (first !== undefined && second !== undefined) return first - second
    if (first === undefined && second === undefined) return fresh(a, b)
    return first === undefined ? 1 : -1
  }
}

function freshComparator(model: Model, sorting: Sorting): Compare | undefined {
  switch (sorting) {
    case 'coming':
      return undefined
    case 'name': {
      const names = new Map<string, string>()
      const nameOf = ({ socket, watch, program }: Branch) => {
        if (!socket) return program ? (program.label ?? program.name) : watch.name
        const name = names.get(socket.name) ?? shownName(model, socket.name)
        names.set(socket.name, name)
        return name
      }
      return (a, b) => compareNaturally(nameOf(a), nameOf(b))
    }
    case 'state':
      return (a, b) => rankOf(a) - rankOf(b)
    case 'change':
      return (a, b) => changedAt(b) - changedAt(a)
  }
}

/** When anything changed at a socket or at one that lies under it. */
function changedAt({ socket, watch, program, children }: Branch): number {
  const own = socket ? socket.changedAt : program ? (program.endedAt ?? program.startedAt) : watch.since
  return children.reduce((latest, child) => Math.max(latest, changedAt(child)), own)
}

/** Watches and programs have no state, and stay as they came. */
const rankOf = ({ socket }: Branch) => (socket ? (RANK.get(socket.state) ?? 0) : 0)
