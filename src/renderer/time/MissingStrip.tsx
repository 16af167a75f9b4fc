import { History } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useUi } from '../app/ui'
import { useLab } from '../lab/hooks'
import { Button } from '../ui/Button'
import css from './MissingStrip.module.css'
import { useConnectionHistory } from './useConnectionHistory'

/** Above the views of a connection: that events of it are not here, and the way to get them. */
export function MissingStrip({ client, server }: { client: string | undefined; server: string | undefined }) {
  const { t } = useTranslation()
  const { events } = useLab()
  const { time } = useUi()
  const { hole, load } = useConnectionHistory([client, server].filter((name) => name !== undefined))
  if (!hole) return null
  const full = events.room < 1
  return (
    <div className={css.strip} role="status">
      <History size={13} aria-hidden="true" />
      <span>{t('time.missing', { before: hole.before })}</span>
      <Button small look="quiet" onClick={full ? () => void time.goTo(hole.before) : load}>
        {t(full ? 'time.showMoment' : 'time.load')}
      </Button>
    </div>
  )
}
