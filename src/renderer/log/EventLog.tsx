import { ScrollText } from 'lucide-react'
import { type KeyboardEvent, type RefObject, useEffect, useId, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useUi } from '../app/ui'
import { EVENT_CAP } from '../lab/events'
import { useLab, useLabVersion } from '../lab/hooks'
import { EmptyState } from '../ui/EmptyState'
import { TailButton } from '../ui/TailButton'
import { useTailList } from '../ui/tailList'
import css from './EventLog.module.css'
import { LogRow } from './LogRow'

const ROW = 22

/** Everything that happened, newest at the end. */
export function EventLog() {
  const { t } = useTranslation()
  const lab = useLab()
  useLabVersion()
  const { pointed, pointAt } = useUi()
  const listId = useId()
  const { events } = lab
  const { first: start, end, epoch } = events
  const list = useTailList({ start, end, epoch }, ROW)
  const { scroller, virtualizer, onScroll, following, fresh, follow } = list
  const reveal = useRef(list.reveal)
  reveal.current = list.reveal

  useEffect(() => {
    const ordinal = pointed === undefined ? undefined : events.find(pointed)
    if (ordinal !== undefined) reveal.current(ordinal)
  }, [pointed, events])

  const active = pointed === undefined ? undefined : events.find(pointed)
  const press = (event: KeyboardEvent) => {
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / ROW) - 1)
    const to = target(event.key, active, start, end, page)
    if (to === undefined) return
    event.preventDefault()
    pointAt(events.seqAt(to))
  }

  const rowId = (seq: number) => `${listId}-${seq}`
  const items = virtualizer.getVirtualItems()
  const activeInSight = items.some((item) => start + item.index === active)
  return (
    <section className={css.log} aria-label={t('log.title')}>
      <header className={css.head}>
        <h2>{t('log.title')}</h2>
        <span title={t('log.heldHint', { cap: EVENT_CAP })}>{t('log.count', { count: lab.model.seq })}</span>
        {events.size < lab.model.seq && (
          <span title={t('log.heldHint', { cap: EVENT_CAP })}>{t('log.held', { held: events.size })}</span>
        )}
        {lab.skipped > 0 && (
          <span className={css.skipped} title={t('log.skippedHint')}>
            {t('log.skipped', { count: lab.skipped })}
          </span>
        )}
      </header>
      {start === end ? (
        <EmptyState icon={ScrollText}>{t('log.empty')}</EmptyState>
      ) : (
        <div className={css.body}>
          <div
            ref={scroller as RefObject<HTMLDivElement | null>}
            className={css.scroller}
            onScroll={onScroll}
            onKeyDown={press}
            role="listbox"
            tabIndex={0}
            aria-label={t('log.title')}
            aria-activedescendant={activeInSight && pointed !== undefined ? rowId(pointed) : undefined}
          >
            <div className={css.rows} style={{ height: virtualizer.getTotalSize() }} role="none">
              {items.map((item) => {
                const ordinal = start + item.index
                const seq = events.seqAt(ordinal)
                return (
                  <LogRow
                    key={seq}
                    id={rowId(seq)}
                    seq={seq}
                    gap={events.gapBefore(ordinal)}
                    top={item.start}
                    pointed={seq === pointed}
                    onPress={pointAt}
                  />
                )
              })}
            </div>
          </div>
          {!following && <TailButton fresh={fresh} onPress={follow} />}
        </div>
      )}
    </section>
  )
}

/** Where a key leads in the list; ordinals. */
function target(
  key: string,
  active: number | undefined,
  start: number,
  end: number,
  page: number,
): number | undefined {
  const clamp = (to: number) => Math.min(end - 1, Math.max(start, to))
  const from = active ?? end
  switch (key) {
    case 'ArrowDown':
      return clamp(from + 1)
    case 'ArrowUp':
      return clamp(from - 1)
    case 'PageDown':
      return clamp(from + page)
    case 'PageUp':
      return clamp(from - page)
    case 'Home':
      return start
    case 'End':
      return end - 1
  }
  return undefined
}
