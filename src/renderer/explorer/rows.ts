import type { Model, SocketModel } from '../../shared/model/model'

export type SectionName = 'servers' | 'clients' | 'foreign'

interface Place {
  /** From 1. */
  level: number
  /** Place among its siblings, from 1, and how many they are. */
  position: number
  siblings: number
}

export interface SectionRow extends Place {
  type: 'section'
  id: SectionName
  count: number
  expanded: boolean
}

export interface SocketRow extends Place {
  type: 'socket'
  id: string
  name: string
  /** Absent for a row that nothing can lie under. */
  expanded?: boolean
}

export interface HintRow {
  type: 'hint'
  id: string
  section: SectionName
}

export type Row = SectionRow | SocketRow | HintRow

/** The explorer's tree as a flat list: servers with their connections under them, clients, foreign ends. */
export function buildRows(model: Model, collapsed: ReadonlySet<string>): Row[] {
  const listeners: SocketModel[] = []
  const clients: SocketModel[] = []
  const foreign: SocketModel[] = []
  const accepted = new Map<string, string[]>()
  for (const socket of model.sockets.values()) {
    if (socket.role === 'listener') listeners.push(socket)
    else if (socket.role === 'client') clients.push(socket)
    else if (socket.role === 'foreign') foreign.push(socket)
    else {
      const under = accepted.get(socket.listener ?? '')
      if (under) under.push(socket.name)
      else accepted.set(socket.listener ?? '', [socket.name])
    }
  }

  const rows: Row[] = []
  const sections = foreign.length > 0 ? 3 : 2
  const section = (id: SectionName, position: number, count: number): boolean => {
    const expanded = !collapsed.has(sectionKey(id))
    rows.push({ type: 'section', id, count, expanded, level: 1, position, siblings: sections })
    if (expanded && count === 0) rows.push({ type: 'hint', id: `${id}.hint`, section: id })
    return expanded
  }
  const flat = (sockets: SocketModel[]) =>
    sockets.forEach(({ name }, index) => {
      rows.push({ type: 'socket', id: name, name, level: 2, position: index + 1, siblings: sockets.length })
    })

  if (section('servers', 1, listeners.length)) {
    listeners.forEach(({ name }, index) => {
      const under = accepted.get(name) ?? []
      const expanded = !collapsed.has(name)
      rows.push({
        type: 'socket',
        id: name,
        name,
        level: 2,
        position: index + 1,
        siblings: listeners.length,
        ...(under.length > 0 && { expanded }),
      })
      if (!expanded) return
      under.forEach((child, place) => {
        rows.push({
          type: 'socket',
          id: child,
          name: child,
          level: 3,
          position: place + 1,
          siblings: under.length,
        })
      })
    })
  }
  if (section('clients', 2, clients.length)) flat(clients)
  if (foreign.length > 0 && section('foreign', 3, foreign.length)) flat(foreign)
  return rows
}

/** What stands for a row in the set of collapsed ones; a section can't be taken for a socket of that name. */
export function collapseKey(row: Row): string | undefined {
  if (row.type === 'section') return sectionKey(row.id)
  return row.type === 'socket' && row.expanded !== undefined ? row.name : undefined
}

const sectionKey = (id: SectionName) => `@${id}`
