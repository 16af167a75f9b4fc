import { ShieldAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { visible } from '../../shared/bytes'
import type { OpenedScenario } from '../../shared/ipc'
import css from './ScenarioPanel.module.css'

type Needed = OpenedScenario['needs']

/** So many needs of a kind are listed; the rest is counted. */
const LISTED = 5
/** The kinds, and the needs of each. */
const KINDS = [
  { key: 'program', of: ['program'] },
  { key: 'net', of: ['listen', 'relay', 'call', 'lookup', 'target'] },
  { key: 'file', of: ['file', 'socket-file', 'peer'] },
] as const satisfies { key: string; of: readonly Needed[number]['what'][] }[]

/** What a scenario wants beyond loopback sockets and its own folder. Main asks for all of it when it is run. */
export function Needs({ needs }: { needs: Needed }) {
  const { t } = useTranslation()
  return (
    <section className={css.needs} aria-labelledby="scenario-needs">
      <h3 id="scenario-needs" className={css.needsTitle}>
        <ShieldAlert size={14} aria-hidden="true" />
        {t('scenario.needs.title')}
      </h3>
      <dl>
        {KINDS.map(({ key, of }) => {
          const these = needs.filter(({ what }) => (of as readonly string[]).includes(what))
          if (these.length === 0) return null
          const more = these.length - LISTED
          return (
            <div key={key}>
              <dt>{t(`scenario.needs.${key}`)}</dt>
              {these.slice(0, LISTED).map(({ step, field, value }) => (
                <dd key={`${step} ${field}`}>{t('scenario.needs.at', { step, value: visible(value) })}</dd>
              ))}
              {more > 0 && <dd>{t('scenario.needs.more', { count: more })}</dd>}
            </div>
          )
        })}
      </dl>
      <p>{t('scenario.needs.asked')}</p>
    </section>
  )
}
