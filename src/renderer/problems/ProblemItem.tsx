import { ChevronDown, ChevronRight } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Problem } from '../../shared/model/model'
import { useUi } from '../app/ui'
import { useLab } from '../lab/hooks'
import { useShownName } from '../lab/useShownName'
import { Button } from '../ui/Button'
import { ErrorText } from '../ui/ErrorText'
import { clockTime, fullTime } from '../ui/format'
import type { ProblemRow } from './groups'
import css from './Problems.module.css'

interface Props {
  row: ProblemRow
  onToggle: (key: string) => void
}

export function ProblemItem({ row, onToggle }: Props) {
  const { t } = useTranslation()
  const { problem } = row
  const name = useShownName(problem.socket)
  if (row.type === 'one') {
    return (
      <div className={css.one}>
        <Time problem={problem} />
        <span className={css.name}>{name ?? t('problems.nowhere')}</span>
        <Show problem={problem} />
      </div>
    )
  }
  const Chevron = row.expanded ? ChevronDown : ChevronRight
  return (
    <div className={css.group}>
      <Time problem={problem} />
      <ErrorText
        error={problem}
        {...(name !== undefined && { where: t('notices.at', { name }) })}
        buttons={
          <>
            {row.count > 1 && (
              <Button small look="quiet" aria-expanded={row.expanded} onClick={() => onToggle(row.key)}>
                <Chevron size={13} aria-hidden="true" />
                {t('problems.times', { count: row.count })}
              </Button>
            )}
            <Show problem={problem} />
          </>
        }
      />
    </div>
  )
}

function Time({ problem }: { problem: Problem }) {
  const lab = useLab()
  const wall = lab.wallOf(problem.t)
  return (
    <time className={css.time} title={fullTime(wall, problem.t)}>
      {clockTime(wall)}
    </time>
  )
}

/** Points at the failure in every view, and selects its socket. */
function Show({ problem }: { problem: Problem }) {
  const { t } = useTranslation()
  const { pointAt, pointed, setBottom } = useUi()
  const { seq } = problem
  return (
    <>
      <Button small look="quiet" aria-pressed={pointed === seq} onClick={() => pointAt(seq)}>
        {t('problems.show')}
      </Button>
      <Button
        small
        look="quiet"
        onClick={() => {
          pointAt(seq)
          setBottom('log')
        }}
      >
        {t('end.showInLog')}
      </Button>
    </>
  )
}
