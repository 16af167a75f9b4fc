import { useTranslation } from 'react-i18next'
import type { ProgramModel } from '../../shared/model/programs'
import css from './PhaseBadge.module.css'
import { lookOf, phaseText } from './words'

/** How a program stands: a disc runs, a ring has ended, a square has not ended well. */
export function PhaseBadge({ program }: { program: ProgramModel }) {
  const { t } = useTranslation()
  return (
    <span className={css.badge} data-look={lookOf(program)}>
      <span className={css.mark} aria-hidden="true" />
      {phaseText(t, program)}
    </span>
  )
}
