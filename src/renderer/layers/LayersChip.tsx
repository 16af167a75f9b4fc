import { Popover } from '@base-ui/react/popover'
import { Lock, LockOpen, Layers as Sheets } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Layers, SocketModel } from '../../shared/model/model'
import { useShownName } from '../lab/useShownName'
import facts from '../ui/FactsPopup.module.css'
import { LayerFacts } from './LayerFacts'
import css from './Layers.module.css'
import { framingSign } from './words'

/** What stands above the stream of an end, or of those that a server accepts, in two words; the rest on request. */
export function LayersChip({ socket }: { socket: SocketModel }) {
  const { t } = useTranslation()
  const name = useShownName(socket.name)
  const { layers } = socket
  if (!layers || (!layers.tls && !layers.framing)) return null
  const untrusted = layers.secured?.authorized === false
  const Icon = layers.tls ? (untrusted ? LockOpen : Lock) : Sheets
  const words = [
    ...(layers.tls ? [layers.secured?.protocol ?? tlsWords(socket, layers)] : []),
    ...(layers.framing ? [framingSign(layers.framing)] : []),
  ].join(' · ')
  return (
    <Popover.Root>
      <Popover.Trigger
        className={css.chip}
        data-untrusted={untrusted || undefined}
        data-broken={layers.broken > 0 || undefined}
        aria-label={t('layers.open', { name, words })}
      >
        <Icon size={12} aria-hidden="true" />
        <span className={css.words}>{words}</span>
        {layers.broken > 0 && (
          <span className={css.broken}>{t('layers.brokenCount', { count: layers.broken })}</span>
        )}
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner className={facts.positioner} sideOffset={6} align="start" collisionPadding={8}>
          <Popover.Popup className={`${facts.popup} ${css.sections}`}>
            <LayerFacts socket={socket} layers={layers} />
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  )

  function tlsWords({ role, descriptor }: SocketModel, { secured }: Layers): string {
    if (role === 'listener' || secured) return 'TLS'
    return t(descriptor === 'closed' ? 'layers.neverSecured' : 'layers.handshake')
  }
}
