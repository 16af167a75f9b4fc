import { ChevronDown, ChevronRight } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useUi } from '../app/ui'
import { useLab } from '../lab/hooks'
import { useShownName } from '../lab/useShownName'
import { Button } from '../ui/Button'
import { ErrorText } from '../ui/ErrorText'
import { clockTime, fullTime } from '../ui/format'
import { ContradictionText } from './ContradictionText'
import { isContradiction, type ProblemRow, type Trouble } from './groups'
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
  const where = name !== undefined && { where: t('notices.at', { name }) }
  const buttons = (
    <>
      {row.count > 1 && (
        <Button small look="quiet" aria-expanded={row.expanded} onClick={() => onToggle(row.key)}>
          <Chevron size={13} aria-hidden="true" />
          {t('problems.times', { count: row.count })}
        </Button>
      )}
      <Show problem={problem} />
    </>
  )
  return (
    <div className={css.group}>
      <Time problem={problem} />
      {isContradiction(problem) ? (
        <ContradictionText contradiction={problem} {...where} buttons={buttons} />
      ) : (
        <ErrorText error={problem} {...where} buttons={buttons} />
      )}
    </div>
  )
}

function Time({ problem }: { problem: Trouble }) {
  const lab = useLab()
  const wall = lab.wallOf(problem.t)
  return (
    <time className={css.time} title={fullTime(wall, problem.t)}>
      {clockTime(wall)}
    </time>
  )
}

/** Points at it in every view, and selects its socket. */
function Show({ problem }: { problem: Trouble }) {
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
