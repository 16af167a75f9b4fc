import { type ReactNode, useEffect, useRef } from 'react'
import type { EventKind } from '../../shared/events'
import { useUi } from '../app/ui'
import { useLab, useMergedEvents } from '../lab/hooks'
import { TailButton } from '../ui/TailButton'
import { useTailList } from '../ui/tailList'
import css from './LaneList.module.css'

interface Props {
  client: string | undefined
  server: string | undefined
  /** Which events are listed. A constant. */
  wanted: (kind: EventKind) => boolean
  label: string
  /** Height of a row, px; a row that is higher is measured. */
  rowHeight: number
  /** What stands here while there is nothing to list. */
  empty: ReactNode
  row: (seq: number, pointed: boolean) => ReactNode
}

/** Events of both ends of a connection in the order in which they were recorded. Follows the newest. */
export function LaneList({ client, server, wanted, label, rowHeight, empty, row }: Props) {
  const lab = useLab()
  const { pointed } = useUi()
  const merged = useMergedEvents(client, server, wanted)
  const { start, end, epoch } = merged
  const list = useTailList({ start, end, epoch }, rowHeight)
  const { scroller, virtualizer, onScroll, following, fresh, follow } = list
  const reveal = useRef(list.reveal)
  reveal.current = list.reveal

  useEffect(() => {
    const ordinal = pointed === undefined ? undefined : lab.events.find(pointed)
    const position = ordinal === undefined ? undefined : merged.find(ordinal)
    if (position !== undefined) reveal.current(position)
  }, [pointed, lab, merged])

  if (start === end) return empty
  return (
    <div className={css.list}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard */}
      <section ref={scroller} className={css.scroller} onScroll={onScroll} tabIndex={0} aria-label={label}>
        <ol className={css.rows} aria-label={label} style={{ height: virtualizer.getTotalSize() }}>
          {virtualizer.getVirtualItems().map((item) => {
            const seq = lab.events.seqAt(merged.at(start + item.index))
            return (
              <li
                key={seq}
                ref={virtualizer.measureElement}
                data-index={item.index}
                className={css.row}
                aria-setsize={end - start}
                aria-posinset={item.index + 1}
                style={{ transform: `translateY(${item.start}px)` }}
              >
                {row(seq, seq === pointed)}
              </li>
            )
          })}
        </ol>
      </section>
      {!following && <TailButton fresh={fresh} onPress={follow} />}
    </div>
  )
}
