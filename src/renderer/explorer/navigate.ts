import type { Row } from './rows'

export interface Step {
  /** Index of the row to go to. */
  to?: number
  /** Open or close the row that is active. */
  toggle?: true
}

/** What a key does in a tree (ARIA Authoring Practices, tree view). `active` is an index, `page` a count of rows. */
export function treeStep(key: string, rows: readonly Row[], active: number, page: number): Step | undefined {
  const row = rows[active]
  const expanded = row && row.type !== 'hint' ? row.expanded : undefined
  switch (key) {
    case 'ArrowDown':
      return { to: seek(rows, active + 1, 1) ?? active }
    case 'ArrowUp':
      return { to: seek(rows, active - 1, -1) ?? active }
    case 'PageDown':
      return { to: seek(rows, Math.min(rows.length - 1, active + page), -1) ?? active }
    case 'PageUp':
      return { to: seek(rows, Math.max(0, active - page), 1) ?? active }
    case 'Home':
      return { to: seek(rows, 0, 1) ?? active }
    case 'End':
      return { to: seek(rows, rows.length - 1, -1) ?? active }
    case 'ArrowRight':
      if (expanded === false) return { toggle: true }
      return expanded === true ? { to: seek(rows, active + 1, 1) ?? active } : {}
    case 'ArrowLeft':
      return expanded === true ? { toggle: true } : { to: parentOf(rows, active) }
  }
  return undefined
}

/** The nearest row from `from` on, in a direction, that can be active: hints can't. */
function seek(rows: readonly Row[], from: number, direction: 1 | -1): number | undefined {
  for (let index = from; index >= 0 && index < rows.length; index += direction) {
    if (rows[index]?.type !== 'hint') return index
  }
  return undefined
}

function parentOf(rows: readonly Row[], active: number): number {
  const row = rows[active]
  if (!row || row.type === 'hint') return active
  for (let index = active - 1; index >= 0; index--) {
    const above = rows[index]
    if (above && above.type !== 'hint' && above.level < row.level) return index
  }
  return active
}
