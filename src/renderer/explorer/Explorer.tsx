import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, useCallback, useEffect, useId, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useUi } from '../app/ui'
import { useLab, useStructure } from '../lab/hooks'
import css from './Explorer.module.css'
import { ExplorerRow } from './ExplorerRow'
import { treeStep } from './navigate'
import { buildRows, collapseKey, type Row } from './rows'

const ROW = 26
const estimate = () => ROW

export function Explorer() {
  const { t } = useTranslation()
  const lab = useLab()
  const structure = useStructure()
  const { selected, select } = useUi()
  const treeId = useId()
  const scroller = useRef<HTMLDivElement>(null)
  const [collapsed, setCollapsed] = useState<ReadonlySet<string>>(new Set())
  const [activeId, setActiveId] = useState<string>()
  // biome-ignore lint/correctness/useExhaustiveDependencies: the model is mutated in place; `structure` tells when
  const rows = useMemo(() => buildRows(lab.model, collapsed), [lab, collapsed, structure])
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: estimate,
    overscan: 8,
  })

  const selectedIndex = rows.findIndex((row) => row.type === 'socket' && row.name === selected)
  const active = Math.max(
    0,
    activeId === undefined
      ? selectedIndex
      : rows.findIndex((row) => row.type !== 'hint' && row.id === activeId),
  )

  useEffect(() => setActiveId(selected), [selected])
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a new selection scrolls, not a row that moved
  useEffect(() => {
    if (selectedIndex >= 0) virtualizer.scrollToIndex(selectedIndex, { align: 'auto' })
  }, [selected, selectedIndex >= 0])

  const toggle = useCallback((row: Row) => {
    const key = collapseKey(row)
    if (key === undefined) return
    setCollapsed((before) => {
      const after = new Set(before)
      if (!after.delete(key)) after.add(key)
      return after
    })
  }, [])

  const activate = useCallback(
    (row: Row) => {
      if (row.type === 'hint') return
      setActiveId(row.id)
      if (row.type === 'socket') select(row.name)
      else toggle(row)
    },
    [select, toggle],
  )

  const goTo = (index: number) => {
    const row = rows[index]
    if (!row || row.type === 'hint') return
    setActiveId(row.id)
    virtualizer.scrollToIndex(index, { align: 'auto' })
    if (row.type === 'socket') select(row.name)
  }

  const press = (event: KeyboardEvent) => {
    const row = rows[active]
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / ROW) - 1)
    const step = treeStep(event.key, rows, active, page)
    if (step) {
      if (step.toggle && row) toggle(row)
      if (step.to !== undefined) goTo(step.to)
    } else if ((event.key === 'Enter' || event.key === ' ') && row) {
      activate(row)
    } else return
    event.preventDefault()
  }

  const rowId = (index: number) => `${treeId}-${index}`
  const items = virtualizer.getVirtualItems()
  const activeInSight = items.some((item) => item.index === active)
  return (
    <nav className={css.explorer} aria-label={t('explorer.title')}>
      <div
        ref={scroller}
        className={css.scroller}
        role="tree"
        tabIndex={0}
        aria-label={t('explorer.tree')}
        aria-activedescendant={activeInSight ? rowId(active) : undefined}
        onFocus={() => virtualizer.scrollToIndex(active, { align: 'auto' })}
        onKeyDown={press}
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
                  selected={row.type === 'socket' && row.name === selected}
                  active={item.index === active}
                  onPress={activate}
                  onToggle={toggle}
                />
              )
            )
          })}
        </div>
      </div>
    </nav>
  )
}
