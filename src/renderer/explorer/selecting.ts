import type { Row } from './rows'

/** What Shift, Ctrl and Cmd do to a selection. The last socket of a selection is the one that acts are done from. */

/** The sockets between two rows, both included, so that the one at `to` comes last. */
export function socketsBetween(rows: readonly Row[], from: number, to: number): string[] {
  const step = from <= to ? 1 : -1
  const names: string[] = []
  for (let index = from; index !== to + step; index += step) {
    const row = rows[index]
    if (row?.type === 'socket') names.push(row.name)
  }
  return names
}

/** With the socket if it was not selected, else without it. */
export function toggled(selection: readonly string[], name: string): string[] {
  const without = selection.filter((other) => other !== name)
  return without.length === selection.length ? [...without, name] : without
}

/** Every socket of the list; `last` stays the one that acts are done from, if it is in the list. */
export function allSockets(rows: readonly Row[], last: string | undefined): string[] {
  const names = rows.flatMap((row) => (row.type === 'socket' && row.name !== last ? [row.name] : []))
  const there = last !== undefined && rows.some((row) => row.type === 'socket' && row.name === last)
  return there ? [...names, last] : names
}
