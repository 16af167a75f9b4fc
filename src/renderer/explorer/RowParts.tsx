import { ChevronDown, ChevronRight } from 'lucide-react'
import type { ComponentProps, ReactNode } from 'react'
import css from './ExplorerRow.module.css'
import type { Row } from './rows'

export interface Modifiers {
  /** Everything from where one was up to here. */
  extend: boolean
  /** To what is selected already. */
  add: boolean
}

export interface RowProps<R extends Row = Row> {
  id: string
  row: R
  /** px from the top of the list. */
  top: number
  selected: boolean
  active: boolean
  renaming: boolean
  onPress: (row: Row, keys: Modifiers) => void
  onToggle: (row: Row) => void
  /** Undefined: it is done. */
  onRename: (name: string | undefined) => void
}

/** What the eye sees of a row; what is read out is its name in words, and its description. */
export function Seen({ children }: { children: ReactNode }) {
  return (
    <span className={css.seen} aria-hidden="true">
      {children}
    </span>
  )
}

/** What is the same for each kind of row. */
export function Item({
  of,
  ...rest
}: { of: RowProps } & Omit<ComponentProps<'div'>, 'id' | 'role' | 'style' | 'onClick'>) {
  const { id, row, top, active, onPress } = of
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the tree has the focus and names its active row
    // biome-ignore lint/a11y/useKeyWithClickEvents: keys are handled by the tree
    <div
      {...rest}
      id={id}
      role="treeitem"
      aria-level={row.level}
      aria-posinset={row.position}
      aria-setsize={row.siblings}
      data-active={active || undefined}
      style={{ transform: `translateY(${top}px)` }}
      onClick={(event) => onPress(row, { extend: event.shiftKey, add: event.ctrlKey || event.metaKey })}
    />
  )
}

/** Opens and closes what lies under a row. */
export function Fold({ expanded, onToggle }: { expanded: boolean; onToggle: () => void }) {
  const Chevron = expanded ? ChevronDown : ChevronRight
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a larger target for the pointer; keys are handled by the tree
    // biome-ignore lint/a11y/useKeyWithClickEvents: keys are handled by the tree
    <span
      className={css.toggle}
      onClick={(event) => {
        event.stopPropagation()
        onToggle()
      }}
      onDoubleClick={(event) => event.stopPropagation()}
    >
      <Chevron size={14} aria-hidden="true" />
    </span>
  )
}
