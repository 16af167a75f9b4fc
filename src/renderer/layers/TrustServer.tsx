import { ShieldCheck } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { visible } from '../../shared/bytes'
import type { SocketModel } from '../../shared/model/model'
import { useUi } from '../app/ui'
import { useLab } from '../lab/hooks'
import { shownName } from '../lab/names'
import { usePast } from '../lab/usePast'
import { reconnect } from '../making/again'
import { Button } from '../ui/Button'
import { untrustedServer } from './trusting'

/** Connects again, trusting the certificate that a client has refused, where it is that of a server of the lab. */
export function TrustServer({ client }: { client: SocketModel }) {
  const { t } = useTranslation()
  const lab = useLab()
  const ui = useUi()
  const past = usePast()
  const server = untrustedServer(lab.model, client)
  if (!server) return null
  return (
    <Button
      small
      disabled={past !== undefined}
      focusableWhenDisabled
      aria-description={past}
      onClick={() => void reconnect(ui, lab, client.name, server.name)}
    >
      <ShieldCheck size={13} aria-hidden="true" />
      {t('layers.trustAgain', { server: visible(shownName(lab.model, server.name)) })}
    </Button>
  )
}
