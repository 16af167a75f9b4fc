import type { SocketModel } from '../../shared/model/model'
import { TCP_STATES, type TcpState } from '../../shared/tcp/states'

/**
 * How the explorer groups sockets: by what they are; by server, with both ends of each connection together; by state;
 * or not at all.
 */
export const GROUPINGS = ['role', 'server', 'state', 'none'] as const
export type Grouping = (typeof GROUPINGS)[number]

/** `elsewhere`: ends of connections that no server of this lab has to do with. */
export type SectionName = 'servers' | 'clients' | 'foreign' | 'elsewhere' | TcpState

/** A socket, and the sockets that lie under it. */
export interface Branch {
  socket: SocketModel
  children: Branch[]
}

interface Section {
  id: SectionName
  branches: Branch[]
  /** The section is there even without sockets, and says what will be in it. */
  hint?: 'servers' | 'clients'
}

export interface Grouped {
  roots: Branch[]
  sections: Section[]
}

export function group(
  sockets: readonly SocketModel[],
  grouping: Grouping,
  stateOf: (socket: SocketModel) => TcpState,
): Grouped {
  switch (grouping) {
    case 'role':
      return byRole(sockets)
    case 'server':
      return byServer(sockets)
    case 'state':
      return { roots: [], sections: byState(sockets, stateOf) }
    case 'none':
      return { roots: sockets.map(leaf), sections: [] }
  }
}

const NONE: Branch[] = []
const leaf = (socket: SocketModel): Branch => ({ socket, children: NONE })
const node = (socket: SocketModel): Branch => ({ socket, children: [] })

function byRole(sockets: readonly SocketModel[]): Grouped {
  const servers = new Map<string, Branch>()
  const clients: Branch[] = []
  const foreign: Branch[] = []
  const strays: Branch[] = []
  for (const socket of sockets) if (socket.role === 'listener') servers.set(socket.name, node(socket))
  for (const socket of sockets) {
    if (socket.role === 'client') clients.push(leaf(socket))
    else if (socket.role === 'foreign') foreign.push(leaf(socket))
    else if (socket.role === 'accepted') {
      const server = servers.get(socket.listener ?? '')
      if (server) server.children.push(leaf(socket))
      else strays.push(leaf(socket))
    }
  }
  return {
    roots: [],
    sections: [
      { id: 'servers', branches: [...servers.values(), ...strays], hint: 'servers' },
      { id: 'clients', branches: clients, hint: 'clients' },
      { id: 'foreign', branches: foreign },
    ],
  }
}

function byServer(sockets: readonly SocketModel[]): Grouped {
  const there = new Map(sockets.map((socket) => [socket.name, socket]))
  const servers = new Map<string, Branch>()
  const leads = new Map<string, Branch>()
  const elsewhere: Branch[] = []
  for (const socket of sockets) {
    if (socket.role === 'listener') servers.set(socket.name, node(socket))
    else if (leadOf(socket, there) === socket) leads.set(socket.name, node(socket))
  }
  for (const socket of sockets) {
    if (socket.role === 'listener') continue
    const lead = leads.get(leadOf(socket, there).name)
    if (lead && lead.socket !== socket) lead.children.push(leaf(socket))
  }
  for (const lead of leads.values()) {
    const { socket, children } = lead
    const accepted = socket.role === 'accepted' ? socket : children[0]?.socket
    const server = accepted?.role === 'accepted' ? accepted.listener : socket.listener
    const home = server === undefined ? undefined : servers.get(server)
    if (home) home.children.push(lead)
    else elsewhere.push(lead)
  }
  return { roots: [...servers.values()], sections: [{ id: 'elsewhere', branches: elsewhere }] }
}

/** The end that stands for its connection: the one that called, if it is in sight. */
function leadOf(socket: SocketModel, there: ReadonlyMap<string, SocketModel>): SocketModel {
  const peer = socket.peer === undefined ? undefined : there.get(socket.peer)
  if (!peer || peer.peer !== socket.name || socket.role === 'client') return socket
  return socket.role === 'accepted' || peer.role === 'client' ? peer : socket
}

function byState(sockets: readonly SocketModel[], stateOf: (socket: SocketModel) => TcpState): Section[] {
  const states = new Map<TcpState, Branch[]>(TCP_STATES.map((state) => [state, []]))
  for (const socket of sockets) states.get(stateOf(socket))?.push(leaf(socket))
  return [...states].filter(([, branches]) => branches.length > 0).map(([id, branches]) => ({ id, branches }))
}
