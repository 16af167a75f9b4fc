import type { EventKind } from '../../shared/events'
import { isForgotten, isListener } from '../../shared/model/selectors'
import type { LabStore } from '../lab/lab'
import { shownName } from '../lab/names'
import type { End } from './ends'
import { type Row, rowOf } from './rows'

/** Rows of connections that have left the model are kept up to so many. */
export const MAX_GONE = 20_000

/** Kinds of events that change which sockets belong to what. */
const MOVES: ReadonlySet<EventKind> = new Set<EventKind>(['watching', 'unwatched', 'found'])

/** Kinds that tell of the life of a connection or of a socket; of all others there are many more. */
const OF_LIVES: ReadonlySet<EventKind> = new Set<EventKind>([
  'listening',
  'connecting',
  'connected',
  'accepted',
  'ended',
  'finished',
  'dropped',
  'closed',
  'failed',
  'renamed',
  'state',
])

/**
 * A row for each connection of the lab, and for each datagram socket, in the order of coming. What an event is about is looked at again, and nothing else;
 * connections that leave the model stay as they were when they did.
 */
export class ConnectionRows {
  /** Moves when a row came, went or changed. */
  version = 0
  readonly #lab: LabStore
  #rows = new Map<string, Row>()
  /** Key of its row, by the name of either end. */
  #keys = new Map<string, string>()
  /** Names of ends that have left the model and have a row still. */
  #gone = new Set<string>()
  #changed = new Set<string>()
  #all = true
  #snapshots = -1
  #id = ''
  #seq = 0
  #wasPast = false
  #modelGone = 0
  #list: Row[] | undefined

  constructor(lab: LabStore) {
    this.#lab = lab
  }

  /** Takes note of what happens from now on. Returns the way to stop. */
  follow(): () => void {
    // What happened while nobody looked.
    this.#all = true
    return this.#lab.watch((event) => {
      if (MOVES.has(event.kind)) this.#all = true
      const { kind, socket } = event
      if (socket === undefined) return
      if (OF_LIVES.has(kind) || (kind === 'asked' && !this.#keys.has(socket))) this.#changed.add(socket)
    })
  }

  /** The rows, in the order of coming; the same array as long as nothing changes. */
  refresh(): readonly Row[] {
    const { model, id, snapshots, travel } = this.#lab
    if (this.#id !== id || this.#snapshots !== snapshots) {
      // A window that was behind catches up: what it knows of the past holds. At another moment nothing does.
      const goesOn = this.#id === id && travel === null && !this.#wasPast && model.seq >= this.#seq
      if (!goesOn) this.#forgetAll()
      this.#id = id
      this.#snapshots = snapshots
      this.#all = true
    }
    this.#wasPast = travel !== null
    this.#seq = model.seq
    if (this.#all) this.#lookAtAll()
    else for (const name of this.#changed) this.#look(name)
    if (this.#all || this.#changed.size > 0) this.version++
    this.#changed.clear()
    this.#all = false
    if (this.#modelGone !== model.gone) this.#leave()
    if (this.#list === undefined) this.#list = [...this.#rows.values()]
    return this.#list
  }

  /** The row of a connection, by the name of either end. */
  of(name: string): Row | undefined {
    return this.#rows.get(this.#keys.get(name) ?? name)
  }

  /** What people call an end; of one that has left the model, what they did. */
  shown({ name, shown }: End): string {
    return this.#lab.model.sockets.has(name) ? shownName(this.#lab.model, name) : shown
  }

  /** What a row is called, and what stands beside that: whom it calls, if that is known. */
  names({ client, server, listener, key }: Row): { name: string; other: string | undefined } {
    const lead = client ?? server
    const called = client && server && this.shown(server)
    return {
      name: lead ? this.shown(lead) : key,
      other: listener === undefined ? called : shownName(this.#lab.model, listener),
    }
  }

  /** Sockets that have left the model, and of which nothing is known here. */
  get unknown(): number {
    return Math.max(0, this.#lab.model.gone - this.#gone.size)
  }

  #lookAtAll(): void {
    const { model } = this.#lab
    this.#modelGone = -1
    const looked = new Set<string>()
    for (const { name } of model.sockets.values()) {
      if (looked.has(name)) continue
      const row = this.#look(name)
      // Once for both ends.
      if (row?.client) looked.add(row.client.name)
      if (row?.server) looked.add(row.server.name)
    }
  }

  #forgetAll(): void {
    this.#rows.clear()
    this.#keys.clear()
    this.#gone.clear()
    this.#list = undefined
  }

  #look(name: string): Row | undefined {
    const { model } = this.#lab
    const socket = model.sockets.get(name)
    if (!socket || isListener(socket)) return undefined
    const row = isForgotten(model, socket) ? undefined : rowOf(model, name)
    if (!row) {
      this.#remove(this.#keys.get(name) ?? name)
      return undefined
    }
    // What was a row of its own before it was known whose other end it is.
    for (const end of [row.client, row.server]) {
      if (!end) continue
      const before = this.#keys.get(end.name)
      if (before !== undefined && before !== row.key) this.#remove(before)
      this.#keys.set(end.name, row.key)
    }
    // The same object for the same connection: whoever has sorted them sees how they go on.
    const before = this.#rows.get(row.key)
    if (before) return Object.assign(before, row)
    this.#rows.set(row.key, row)
    this.#list = undefined
    return row
  }

  #remove(key: string): void {
    if (this.#rows.delete(key)) this.#list = undefined
  }

  /** Some have left the model. They come in groups, so that this is seldom. */
  #leave(): void {
    const { sockets, gone } = this.#lab.model
    this.#modelGone = gone
    for (const row of this.#rows.values()) {
      if (row.gone || sockets.has(row.key)) continue
      if (Number.isNaN(row.over)) {
        // It has ended while nobody looked: nobody knows how.
        this.#forgetRow(row)
        continue
      }
      row.gone = true
      for (const end of [row.client, row.server]) if (end) this.#gone.add(end.name)
    }
    if (this.#gone.size > 2 * MAX_GONE) this.#forget()
    this.version++
    this.#list = undefined
  }

  #forget(): void {
    for (const row of this.#rows.values()) {
      if (this.#gone.size <= 2 * MAX_GONE) return
      if (row.gone) this.#forgetRow(row)
    }
  }

  #forgetRow(row: Row): void {
    this.#rows.delete(row.key)
    for (const end of [row.client, row.server]) {
      if (!end) continue
      this.#gone.delete(end.name)
      this.#keys.delete(end.name)
    }
  }
}
