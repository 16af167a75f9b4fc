import { useTranslation } from 'react-i18next'
import { StateBadge } from '../ui/StateBadge'
import css from './EndState.module.css'
import { type End, stateAt } from './ends'
import { knownText, lifeText, noStatesText } from './words'

/** What an end was in at `t`, ms, and how that is known; of one that has no states, how it stood. */
export function EndState({ end, at }: { end: End; at: number }) {
  const { t } = useTranslation()
  const { life } = end
  const standing = life && lifeText(t, life, at)
  if (life && standing !== undefined) {
    return (
      <span className={css.life} data-transport={life.transport} title={noStatesText(t, life.transport)}>
        {standing}
      </span>
    )
  }
  const state = life ? undefined : stateAt(end, at)
  if (!state) return <span className={css.known}>{t('timeline.notYet')}</span>
  return (
    <>
      <StateBadge state={state.state} plain />
      <span className={css.known}>{knownText(t, state.step)}</span>
    </>
  )
}
