import { Toolbar } from '@base-ui/react/toolbar'
import { useTranslation } from 'react-i18next'
import type { SocketModel } from '../../shared/model/model'
import { useUi } from '../app/ui'
import { useLab } from '../lab/hooks'
import { usePast } from '../lab/usePast'
import { useShownName } from '../lab/useShownName'
import { buttonClass } from '../ui/Button'
import { Hint } from '../ui/Hint'
import css from './Acts.module.css'
import { allowsHalfOpen } from './halfOpen'
import { type Offer, offers } from './offers'
import { RecvControl } from './RecvControl'
import { useSentences } from './sentences'

/** The acts on one end. Each says beforehand what it will do here and now, or why it cannot be done. */
export function Acts({ socket, peer }: { socket: SocketModel; peer: SocketModel | undefined }) {
  const { t } = useTranslation()
  const lab = useLab()
  const name = useShownName(socket.name)
  const past = usePast() !== undefined
  // Datagrams are read whole, as they come.
  const byHand = socket.paused && socket.descriptor === 'open' && !socket.ended && socket.transport !== 'udp'
  const all = offers(socket, { peer, peerAllowsHalfOpen: peer && allowsHalfOpen(lab, peer), past })
  return (
    <Toolbar.Root className={css.acts} aria-label={t('acts.toolbar', { name })}>
      {all.map((offer) => (
        // Pause and resume take turns at one place.
        <Act key={offer.act === 'resume' ? 'pause' : offer.act} offer={offer} socket={socket.name} />
      ))}
      {byHand && <RecvControl socket={socket} />}
    </Toolbar.Root>
  )
}

function Act({ offer, socket }: { offer: Offer; socket: string }) {
  const { t } = useTranslation()
  const { execute } = useUi()
  const why = useSentences()(offer.why)
  return (
    <Hint text={why} side="bottom">
      <Toolbar.Button
        className={buttonClass(offer.act === 'reset' || offer.act === 'destroy' ? 'danger' : 'normal', true)}
        disabled={!offer.possible}
        aria-description={why}
        data-point={offer.act === 'pause' || offer.act === 'resume' ? 'pauseOrResume' : offer.act}
        data-point-of={socket}
        onClick={() => void execute({ do: offer.act, socket })}
      >
        {t(`acts.name.${offer.act}`)}
      </Toolbar.Button>
    </Hint>
  )
}
