import { useVirtualizer } from '@tanstack/react-virtual'
import { CircleCheck } from 'lucide-react'
import { useCallback, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { MAX_PROBLEMS } from '../../shared/model/model'
import { useSignal } from '../app/signals'
import { useUi } from '../app/ui'
import { useLab } from '../lab/hooks'
import { useContradictions, useFailures } from '../lab/useFailures'
import { usePast } from '../lab/usePast'
import { Button } from '../ui/Button'
import { EmptyState } from '../ui/EmptyState'
import { groupProblems, problemRows } from './groups'
import { ProblemItem } from './ProblemItem'
import css from './Problems.module.css'

const ROW = 56
/** Of the discard protocol (RFC 863), which hardly any machine serves: a call there is refused. */
const DISCARD_PORT = 9

/** What went wrong, the newest first, with the likely cause and what to try. Equal failures are told once. */
export function Problems() {
  const { t } = useTranslation()
  const lab = useLab()
  const { signals, execute } = useUi()
  const failures = useFailures()
  const contradictions = useContradictions()
  const scroller = useRef<HTMLElement>(null)
  const [expanded, setExpanded] = useState<ReadonlySet<string>>(new Set())
  // biome-ignore lint/correctness/useExhaustiveDependencies: the model is mutated in place; the counts tell when
  const groups = useMemo(
    () => groupProblems(lab.model.problems, lab.model.contradicted),
    [lab, lab.model, failures, contradictions],
  )
  const rows = useMemo(() => problemRows(groups, expanded), [groups, expanded])
  const virtualizer = useVirtualizer<HTMLElement, HTMLElement>({
    count: rows.length,
    getScrollElement: () => scroller.current,
    getItemKey: (index) => rows[index]?.key ?? index,
    estimateSize: () => ROW,
    overscan: 6,
  })
  const past = usePast()
  useSignal(signals, 'problems.focus', () => scroller.current?.focus())
  const toggle = useCallback(
    (key: string) =>
      setExpanded((before) => {
        const after = new Set(before)
        if (!after.delete(key)) after.add(key)
        return after
      }),
    [],
  )

  if (rows.length === 0) {
    const provoke = () => void execute({ do: 'connect', host: '127.0.0.1', port: DISCARD_PORT })
    return (
      <EmptyState
        icon={CircleCheck}
        action={past === undefined && <Button onClick={provoke}>{t('problems.provoke')}</Button>}
      >
        {t('problems.none')}
      </EmptyState>
    )
  }
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard
    <section ref={scroller} className={css.scroller} tabIndex={0} aria-label={t('problems.title')}>
      {failures > MAX_PROBLEMS && (
        <p className={css.more}>{t('problems.newest', { kept: MAX_PROBLEMS, count: failures })}</p>
      )}
      <ol className={css.rows} style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map((item) => {
          const row = rows[item.index]
          return (
            row && (
              <li
                key={row.key}
                ref={virtualizer.measureElement}
                data-index={item.index}
                className={css.row}
                aria-setsize={rows.length}
                aria-posinset={item.index + 1}
                style={{ transform: `translateY(${item.start}px)` }}
              >
                <ProblemItem row={row} onToggle={toggle} />
              </li>
            )
          )
        })}
      </ol>
    </section>
  )
}
