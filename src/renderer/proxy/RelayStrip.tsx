import { ArrowLeftRight, Waypoints } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useUi } from '../app/ui'
import { useLab, useStructure } from '../lab/hooks'
import { legNames, legsOf, proxiesOf } from '../ladder/legs'
import { Hint } from '../ui/Hint'
import css from './RelayStrip.module.css'

/** Of what a connection is a part, where proxies relay it: from either leg one gets to the others, and to the proxies between. */
export function RelayStrip({ client, server }: { client: string | undefined; server: string | undefined }) {
  const { t } = useTranslation()
  const lab = useLab()
  const { select } = useUi()
  useStructure()
  const legs = legsOf(lab.model, client, server)
  if (legs.length === 1) return null
  const names = legNames(t, lab.model, legs, [])
  const proxies = proxiesOf(lab.model, legs)
  return (
    <nav className={css.strip} aria-label={t('proxy.strip')}>
      {legs.map((leg, index) => {
        const here = leg.client === client && leg.server === server
        const proxy = listenerOf(lab.model.sockets.get(legs[index - 1]?.server ?? '')?.listener)
        const ends = names[index]
        const end = leg.client ?? leg.server
        return (
          <span key={end} className={css.part}>
            {index > 0 && (
              <button
                type="button"
                className={css.proxy}
                disabled={proxy === undefined}
                onClick={() => proxy !== undefined && select(proxy)}
              >
                <Waypoints size={13} aria-hidden="true" />
                {proxies[index - 1]}
              </button>
            )}
            <Hint text={t(here ? 'proxy.legHere' : 'proxy.legThere')}>
              <button
                type="button"
                className={css.leg}
                aria-current={here || undefined}
                onClick={() => end !== undefined && !here && select(end)}
              >
                <span>{ends?.client}</span>
                <ArrowLeftRight size={12} aria-hidden="true" />
                <span>{ends?.server}</span>
              </button>
            </Hint>
          </span>
        )
      })}
    </nav>
  )
}

function listenerOf(name: string | undefined): string | undefined {
  return name === '' ? undefined : name
}
