import { SquareTerminal } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { formatBytes, visible } from '../../shared/bytes'
import type { EventKind, LabEvent } from '../../shared/events'
import type { ProgramModel } from '../../shared/model/programs'
import { outputRow } from '../../shared/terminal'
import { useUi } from '../app/ui'
import { useLab, useMergedEvents } from '../lab/hooks'
import { describe } from '../log/describe'
import { useLine } from '../log/useLine'
import { MissingStrip } from '../time/MissingStrip'
import { EmptyState } from '../ui/EmptyState'
import { TailButton } from '../ui/TailButton'
import { useTailList } from '../ui/tailList'
import css from './OutputList.module.css'
import { programName } from './words'

const ROW = 20

const WANTED: ReadonlySet<EventKind> = new Set<EventKind>(['output', 'asked', 'exited', 'failed'])
const wanted = (kind: EventKind) => WANTED.has(kind)

/** What a program has written, and what was typed for it, in the order in which it came. Follows the newest. */
export function OutputList({ program }: { program: ProgramModel }) {
  const { t } = useTranslation()
  const { name, phase } = program
  const label = t('programs.output.label', { name: programName(program) })
  const lab = useLab()
  const { pointed, pointAt } = useUi()
  const merged = useMergedEvents(name, undefined, wanted)
  const { start, end, epoch } = merged
  const seqAt = (position: number) => lab.events.seqAt(merged.at(position))
  const list = useTailList({ start, end, epoch }, ROW, seqAt)
  const { scroller, virtualizer, onScroll, following, fresh, follow } = list
  if (start === end) {
    return (
      <div className={css.list}>
        <MissingStrip client={name} server={undefined} />
        <EmptyState icon={SquareTerminal}>
          {t(phase === 'running' ? 'programs.output.none' : 'programs.output.nothing')}
        </EmptyState>
      </div>
    )
  }
  return (
    <div className={css.list}>
      <MissingStrip client={name} server={undefined} />
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms */}
      <div
        ref={(element) => {
          scroller.current = element
        }}
        className={css.scroller}
        role="group"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls
        tabIndex={0}
        aria-label={label}
        onScroll={onScroll}
      >
        <ol className={css.rows} aria-label={label} style={{ height: list.height }}>
          {list.rows.map(({ position, top, key, measured }) => {
            const seq = seqAt(position)
            const event = lab.events.bySeq(seq)
            return (
              // biome-ignore lint/a11y/useKeyWithClickEvents: to point at an event by keyboard, there is the log
              <li
                key={key}
                ref={measured ? virtualizer.measureElement : undefined}
                data-index={position - start}
                className={css.row}
                aria-current={seq === pointed || undefined}
                style={{ transform: `translateY(${top}px)` }}
                onClick={() => (getSelection()?.isCollapsed ?? true) && pointAt(seq)}
              >
                {event && <Row event={event} />}
              </li>
            )
          })}
        </ol>
      </div>
      {!following && <TailButton fresh={fresh} onPress={follow} />}
    </div>
  )
}

/** What a program wrote has a word in front where it is no ordinary output: colour is never the only sign. */
function Row({ event }: { event: LabEvent }) {
  const { t } = useTranslation()
  if (event.kind === 'output') {
    const { stream, text, omitted } = event
    return (
      <div className={css.text} data-stream={stream}>
        <span className={css.mark}>{stream === 'stderr' ? stream : ''}</span>
        <span className={css.lines}>
          {omitted !== undefined && (
            <em className={css.omitted}>
              {t('programs.output.omitted', { size: formatBytes(omitted) })}
              {'\n'}
            </em>
          )}
          {linesOf(text)}
        </span>
      </div>
    )
  }
  if (event.kind === 'asked' && event.command.do === 'input') {
    const { text = '', end } = event.command
    return (
      <div className={css.text} data-stream="stdin">
        <span className={css.mark}>{t('programs.output.typed')}</span>
        <span className={css.lines}>
          {linesOf(text)}
          {end && <em className={css.omitted}> {t('programs.output.inputEnds')}</em>}
        </span>
      </div>
    )
  }
  return <Course event={event} />
}

function Course({ event }: { event: LabEvent }) {
  const line = useLine()
  return (
    <div className={css.course} data-bad={event.kind === 'failed' || undefined}>
      {line(describe(event))}
    </div>
  )
}

/** Lines as they are, with every control character made visible. */
function linesOf(text: string): string {
  return outputRow(text).split('\n').map(visible).join('\n')
}
