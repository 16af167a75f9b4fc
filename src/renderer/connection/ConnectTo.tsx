import { Plug } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { reachedAt } from '../../shared/ids'
import type { SocketModel } from '../../shared/model/model'
import { useUi } from '../app/ui'
import { usePast } from '../lab/usePast'
import { ActButton } from '../ui/ActButton'

/** Makes clients of another program's server. */
export function ConnectTo({ listener }: { listener: SocketModel }) {
  const { t } = useTranslation()
  const { openDialog } = useUi()
  const past = usePast()
  const address = listener.local === undefined ? undefined : reachedAt(listener.local)
  return (
    <ActButton
      icon={Plug}
      why={past ?? t('watching.watch.connectHint')}
      disabled={past !== undefined || address === undefined || listener.state !== 'LISTEN'}
      onClick={() => address && openDialog({ name: 'clients', like: { do: 'connect', ...address } })}
    >
      {t('watching.watch.connect')}
    </ActButton>
  )
}
