import { Users } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { SocketModel } from '../../shared/model/model'
import { useUi } from '../app/ui'
import { usePast } from '../lab/usePast'
import { ActButton } from '../ui/ActButton'

/** Opens the dialog for a load on a server. */
export function LoadButton({ server }: { server: SocketModel }) {
  const { t } = useTranslation()
  const { openDialog } = useUi()
  const past = usePast()
  const closed = past ?? (server.descriptor === 'open' ? undefined : t('actions.reason.notListening'))
  return (
    <ActButton
      icon={Users}
      why={closed ?? t('load.actHint')}
      disabled={closed !== undefined}
      onClick={() => openDialog({ name: 'load', target: server.name })}
    >
      {t('load.act')}
    </ActButton>
  )
}
