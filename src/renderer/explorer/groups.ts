import type { SocketModel, Watch } from '../../shared/model/model'
import type { ProgramModel } from '../../shared/model/programs'
import { isDatagram, isListener } from '../../shared/model/selectors'
import { TCP_STATES, type TcpState } from '../../shared/tcp/states'

/**
 * How the explorer groups sockets: by what they are; by server, with both ends of each connection together; by state; by
 * their newest failure; or not at all.
 */
export const GROUPINGS = ['role', 'server', 'state', 'error', 'none'] as const
export type Grouping = (typeof GROUPINGS)[number]

/** The code of a failure, as in `!ECONNRESET`, which is the name of no state. */
export type ErrorSection = `!${string}`

/** `elsewhere`: ends of connections that no server of this lab has to do with. `unfailed`: sockets without any failure. */
export const NAMED_SECTIONS = [
  'servers',
  'clients',
  'datagrams',
  'stateless',
  'programs',
  'watched',
  'foreign',
  'elsewhere',
  'unfailed',
] as const
export type NamedSection = (typeof NAMED_SECTIONS)[number]
export type SectionName = NamedSection | TcpState | ErrorSection

/** What decides where a socket stands. */
export interface Standing {
  state: TcpState
  /** Code of its newest failure. */
  error: string | undefined
}

/** A socket, a watch or a program, and the sockets that lie under it. */
export type Branch = SocketBranch | WatchBranch | ProgramBranch
export interface SocketBranch {
  socket: SocketModel
  watch?: undefined
  program?: undefined
  children: Branch[]
}
interface WatchBranch {
  watch: Watch
  socket?: undefined
  program?: undefined
  children: Branch[]
}
/** Its sockets are those that a watch of its name has found. */
interface ProgramBranch {
  program: ProgramModel
  socket?: undefined
  watch?: undefined
  children: Branch[]
}

export function nameOf({ socket, watch, program }: Branch): string {
  return (socket ?? watch ?? program).name
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
  standingOf: (socket: SocketModel) => Standing,
  watches: Iterable<Watch> = [],
  programs: Iterable<ProgramModel> = [],
): Grouped {
  switch (grouping) {
    case 'role':
      return byRole(sockets, watches, programs)
    case 'server':
      return byServer(sockets)
    case 'state':
      return { roots: [], sections: byState(sockets, standingOf) }
    case 'error':
      return { roots: [], sections: byError(sockets, standingOf) }
    case 'none':
      return { roots: sockets.map(leaf), sections: [] }
  }
}

const NONE: Branch[] = []
const leaf = (socket: SocketModel): SocketBranch => ({ socket, children: NONE })
const node = (socket: SocketModel): SocketBranch => ({ socket, children: [] })

function byRole(
  sockets: readonly SocketModel[],
  watches: Iterable<Watch>,
  programs: Iterable<ProgramModel>,
): Grouped {
  const servers = new Map<string, Branch>()
  const clients: Branch[] = []
  const foreign: Branch[] = []
  const strays: Branch[] = []
  const datagrams: Branch[] = []
  const watched = new Map<string, Branch>()
  const started = new Map<string, Branch>()
  for (const program of programs) started.set(program.name, { program, children: [] })
  for (const watch of watches) {
    if (!started.has(watch.name)) watched.set(watch.name, { watch, children: [] })
  }
  for (const socket of sockets) if (isListener(socket)) servers.set(socket.name, node(socket))
  const proxies = besideOtherLeg(sockets, servers)
  for (const socket of sockets) {
    const finder = socket.watch ?? ''
    const watch = (started.get(finder) ?? watched.get(finder))?.children ?? foreign
    if (isDatagram(socket)) datagrams.push(leaf(socket))
    else if (socket.role === 'client') (proxies(socket) ?? clients).push(leaf(socket))
    else if (socket.role === 'foreignListener') watch.push(servers.get(socket.name) ?? leaf(socket))
    else if (socket.role === 'foreign') {
      const server = servers.get(socket.listener ?? '')
      const home = server?.socket?.role === 'foreignListener' ? server.children : watch
      home.push(leaf(socket))
    } else if (socket.role === 'accepted') {
      const server = servers.get(socket.listener ?? '')
      if (server) server.children.push(leaf(socket))
      else strays.push(leaf(socket))
    }
  }
  return {
    roots: [],
    sections: [
      {
        id: 'servers',
        branches: [...servers.values()].filter(({ socket }) => socket?.role === 'listener').concat(strays),
        hint: 'servers',
      },
      { id: 'clients', branches: clients, hint: 'clients' },
      { id: 'datagrams', branches: datagrams },
      { id: 'programs', branches: [...started.values()].map(listenersFirst) },
      { id: 'watched', branches: [...watched.values()].map(listenersFirst) },
      { id: 'foreign', branches: foreign },
    ],
  }
}

/** What lies under the proxy whose end a socket is, if it is the one that calls. */
function besideOtherLeg(sockets: readonly SocketModel[], servers: ReadonlyMap<string, Branch>) {
  const listeners = new Map<string, string | undefined>()
  for (const { name, relay, listener } of sockets) if (relay !== undefined) listeners.set(name, listener)
  return ({ relay }: SocketModel) => servers.get(listeners.get(relay ?? '') ?? '')?.children
}

function listenersFirst(branch: Branch): Branch {
  const listens = ({ socket }: Branch) => socket !== undefined && isListener(socket)
  const { children } = branch
  return {
    ...branch,
    children: [...children.filter(listens), ...children.filter((child) => !listens(child))],
  }
}

function byServer(sockets: readonly SocketModel[]): Grouped {
  const there = new Map(sockets.map((socket) => [socket.name, socket]))
  const servers = new Map<string, Branch>()
  const leads = new Map<string, SocketBranch>()
  const elsewhere: Branch[] = []
  const datagrams = sockets.filter(isDatagram)
  for (const socket of sockets) {
    if (isDatagram(socket)) continue
    if (isListener(socket)) servers.set(socket.name, node(socket))
    else if (leadOf(socket, there) === socket) leads.set(socket.name, node(socket))
  }
  for (const socket of sockets) {
    if (isListener(socket) || isDatagram(socket)) continue
    const lead = leads.get(leadOf(socket, there).name)
    if (lead && lead.socket !== socket) lead.children.push(leaf(socket))
  }
  for (const lead of leads.values()) {
    const ends = [...lead.children.map(({ socket }) => socket), lead.socket]
    const server = ends.find((end) => servers.has(end?.listener ?? ''))?.listener
    const home = server === undefined ? undefined : servers.get(server)
    if (home) home.children.push(lead)
    else elsewhere.push(lead)
  }
  return {
    roots: [...servers.values()],
    sections: [
      { id: 'elsewhere', branches: elsewhere },
      { id: 'datagrams', branches: datagrams.map(leaf) },
    ],
  }
}

/** The end that stands for its connection: the one that called, if it is in sight. */
function leadOf(socket: SocketModel, there: ReadonlyMap<string, SocketModel>): SocketModel {
  const peer = socket.peer === undefined ? undefined : there.get(socket.peer)
  if (!peer || peer.peer !== socket.name || socket.role === 'client') return socket
  if (socket.role === 'accepted' || peer.role === 'client') return peer
  return socket.side === 'server' && peer.role === 'foreign' ? peer : socket
}

function byState(sockets: readonly SocketModel[], standingOf: (socket: SocketModel) => Standing): Section[] {
  const states = new Map<TcpState, Branch[]>(TCP_STATES.map((state) => [state, []]))
  // What isn't TCP has none.
  const stateless: Branch[] = []
  for (const socket of sockets) {
    const home = socket.transport === undefined ? states.get(standingOf(socket).state) : stateless
    home?.push(leaf(socket))
  }
  const found: Section[] = [...states].map(([id, branches]) => ({ id, branches }))
  return [...found, { id: 'stateless' as const, branches: stateless }].filter(
    ({ branches }) => branches.length > 0,
  )
}

/** In the order of their codes, and what never failed behind them. */
function byError(sockets: readonly SocketModel[], standingOf: (socket: SocketModel) => Standing): Section[] {
  const errors = new Map<ErrorSection, Branch[]>()
  const unfailed: Branch[] = []
  for (const socket of sockets) {
    const { error } = standingOf(socket)
    if (error === undefined) {
      unfailed.push(leaf(socket))
      continue
    }
    const branches = errors.get(`!${error}`) ?? []
    branches.push(leaf(socket))
    errors.set(`!${error}`, branches)
  }
  const failed: Section[] = [...errors]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([id, branches]) => ({ id, branches }))
  return [...failed, { id: 'unfailed', branches: unfailed }]
}
