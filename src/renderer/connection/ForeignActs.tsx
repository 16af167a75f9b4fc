import { Eye } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { parseAddress } from '../../shared/ids'
import { isHere } from '../../shared/model/kernel'
import type { SocketModel } from '../../shared/model/model'
import { isForeign } from '../../shared/model/selectors'
import { useUi } from '../app/ui'
import { useLab, useStructure } from '../lab/hooks'
import { usePast } from '../lab/usePast'
import { Button } from '../ui/Button'
import { Hint } from '../ui/Hint'
import css from './ForeignActs.module.css'

/** What can be done about an end of another program: nothing to it, but its server can be looked at more closely. */
export function ForeignActs({ socket, peer }: { socket: SocketModel; peer: SocketModel | undefined }) {
  const { t } = useTranslation()
  const lab = useLab()
  useStructure()
  const { execute } = useUi()
  const port = offeredPort(socket, peer)
  const watched = [...lab.model.watches.values()].some((watch) => watch.port === port)
  const past = usePast()
  const why = past ?? t('watching.watch.offerHint')
  return (
    <div className={css.acts}>
      <span>{t('watching.watch.noAct')}</span>
      {port !== undefined && !watched && (
        <Hint text={why} side="bottom">
          <Button
            small
            disabled={past !== undefined}
            focusableWhenDisabled
            aria-description={why}
            onClick={() => void execute({ do: 'watch', port })}
          >
            <Eye size={13} aria-hidden="true" />
            {t('watching.watch.offer', { port })}
          </Button>
        </Hint>
      )}
    </div>
  )
}

/** The port of another program's server on this machine that a client of the lab is connected to; if it isn't watched. */
export function offeredPort(socket: SocketModel, peer: SocketModel | undefined): number | undefined {
  if (!isForeign(socket) || socket.watch !== undefined || peer?.role !== 'client') return undefined
  return isHere(peer.local, socket.local) ? parseAddress(socket.local ?? '')?.port : undefined
}
