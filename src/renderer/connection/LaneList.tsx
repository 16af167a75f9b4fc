import { type ReactNode, useCallback, useEffect, useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSignal } from '../app/signals'
import { useUi } from '../app/ui'
import { useCopying } from '../edit/copying'
import { useLab } from '../lab/hooks'
import type { MergedEvents } from '../lab/merged'
import { useMomentEntry } from '../time/useMomentEntry'
import { keyTarget } from '../ui/listKeys'
import type { MenuGroups } from '../ui/MenuItems'
import { type MenuAnchor, PopupMenu } from '../ui/PopupMenu'
import { TailButton } from '../ui/TailButton'
import { useTailList } from '../ui/tailList'
import css from './LaneList.module.css'
import { useTimeView } from './timeView'

/** A row of the list. */
export interface LaneRow {
  seq: number
  /** `t` of the row before, ms; undefined for the first one. */
  before: number | undefined
  pointed: boolean
  /** Opens the menu of a row. */
  onMenu: (seq: number, anchor: MenuAnchor) => void
}

interface Props {
  /** What is listed. */
  merged: MergedEvents
  label: string
  /** Which keys it understands, in words. */
  keys: string
  /** A single lane: there is no other end. */
  alone?: boolean
  /** Height of a row, px; a row that is higher is measured. */
  rowHeight: number
  /** What stands here while there is nothing to list. */
  empty: ReactNode
  row: (row: LaneRow) => ReactNode
  /** A key was pressed on the pointed row; true if that means something there. */
  onKey: (key: string, seq: number) => boolean
  /** The pointed row is wanted on the clipboard. */
  onCopy: (seq: number) => void
  /** What can be done with a row. */
  menu: (seq: number) => MenuGroups
}

/**
 * Events of both ends of a connection in the order in which they were recorded. Follows the newest. The list has the focus
 * and names the row that is pointed at; keys move it.
 */
export function LaneList({
  merged,
  label,
  keys,
  alone = false,
  rowHeight,
  empty: whenEmpty,
  row,
  onKey,
  onCopy,
  menu,
}: Props) {
  const { t } = useTranslation()
  const lab = useLab()
  const { pointed, pointAt, signals } = useUi()
  const momentEntry = useMomentEntry()
  const listId = useId()
  const timeView = useTimeView()
  const { start, end, epoch } = merged
  const seqAt = (position: number) => lab.events.seqAt(merged.at(position))
  const list = useTailList({ start, end, epoch }, rowHeight, seqAt)
  const { scroller, virtualizer, onScroll, following, fresh, follow } = list
  const place = useRef<HTMLDivElement>(null)
  const [opened, setOpened] = useState<{ seq: number; anchor: MenuAnchor }>()
  const onMenu = useCallback(
    (seq: number, anchor: MenuAnchor) => {
      pointAt(seq)
      setOpened({ seq, anchor })
    },
    [pointAt],
  )

  /** Where the pointed row is; between two rows, if it isn't listed here. */
  const active = useCallback((): number | undefined => {
    const ordinal = pointed === undefined ? undefined : lab.events.find(pointed)
    if (ordinal === undefined) return undefined
    return merged.find(ordinal) ?? merged.seek(ordinal) - 0.5
  }, [pointed, lab, merged])

  const reveal = useRef(list.reveal)
  reveal.current = list.reveal
  const shownBefore = useRef(false)
  useEffect(() => {
    const position = active()
    const first = !shownBefore.current
    shownBefore.current = true
    if (position === undefined) return
    // What another view points at is kept in sight when this one opens, even if it only lies between two rows here.
    if (Number.isInteger(position) || first) reveal.current(Math.max(merged.start, Math.floor(position)))
  }, [active, merged])

  // A button that has led to another row leaves the focus with the list: keys go on from the row that is pointed at.
  useEffect(() => {
    const focused = document.activeElement?.closest<HTMLElement>('[data-seq]')
    if (!focused || !scroller.current?.contains(focused)) return
    if (Number(focused.dataset.seq) !== pointed) scroller.current.focus({ preventScroll: true })
  }, [pointed, scroller])

  const focus = () => (scroller.current ?? place.current?.querySelector('button') ?? place.current)?.focus()
  useSignal(signals, 'views.focus', focus)

  useCopying(scroller, () => pointed !== undefined && onCopy(pointed))

  const empty = start === end
  // Who stands in the empty state when the first row comes stands in the list then.
  const waiting = useRef(false)
  useEffect(() => {
    if (empty || !waiting.current) return
    waiting.current = false
    if (document.activeElement === document.body) scroller.current?.focus({ preventScroll: true })
  }, [empty, scroller])

  if (empty) {
    return (
      // biome-ignore lint/a11y/noStaticElementInteractions: it only looks on as the focus comes and goes
      <div
        ref={place}
        className={css.list}
        tabIndex={-1}
        onFocus={() => {
          waiting.current = true
        }}
        onBlur={(event) => {
          // Nothing else has it: then what had it is going away.
          if (event.relatedTarget) waiting.current = false
        }}
      >
        {whenEmpty}
      </div>
    )
  }

  const rowId = (seq: number) => `${listId}-${seq}`
  const rowOf = (target: EventTarget): number | undefined => {
    const element = target instanceof Element ? target.closest<HTMLElement>('[data-seq]') : null
    return element ? Number(element.dataset.seq) : undefined
  }
  const anchorOf = (seq: number) => document.getElementById(rowId(seq))?.querySelector('[data-lane]')

  const press = (event: React.KeyboardEvent<HTMLElement>) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    // What scrolls within a row keeps its keys.
    if (event.target instanceof Element && event.target.closest('[data-own-keys]')) return
    // A button in a row keeps the keys that press it.
    if (event.target !== scroller.current && (event.key === 'Enter' || event.key === ' ')) return
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / rowHeight) - 1)
    const to = keyTarget(event.key, active(), { start, end, page })
    if (to !== undefined) pointAt(lab.events.seqAt(merged.at(to)))
    else if (pointed === undefined || !Number.isInteger(active()) || !onKey(event.key, pointed)) return
    event.preventDefault()
    scroller.current?.focus({ preventScroll: true })
  }

  const activeInSight = pointed !== undefined && list.rows.some(({ position }) => seqAt(position) === pointed)
  return (
    <div ref={place} className={css.list} data-times={timeView} data-alone={alone || undefined}>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms */}
      <div
        ref={(element) => {
          scroller.current = element
        }}
        className={css.scroller}
        role="group"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and its keys move the marked row
        tabIndex={0}
        aria-label={label}
        aria-description={keys}
        aria-activedescendant={activeInSight ? rowId(pointed) : undefined}
        onScroll={onScroll}
        onKeyDown={press}
        onClick={(event) => {
          const seq = rowOf(event.target)
          const onButton = event.target instanceof Element && event.target.closest('button') !== null
          if (seq !== undefined && !onButton && (getSelection()?.isCollapsed ?? true)) pointAt(seq)
        }}
        onContextMenu={(event) => {
          const byKey = event.target === scroller.current
          const seq = byKey && activeInSight ? pointed : rowOf(event.target)
          if (seq === undefined) return
          event.preventDefault()
          const { clientX, clientY } = event
          const pointer = { getBoundingClientRect: () => new DOMRect(clientX, clientY, 0, 0) }
          onMenu(seq, (byKey && anchorOf(seq)) || pointer)
        }}
      >
        <ol className={css.rows} aria-label={label} style={{ height: list.height }}>
          {list.rows.map(({ position, top, key, measured }) => {
            const seq = seqAt(position)
            return (
              <li
                key={key}
                id={rowId(seq)}
                ref={measured ? virtualizer.measureElement : undefined}
                data-index={position - start}
                data-seq={seq}
                className={css.row}
                aria-setsize={end - start}
                aria-posinset={position - start + 1}
                aria-current={seq === pointed || undefined}
                style={{ transform: `translateY(${top}px)` }}
              >
                {row({
                  seq,
                  before: position > start ? lab.events.tAt(merged.at(position - 1)) : undefined,
                  pointed: seq === pointed,
                  onMenu,
                })}
              </li>
            )
          })}
        </ol>
      </div>
      {!following && <TailButton fresh={fresh} onPress={follow} />}
      <PopupMenu
        at={opened?.anchor}
        label={t('views.rowMenu', { seq: opened?.seq ?? 0 })}
        groups={opened ? [...menu(opened.seq), momentEntry(opened.seq)] : []}
        onClose={() => setOpened(undefined)}
        focusAfter={() => scroller.current}
      />
    </div>
  )
}
