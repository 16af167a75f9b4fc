import { Waypoints } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import css from './ProxyBadge.module.css'

/** Tells a proxy from a server that answers by itself. `small`: the sign alone. */
export function ProxyBadge({ small = false }: { small?: boolean }) {
  const { t } = useTranslation()
  return (
    <span className={css.badge} data-small={small || undefined} title={t('proxy.badge')}>
      <Waypoints size={small ? 12 : 13} aria-hidden="true" />
      {!small && t('proxy.badge')}
    </span>
  )
}
