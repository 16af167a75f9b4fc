import { ContextMenu } from '@base-ui/react/context-menu'
import { useVirtualizer } from '@tanstack/react-virtual'
import {
  type KeyboardEvent,
  type MouseEvent,
  type RefObject,
  useCallback,
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
} from 'react'
import { useTranslation } from 'react-i18next'
import { useUi } from '../app/ui'
import css from './Explorer.module.css'
import { ExplorerMenu } from './ExplorerMenu'
import { ExplorerRow } from './ExplorerRow'
import { treeStep } from './navigate'
import type { Modifiers } from './RowParts'
import { collapseKey, type Row } from './rows'
import { allSockets, socketsBetween, toggled } from './selecting'
import type { useHeld } from './useHeld'
import type { ExplorerList } from './useListing'

/** It can be selected. */
const isNamed = (row: Row) => row.type === 'socket' || row.type === 'watch' || row.type === 'program'

const ROW = 26
const HINT = 60

interface Props {
  ref: RefObject<HTMLDivElement | null>
  list: ExplorerList
  hold: ReturnType<typeof useHeld>
  renaming: string | undefined
  onRename: (name: string | undefined) => void
  onMenu: (open: boolean) => void
}

/** The tree has the focus and names its active row (ARIA Authoring Practices, tree view with many selected). */
export function ExplorerTree({ ref: scroller, list, hold, renaming, onRename, onMenu }: Props) {
  const { t } = useTranslation()
  const { selected, selection, select, selectMany, openDialog } = useUi()
  const treeId = useId()
  const { rows } = list.listing
  const [activeId, setActiveId] = useState<string>()
  /** The menu was asked for beside the sockets: it is about the lab. */
  const [beside, setBeside] = useState(false)
  /** Where a range begins. */
  const anchor = useRef<string>(undefined)
  // Another function for other rows: a socket can take the place of a hint, which is higher.
  const getItemKey = useCallback((index: number) => `${rows[index]?.type}.${rows[index]?.id}`, [rows])
  const virtualizer = useVirtualizer({
    count: rows.length,
    getItemKey,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => (rows[index]?.type === 'hint' ? HINT : ROW),
    overscan: 8,
  })

  const indexOf = (id: string | undefined) => (id === undefined ? -1 : rows.findIndex((row) => row.id === id))
  const selectedIndex = indexOf(selected)
  const active = Math.max(0, activeId === undefined ? selectedIndex : indexOf(activeId))
  const chosen = useMemo(() => new Set(selection), [selection])

  useEffect(() => setActiveId(selected), [selected])
  useEffect(() => {
    if (selection.length === 1) anchor.current = selected
  }, [selected, selection])
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a new selection scrolls, not a row that moved
  useEffect(() => {
    if (selectedIndex >= 0) virtualizer.scrollToIndex(selectedIndex, { align: 'auto' })
  }, [selected, selectedIndex >= 0])
  // biome-ignore lint/correctness/useExhaustiveDependencies: as above
  useEffect(() => {
    const index = indexOf(renaming)
    if (index >= 0) virtualizer.scrollToIndex(index, { align: 'auto' })
  }, [renaming])

  const toggle = (row: Row) => {
    const key = collapseKey(row)
    if (key !== undefined) list.toggle(key)
  }

  const extendTo = (index: number) => {
    const from = indexOf(anchor.current)
    const names = socketsBetween(rows, from < 0 ? index : from, index)
    if (names.length > 0) selectMany(names)
  }

  const activate = (row: Row, { extend, add }: Modifiers) => {
    setActiveId(row.id)
    if (row.type === 'hint') openDialog({ name: row.section === 'servers' ? 'server' : 'clients' })
    else if (row.type === 'section') toggle(row)
    else if (row.type === 'watch' || row.type === 'program') select(row.name)
    else if (extend) extendTo(rows.indexOf(row))
    else if (add) {
      anchor.current = row.name
      selectMany(toggled(selection, row.name))
    } else select(row.name)
  }
  // Rows are memoised, what is done with them is not.
  const newest = useRef({ activate, toggle, onRename })
  newest.current = { activate, toggle, onRename }
  const onPress = useCallback((row: Row, keys: Modifiers) => newest.current.activate(row, keys), [])
  const onToggle = useCallback((row: Row) => newest.current.toggle(row), [])
  const onRowRename = useCallback(
    (name: string | undefined) => {
      newest.current.onRename(name)
      if (name === undefined) scroller.current?.focus()
    },
    [scroller],
  )

  const goTo = (index: number, { extend, add }: Modifiers) => {
    const row = rows[index]
    if (!row) return
    setActiveId(row.id)
    virtualizer.scrollToIndex(index, { align: 'auto' })
    if (extend) extendTo(index)
    else if (isNamed(row) && !add) select(row.name)
  }

  const press = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget || event.altKey) return
    hold.walk()
    const row = rows[active]
    const keys: Modifiers = { extend: event.shiftKey, add: event.ctrlKey || event.metaKey }
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / ROW) - 1)
    const step = treeStep(event.key, rows, active, page)
    if (event.key === 'ContextMenu' || (event.key === 'F10' && keys.extend)) openMenu()
    else if (keys.add && !keys.extend && event.key.toLowerCase() === 'a') {
      selectMany(allSockets(rows, selected))
    } else if (event.key === 'Escape' && selected !== undefined && selection.length > 1) select(selected)
    else if (step) {
      if (step.toggle && row) toggle(row)
      if (step.to !== undefined) goTo(step.to, keys)
    } else if ((event.key === 'Enter' || event.key === ' ') && row) activate(row, keys)
    else if (event.key === 'F2' && row?.type === 'socket') onRename(row.name)
    else return
    event.preventDefault()
  }

  const rowId = (index: number) => `${treeId}-${index}`

  /** The menu of the active row, by keyboard. */
  const openMenu = () => {
    const row = document.getElementById(rowId(active)) ?? scroller.current
    const place = row?.getBoundingClientRect()
    if (!row || !place) return
    const at = { clientX: place.left + ROW, clientY: Math.min(place.bottom, place.top + ROW) }
    row.dispatchEvent(new MouseEvent('contextmenu', { bubbles: true, cancelable: true, ...at }))
  }

  /** A row that is pressed for its menu is selected first, unless it is among what is. */
  const beforeMenu = (event: MouseEvent) => {
    const pressed = event.target instanceof Element && event.target.closest('[role=treeitem]')
    const row = pressed ? rows[Number(pressed.id.slice(treeId.length + 1))] : undefined
    if (row) setActiveId(row.id)
    setBeside(!row || !isNamed(row))
    if (row && isNamed(row) && !chosen.has(row.name)) select(row.name)
  }

  const items = virtualizer.getVirtualItems()
  const activeInSight = items.some((item) => item.index === active)
  return (
    <ContextMenu.Root onOpenChange={onMenu}>
      <ContextMenu.Trigger
        ref={scroller}
        className={css.scroller}
        role="tree"
        tabIndex={0}
        aria-label={t('explorer.tree')}
        aria-multiselectable={true}
        aria-activedescendant={activeInSight ? rowId(active) : undefined}
        onFocus={(event) => {
          if (event.target === event.currentTarget) virtualizer.scrollToIndex(active, { align: 'auto' })
        }}
        onKeyDown={press}
        onContextMenu={beforeMenu}
        onPointerEnter={hold.enter}
        onPointerLeave={hold.leave}
      >
        <div className={css.rows} style={{ height: virtualizer.getTotalSize() }} role="none">
          {items.map((item) => {
            const row = rows[item.index]
            return (
              row && (
                <ExplorerRow
                  key={`${row.type}.${row.id}`}
                  id={rowId(item.index)}
                  row={row}
                  top={item.start}
                  selected={isNamed(row) && chosen.has(row.name)}
                  active={item.index === active}
                  renaming={row.id === renaming}
                  onPress={onPress}
                  onToggle={onToggle}
                  onRename={onRowRename}
                />
              )
            )
          })}
        </div>
      </ContextMenu.Trigger>
      <ExplorerMenu beside={beside} focusAfter={() => scroller.current} />
    </ContextMenu.Root>
  )
}
