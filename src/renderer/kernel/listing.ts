import { parseAddress } from '../../shared/ids'
import { isThere, rowOf, timerLeft } from '../../shared/model/kernel'
import type { Model, SocketModel } from '../../shared/model/model'
import { isForgotten } from '../../shared/model/selectors'
import { TCP_STATES, type TcpState } from '../../shared/tcp/states'
import { shownName } from '../lab/names'
import { compareNaturally } from '../ui/natural'
import { hasTerms } from '../ui/terms'

/** What the kernel's table can be sorted by. `name`: as people call the socket; `program`: by process and user. */
export const COLUMNS = ['state', 'receive', 'send', 'local', 'peer', 'timer', 'name', 'program'] as const
export type Column = (typeof COLUMNS)[number]

export interface Order {
  column: Column
  descending: boolean
}

export interface KernelListing {
  /** Names of the sockets, in the order in which they are shown. */
  names: string[]
  /** How many there are without the filter, in all and in each state. */
  total: number
  states: [TcpState, number][]
}

export interface Wanted {
  terms: readonly string[]
  /** Undefined: in the order in which they came. */
  order?: Order | undefined
  /** An order of names that these keep while someone is at work in the list; others come behind. */
  kept?: readonly string[] | undefined
}

/** The sockets that the kernel has, or should have, a row of: the lab's and those that are watched. `now`: the lab's time, ms. */
export function listKernel(model: Model, { terms, order, kept }: Wanted, now: number): KernelListing {
  const counts = new Map<TcpState, number>()
  const sockets: SocketModel[] = []
  const stay = new Map(kept?.map((name, index) => [name, index]))
  let total = 0
  for (const socket of model.sockets.values()) {
    if (!isThere(model, socket, now) || isForgotten(model, socket)) continue
    total++
    const state = stateIn(model, socket)
    counts.set(state, (counts.get(state) ?? 0) + 1)
    if (terms.length === 0 || stay.has(socket.name) || hasTerms(textOf(model, socket), terms)) {
      sockets.push(socket)
    }
  }
  const names = sorted(model, sockets, order, now)
  if (kept) names.sort((a, b) => (stay.get(a) ?? kept.length) - (stay.get(b) ?? kept.length))
  const states = TCP_STATES.flatMap((state): [TcpState, number][] => {
    const count = counts.get(state)
    return count === undefined ? [] : [[state, count]]
  })
  return { names, total, states }
}

/** The state that the kernel's row has; without one, the one that the lab takes it to be in. */
export function stateIn(model: Model, socket: SocketModel): TcpState {
  return rowOf(model, socket)?.state ?? socket.state
}

function textOf(model: Model, socket: SocketModel): string {
  const { name, local = '', remote = '', process = '', pid = '' } = socket
  return `${shownName(model, name)} ${name} ${local} ${remote} ${stateIn(model, socket)} ${process} ${pid}`
}

/** What a socket is sorted by: the first key, then the second where those are equal. */
type Key = readonly [number | string, number]

function sorted(model: Model, sockets: SocketModel[], order: Order | undefined, now: number): string[] {
  if (!order) return sockets.map(({ name }) => name)
  const keyed = sockets.map((socket) => ({ name: socket.name, key: keyOf(model, socket, order.column, now) }))
  const sign = order.descending ? -1 : 1
  keyed.sort(({ key: a }, { key: b }) => sign * (compare(a[0], b[0]) || a[1] - b[1]))
  return keyed.map(({ name }) => name)
}

function compare(a: number | string, b: number | string): number {
  if (a === b) return 0
  if (typeof a === 'number') return typeof b === 'number' ? a - b : -1
  return typeof b === 'number' ? 1 : compareNaturally(a, b)
}

const RANK = new Map(TCP_STATES.map((state, index) => [state, index]))

function keyOf(model: Model, socket: SocketModel, column: Column, now: number): Key {
  const row = rowOf(model, socket)
  switch (column) {
    case 'state':
      return [RANK.get(stateIn(model, socket)) ?? 0, 0]
    // Whose row nobody has seen has no queue, not an empty one.
    case 'receive':
      return [row?.receiveQueue ?? -1, 0]
    case 'send':
      return [row?.sendQueue ?? -1, 0]
    case 'local':
      return addressKey(socket.local)
    case 'peer':
      return addressKey(socket.remote)
    case 'timer':
      return [(row && timerLeft(row, now)?.ms) ?? -1, 0]
    case 'name':
      return [shownName(model, socket.name), 0]
    case 'program':
      return [socket.process ?? '', row?.inode ?? 0]
  }
}

function addressKey(address = ''): Key {
  const parts = parseAddress(address)
  return parts ? [hostKey(parts.host), parts.port] : [-1, 0]
}

/** Addresses of IPv4 go by their number, before those of IPv6. */
function hostKey(host: string): number | string {
  return host.includes(':') ? host : host.split('.').reduce((sum, part) => sum * 256 + Number(part), 0)
}
