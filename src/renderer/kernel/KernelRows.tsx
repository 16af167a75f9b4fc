import { ContextMenu } from '@base-ui/react/context-menu'
import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, type MouseEvent, useCallback, useEffect, useId, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { keysText } from '../actions/keys'
import { useSignal } from '../app/signals'
import { useUi } from '../app/ui'
import { useCopying } from '../edit/copying'
import { useHeld } from '../explorer/useHeld'
import { ContextMenuPopup } from '../ui/ContextMenuPopup'
import { keyTarget } from '../ui/listKeys'
import { Head } from './Head'
import { KernelRow } from './KernelRow'
import css from './KernelTable.module.css'
import type { KernelView } from './useKernelView'

const ROW = 22
/** px of the heading, which stays above the rows. */
const HEAD = 24

/** The table has the focus and names its active row: the selected socket. */
export function KernelRows({ view }: { view: KernelView }) {
  const { t } = useTranslation()
  const { selected, select, setView, signals, bridge } = useUi()
  const { listing, timeWaits, copy, hold } = view
  const { names } = listing
  const id = useId()
  const scroller = useRef<HTMLDivElement>(null)
  const virtualizer = useVirtualizer({
    count: names.length,
    getScrollElement: () => scroller.current,
    getItemKey: useCallback((index: number) => names[index] ?? index, [names]),
    estimateSize: useCallback(() => ROW, []),
    overscan: 10,
    paddingStart: HEAD,
    scrollPaddingStart: HEAD,
  })
  const { held, walk, enter, leave } = useHeld()
  useEffect(() => hold(held), [hold, held])
  useEffect(() => () => hold(false), [hold])

  const found = selected === undefined ? -1 : names.indexOf(selected)
  const active = found < 0 ? undefined : found
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a new selection scrolls, not a row that moved
  useEffect(() => {
    if (active !== undefined) virtualizer.scrollToIndex(active, { align: 'auto' })
  }, [selected])
  useSignal(signals, 'kernel.focus', () => scroller.current?.focus())

  const showEnds = (name: string) => {
    select(name)
    setView('kernel')
  }
  const newest = useRef({ select, showEnds })
  newest.current = { select, showEnds }
  const onPress = useCallback((name: string) => newest.current.select(name), [])
  const onOpen = useCallback((name: string) => newest.current.showEnds(name), [])

  useCopying(scroller, () => selected !== undefined && void copy([selected]))

  const press = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget || event.altKey) return
    const mod = event.ctrlKey || event.metaKey
    const page = Math.max(1, Math.floor(((scroller.current?.clientHeight ?? 0) - HEAD) / ROW) - 1)
    const to = mod ? undefined : keyTarget(event.key, active ?? -1, { start: 0, end: names.length, page })
    const name = to === undefined ? undefined : names[to]
    if (name !== undefined) {
      walk()
      select(name)
    } else if (event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey)) openMenu()
    else if (event.key === 'Enter' && active !== undefined && selected !== undefined) showEnds(selected)
    else return
    event.preventDefault()
  }

  const rowId = (index: number) => `${id}-${index}`
  /** The menu of the active row, by keyboard. */
  const openMenu = () => {
    const row = active === undefined ? null : document.getElementById(rowId(active))
    const place = row?.getBoundingClientRect()
    if (!row || !place) return
    const at = { clientX: place.left + 3 * ROW, clientY: place.bottom }
    row.dispatchEvent(new MouseEvent('contextmenu', { bubbles: true, cancelable: true, ...at }))
  }
  const beforeMenu = (event: MouseEvent) => {
    const row = event.target instanceof Element && event.target.closest<HTMLElement>('[data-name]')
    if (row && row.dataset.name !== undefined) select(row.dataset.name)
  }

  const items = virtualizer.getVirtualItems()
  const inSight = active !== undefined && items.some((item) => item.index === active)
  return (
    <ContextMenu.Root>
      <ContextMenu.Trigger
        ref={scroller}
        className={css.scroller}
        role="grid"
        tabIndex={0}
        aria-label={t('actions.name.showKernelTable')}
        aria-rowcount={names.length + 1}
        aria-activedescendant={inSight ? rowId(active) : undefined}
        onKeyDown={press}
        onContextMenu={beforeMenu}
        onPointerEnter={enter}
        onPointerLeave={leave}
      >
        <div className={css.rows} style={{ height: virtualizer.getTotalSize() }} role="presentation">
          <Head view={view} />
          {items.map((item) => {
            const name = names[item.index]
            return (
              name !== undefined && (
                <KernelRow
                  key={name}
                  id={rowId(item.index)}
                  name={name}
                  index={item.index}
                  top={item.start}
                  selected={name === selected}
                  timeWaits={timeWaits}
                  onPress={onPress}
                  onOpen={onOpen}
                />
              )
            )
          })}
        </div>
      </ContextMenu.Trigger>
      <ContextMenuPopup
        label={t('kernel.menu')}
        focusAfter={() => scroller.current}
        groups={() => [
          [
            {
              id: 'ends',
              label: t('kernel.showEnds'),
              possible: active !== undefined,
              keys: 'Enter',
              run: () => selected !== undefined && showEnds(selected),
            },
          ],
          [
            {
              id: 'copy',
              label: t('kernel.copyRow'),
              possible: active !== undefined,
              keys: keysText('Mod+C', bridge.platform),
              run: () => selected !== undefined && void copy([selected]),
            },
            {
              id: 'all',
              label: t('kernel.copyAll', { count: names.length }),
              run: () => void copy(names),
            },
          ],
        ]}
      />
    </ContextMenu.Root>
  )
}
