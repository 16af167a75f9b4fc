import { Users } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { SocketModel } from '../../shared/model/model'
import { useUi } from '../app/ui'
import { usePast } from '../lab/usePast'
import { Button } from '../ui/Button'
import { Hint } from '../ui/Hint'

/** Opens the dialog for a load on a server. */
export function LoadButton({ server }: { server: SocketModel }) {
  const { t } = useTranslation()
  const { openDialog } = useUi()
  const past = usePast()
  const closed = past ?? (server.descriptor === 'open' ? undefined : t('actions.reason.notListening'))
  const why = closed ?? t('load.actHint')
  return (
    <Hint text={why}>
      <Button
        small
        disabled={closed !== undefined}
        focusableWhenDisabled
        aria-description={why}
        onClick={() => openDialog({ name: 'load', target: server.name })}
      >
        <Users size={14} aria-hidden="true" />
        {t('load.act')}
      </Button>
    </Hint>
  )
}
