import type { Model, SocketModel, Watch } from '../../shared/model/model'
import type { ProgramModel } from '../../shared/model/programs'
import { isForgotten } from '../../shared/model/selectors'
import type { TcpState } from '../../shared/tcp/states'
import { shownName } from '../lab/names'
import { overlaps, type TimeRange } from '../timeline/range'
import { hasTerms } from '../ui/terms'
import {
  type Branch,
  type Grouping,
  group,
  NAMED_SECTIONS,
  nameOf,
  type SectionName,
  type Standing,
} from './groups'
import { comparator, type Sorting } from './sorting'

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
  /** What it was grouped and sorted by. */
  state: TcpState
  error: string | undefined
  /** How many sockets it lies under. */
  depth: number
  /** Absent for a row that nothing can lie under. */
  expanded?: boolean
}

/** A port or process that is watched, above what was found of it. */
export interface WatchRow extends Place {
  type: 'watch'
  id: string
  name: string
  depth: number
  expanded?: boolean
}

/** A program that the lab has started, above its sockets. */
export interface ProgramRow extends Place {
  type: 'program'
  id: string
  name: string
  depth: number
  expanded?: boolean
}

/** Stands where nothing is yet: says what will, and makes it so. */
export interface HintRow extends Place {
  type: 'hint'
  id: string
  section: 'servers' | 'clients'
}

export type Row = SectionRow | SocketRow | WatchRow | ProgramRow | HintRow

/** Where each socket was: its rank in the list, and what it was grouped by. */
export type Arrangement = ReadonlyMap<string, Standing & { rank: number }>

export interface View {
  collapsed: ReadonlySet<string>
  /** Sockets that are in no list. */
  cleared: ReadonlySet<string>
  /** What has to be found in a socket's name, addresses, state or failure. */
  terms: readonly string[]
  /** Sockets that were there then; absent: at any time. */
  range?: TimeRange | undefined
  grouping: Grouping
  sorting: Sorting
  /** An earlier arrangement that sockets keep, whatever they would be sorted and filtered by; others come behind. */
  kept?: Arrangement | undefined
}

export const PLAIN: View = {
  collapsed: new Set(),
  cleared: new Set(),
  terms: [],
  grouping: 'role',
  sorting: 'coming',
}

export interface Listing {
  rows: Row[]
  /** Sockets that the filter lets through, of how many. */
  shown: number
  total: number
}

/** The explorer's tree as a flat list. */
export function listRows(model: Model, view: View): Listing {
  const { collapsed, terms, kept, range } = view
  const sockets: SocketModel[] = []
  for (const socket of model.sockets.values()) {
    if (!view.cleared.has(socket.name) && !isForgotten(model, socket)) sockets.push(socket)
  }

  const all = terms.length === 0 && !range
  let shown = all ? sockets.length : 0
  const found = new Set<string>()
  for (const socket of all ? [] : sockets) {
    if (range && !overlaps(range, socket.openedAt, socket.closedAt ?? Number.POSITIVE_INFINITY)) continue
    if (!kept?.has(socket.name) && !hasTerms(textOf(model, socket), terms)) continue
    found.add(socket.name)
    shown++
  }
  const rows: Row[] = []
  const standingOf = (socket: SocketModel): Standing =>
    kept?.get(socket.name) ?? { state: socket.state, error: socket.error?.code }
  const compare = comparator(model, view.sorting, kept)

  /** Whatever is found, with what it lies under. */
  const prune = (branches: readonly Branch[]): Branch[] => {
    const left: Branch[] = []
    for (const branch of branches) {
      const children = branch.children.length > 0 ? prune(branch.children) : branch.children
      const fits = branch.socket
        ? found.has(branch.socket.name)
        : !range && hasTerms(branch.program ? programText(branch.program) : watchText(branch.watch), terms)
      if (all || children.length > 0 || fits) left.push({ ...branch, children })
    }
    return compare ? left.sort(compare) : left
  }
  const emit = (branches: readonly Branch[], level: number, depth = 0, siblings = branches.length) => {
    branches.forEach((branch, index) => {
      const { socket, children } = branch
      const name = nameOf(branch)
      const expanded = !collapsed.has(name)
      const place = { level, position: index + 1, siblings, depth, ...(children.length > 0 && { expanded }) }
      if (!socket) rows.push({ type: branch.program ? 'program' : 'watch', id: name, name, ...place })
      else {
        const { state, error } = standingOf(socket)
        rows.push({ type: 'socket', id: name, name, state, error, ...place })
      }
      if (expanded) emit(children, level + 1, depth + 1)
    })
  }

  const { roots, sections } = group(
    sockets,
    view.grouping,
    standingOf,
    model.watches.values(),
    [...model.programs.values()].filter(({ name }) => !view.cleared.has(name)),
  )
  const top = prune(roots)
  const parts = sections
    .map((section) => ({ ...section, branches: prune(section.branches) }))
    .filter(({ branches, hint }) => branches.length > 0 || (all && hint))
  const hintAtTop = all && roots.length === 0 && view.grouping !== 'role' && sockets.length === 0
  const siblings = top.length + parts.length + (hintAtTop ? 1 : 0)
  const hint = (section: 'servers' | 'clients', place: Place) =>
    rows.push({ type: 'hint', id: `${section}.hint`, section, ...place })

  if (hintAtTop) hint('servers', { level: 1, position: 1, siblings })
  emit(top, 1, 0, siblings)
  parts.forEach(({ id, branches, hint: hinted }, index) => {
    const expanded = !collapsed.has(sectionKey(id))
    const position = siblings - parts.length + index + 1
    rows.push({ type: 'section', id, count: branches.length, expanded, level: 1, position, siblings })
    if (!expanded) return
    if (branches.length === 0 && hinted) hint(hinted, { level: 2, position: 1, siblings: 1 })
    else emit(branches, 2)
  })
  return { rows, shown, total: sockets.length }
}

/** Where each socket of a list is. */
export function arrangementOf(rows: readonly Row[]): Arrangement {
  const arrangement = new Map<string, Standing & { rank: number }>()
  rows.forEach((row, rank) => {
    if (row.type === 'socket') arrangement.set(row.name, { rank, state: row.state, error: row.error })
  })
  return arrangement
}

/** What a filter looks into. */
function textOf(model: Model, socket: SocketModel): string {
  const { name, label, local = '', remote = '', transport, state, process = '', error } = socket
  const shown = shownName(model, name)
  return `${shown} ${label === undefined && shown === name ? '' : name} ${local} ${remote} ${transport ?? state} ${process} ${error?.code ?? ''}`
}

function watchText({ name, host, port, pid, process }: Watch): string {
  return [name, host, port, pid, process].join(' ')
}

function programText({ name, label = '', command, asked, pid }: ProgramModel): string {
  return [name, label, asked.command, ...command, pid].join(' ')
}

/** What stands for a row in the set of collapsed ones; a section can't be taken for a socket of that name. */
export function collapseKey(row: Row): string | undefined {
  if (row.type === 'section') return sectionKey(row.id)
  return row.type !== 'hint' && row.expanded !== undefined ? row.name : undefined
}

const sectionKey = (id: SectionName) => `@${id}`

/** What has to be open for a socket to be in sight, however sockets are grouped. */
export function keysAbove(model: Model, name: string): string[] {
  const socket = model.sockets.get(name)
  if (!socket) return []
  const named = NAMED_SECTIONS.filter((id) => id !== 'unfailed' || !socket.error)
  const error: SectionName[] = socket.error ? [`!${socket.error.code}`] : []
  const sections: SectionName[] = [...named, socket.state, ...error]
  const peer = socket.peer === undefined ? undefined : model.sockets.get(socket.peer)
  const leg = socket.relay === undefined ? undefined : model.sockets.get(socket.relay)
  const listeners = [socket.listener, peer?.listener, leg?.listener]
  return [...sections.map(sectionKey), socket.watch, peer?.name, ...listeners].filter(
    (key) => key !== undefined,
  )
}
