import { ContextMenu } from '@base-ui/react/context-menu'
import {
  type KeyboardEvent,
  type MouseEvent,
  type RefObject,
  useCallback,
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
  useState,
} from 'react'
import { useTranslation } from 'react-i18next'
import type { LabEvent } from '../../shared/events'
import { useSignal } from '../app/signals'
import { useUi } from '../app/ui'
import { useCopying } from '../edit/copying'
import { useLab } from '../lab/hooks'
import { useFixedList } from '../ui/fixedList'
import { keyTarget } from '../ui/listKeys'
import { TailButton } from '../ui/TailButton'
import { EarlierRow, useEarlier } from './Earlier'
import css from './EventLog.module.css'
import { LogMenu } from './LogMenu'
import { LogRow } from './LogRow'
import { eventsBetween, type LogView } from './useLogView'

const ROW = 22
/** So many times the height of the list before its first row, older events are asked for. */
const NEAR = 8

/** The list has the focus and names its active row: the event that is pointed at in every view. */
export function LogRows({ view }: { view: LogView }) {
  const { t } = useTranslation()
  const { events } = useLab()
  const { pointed, pointAt, signals, time } = useUi()
  const listId = useId()
  const { list, pins, isPinned, togglePins } = view
  const { start, end, epoch } = list
  const earlier = useEarlier()
  const tail = useFixedList({ start, end, epoch }, ROW, earlier.count > 0 ? ROW : 0)
  const { scroller, onScroll, following, fresh, follow } = tail
  /** `seq` of where a range begins; the event that is pointed at is its other end. */
  const [anchor, setAnchor] = useState<number>()
  const own = useRef<number>(undefined)
  /** The first row is in sight. */
  const [atTop, setAtTop] = useState(true)
  const newest = useRef(tail.reveal)
  newest.current = tail.reveal

  const positionOf = (seq: number | undefined) => {
    const ordinal = seq === undefined ? undefined : events.find(seq)
    return ordinal === undefined ? undefined : list.find(ordinal)
  }
  const active = positionOf(pointed)
  const from = positionOf(anchor) ?? active
  const [first, last] =
    active === undefined || from === undefined ? [0, -1] : [Math.min(active, from), Math.max(active, from)]
  const chosen = () => eventsBetween(list, first, last, (ordinal) => events.at(ordinal))

  // biome-ignore lint/correctness/useExhaustiveDependencies: only an event that is newly pointed at is revealed
  useEffect(() => {
    if (pointed !== own.current) setAnchor(pointed)
    if (active !== undefined) newest.current(active)
  }, [pointed, events])

  // A strip of pins that grows takes its room from the list: the rows stay where they are.
  const pinRows = Math.min(5, pins.length)
  const pinRowsBefore = useRef(pinRows)
  useLayoutEffect(() => {
    const element = scroller.current
    if (element && !following) element.scrollTop += (pinRows - pinRowsBefore.current) * ROW
    pinRowsBefore.current = pinRows
  }, [pinRows, following, scroller])

  useEffect(() => {
    if (following) events.shrink()
  }, [following, events])

  useSignal(signals, 'log.focus', () => scroller.current?.focus())

  const goTo = (seq: number, extend: boolean) => {
    own.current = seq
    setAnchor(extend ? (anchor ?? pointed ?? seq) : seq)
    pointAt(seq)
  }
  const pressed = useRef(goTo)
  pressed.current = goTo
  const onPress = useCallback((seq: number, extend: boolean) => pressed.current(seq, extend), [])
  const onShow = useCallback((seq: number) => void time.goTo(seq), [time])
  const onPin = useCallback((event: LabEvent) => togglePins([event]), [togglePins])

  useCopying(scroller, () => active !== undefined && void view.copy(chosen()))

  const press = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget || event.altKey) return
    const mod = event.ctrlKey || event.metaKey
    const letter = event.key.toLowerCase()
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / ROW) - 1)
    const to = mod ? undefined : keyTarget(event.key, active, { start, end, page })
    if (to === start && active === start && earlier.count > 0) earlier.load()
    else if (to !== undefined) {
      goTo(events.seqAt(list.at(to)), event.shiftKey)
      // It may be pointed at already, and out of sight.
      newest.current(to)
    } else if (event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey)) openMenu()
    else if (mod && !event.shiftKey && letter === 'a') {
      goTo(events.seqAt(list.at(end - 1)), false)
      setAnchor(events.seqAt(list.at(start)))
    } else if (!mod && letter === 'p' && active !== undefined) togglePins(chosen())
    else return
    event.preventDefault()
  }

  const rowId = (seq: number) => `${listId}-${seq}`

  /** The menu of the active row, by keyboard. */
  const openMenu = () => {
    const row = pointed === undefined ? null : document.getElementById(rowId(pointed))
    const place = row?.getBoundingClientRect()
    if (!row || !place) return
    const at = { clientX: place.left + 3 * ROW, clientY: place.bottom }
    row.dispatchEvent(new MouseEvent('contextmenu', { bubbles: true, cancelable: true, ...at }))
  }

  /** A row that is pressed for its menu is selected first, unless it is among what is. */
  const beforeMenu = (event: MouseEvent) => {
    const row = event.target instanceof Element && event.target.closest<HTMLElement>('[role=option]')
    const seq = row ? Number(row.dataset.seq) : undefined
    const position = positionOf(seq)
    if (seq !== undefined && position !== undefined && (position < first || position > last)) goTo(seq, false)
  }

  const positions = Array.from({ length: tail.last - tail.first }, (_, index) => tail.first + index)
  const activeInSight = active !== undefined && active >= tail.first && active < tail.last
  return (
    <div className={css.body}>
      <ContextMenu.Root>
        <ContextMenu.Trigger
          ref={scroller as RefObject<HTMLDivElement | null>}
          className={css.scroller}
          onScroll={(event) => {
            onScroll(event)
            const { scrollTop, clientHeight } = event.currentTarget
            const near = scrollTop < NEAR * clientHeight
            // Before they are reached by scrolling, older ones come by themselves.
            if (near && !following && earlier.count > 0 && !earlier.full) earlier.load('quiet')
            setAtTop(scrollTop < ROW)
          }}
          onKeyDown={press}
          onContextMenu={beforeMenu}
          role="listbox"
          tabIndex={0}
          aria-label={t('log.title')}
          aria-multiselectable={true}
          aria-activedescendant={activeInSight && pointed !== undefined ? rowId(pointed) : undefined}
        >
          <div className={css.rows} style={{ height: tail.height }} role="none">
            {positions.map((position) => {
              const ordinal = list.at(position)
              const seq = events.seqAt(ordinal)
              return (
                <LogRow
                  key={tail.slotOf(position)}
                  id={rowId(seq)}
                  seq={seq}
                  gap={events.gapBefore(ordinal)}
                  top={tail.topOf(position)}
                  selected={position >= first && position <= last}
                  pinned={isPinned(seq)}
                  onPress={onPress}
                  onPin={onPin}
                  onGap={earlier.loadBefore}
                  onShow={onShow}
                />
              )
            })}
          </div>
        </ContextMenu.Trigger>
        <LogMenu view={view} earlier={earlier} chosen={chosen} focusAfter={() => scroller.current} />
      </ContextMenu.Root>
      {earlier.count > 0 && atTop && <EarlierRow earlier={earlier} />}
      {!following && <TailButton fresh={fresh} onPress={follow} />}
    </div>
  )
}
