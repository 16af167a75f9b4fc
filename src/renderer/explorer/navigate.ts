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
  const clamp = (index: number) => Math.min(rows.length - 1, Math.max(0, index))
  switch (key) {
    case 'ArrowDown':
      return { to: clamp(active + 1) }
    case 'ArrowUp':
      return { to: clamp(active - 1) }
    case 'PageDown':
      return { to: clamp(active + page) }
    case 'PageUp':
      return { to: clamp(active - page) }
    case 'Home':
      return { to: 0 }
    case 'End':
      return { to: clamp(rows.length - 1) }
    case 'ArrowRight':
      if (expanded === false) return { toggle: true }
      return expanded === true ? { to: clamp(active + 1) } : {}
    case 'ArrowLeft':
      return expanded === true ? { toggle: true } : { to: parentOf(rows, active) }
  }
  return undefined
}

function parentOf(rows: readonly Row[], active: number): number {
  const row = rows[active]
  if (!row) return active
  for (let index = active - 1; index >= 0; index--) {
    const above = rows[index]
    if (above && above.level < row.level) return index
  }
  return active
}
