import type { Model, Role } from '../../shared/model/model'
import { isAlive } from '../../shared/model/programs'

const SOCKETS = {
  listener: 'servers',
  client: 'clients',
  accepted: 'accepted',
  datagram: 'datagrams',
} as const
export type Open = (typeof SOCKETS)[keyof typeof SOCKETS] | 'programs'

/** How many sockets of each kind are open, and how many programs run; those of which there is none are left out. */
export function whatIsOpen({ sockets, programs }: Model): [Open, number][] {
  const counts = new Map<Role, number>()
  for (const { role, descriptor } of sockets.values()) {
    if (descriptor === 'open') counts.set(role, (counts.get(role) ?? 0) + 1)
  }
  const kinds = (['listener', 'client', 'accepted', 'datagram'] as const).map((role): [Open, number] => [
    SOCKETS[role],
    counts.get(role) ?? 0,
  ])
  const running: [Open, number] = ['programs', [...programs.values()].filter(isAlive).length]
  return [...kinds, running].filter(([, count]) => count > 0)
}
