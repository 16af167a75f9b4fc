import { ShieldAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { visible } from '../../shared/bytes'
import type { OpenedScenario } from '../../shared/ipc'
import { CheckField } from '../ui/CheckField'
import { useScenario, useScenarioStore } from './context'
import css from './ScenarioPanel.module.css'
import { permission } from './store'

type Needed = OpenedScenario['needs']

/** So many needs of a kind are listed; the rest is counted. */
const LISTED = 5
const KINDS = [
  { what: 'net', key: 'net' },
  { what: 'files', key: 'file' },
  { what: 'spawn', key: 'program' },
] as const

/** What a scenario asks for beyond loopback sockets and its own folder. The person says yes to each kind, or doesn't. */
export function Needs({ needs }: { needs: Needed }) {
  const { t } = useTranslation()
  const { store } = useScenarioStore()
  const { state, underWay } = useScenario()
  return (
    <fieldset className={css.needs}>
      <legend className={css.needsTitle}>
        <ShieldAlert size={14} aria-hidden="true" />
        {t('scenario.needs.title')}
      </legend>
      {KINDS.map(({ what, key }) => {
        const these = needs.filter((need) => permission(need.what) === what)
        if (these.length === 0) return null
        const places = these
          .slice(0, LISTED)
          .map(({ step, value }) => t('scenario.needs.at', { step, value: visible(value) }))
        const more = these.length - places.length
        if (more > 0) places.push(t('scenario.needs.more', { count: more }))
        return (
          <CheckField
            key={what}
            label={t(`scenario.needs.${key}`)}
            hint={places.join(t('scenario.words.comma'))}
            checked={state.allow[what]}
            onChange={(allowed) => !underWay && store.allow(what, allowed)}
          />
        )
      })}
    </fieldset>
  )
}
