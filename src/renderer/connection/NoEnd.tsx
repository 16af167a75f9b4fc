import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { Model, SocketModel } from '../../shared/model/model'
import { acceptQueue, isUnaccepted, listenerOf, servedBy } from '../../shared/model/queue'
import { useUi } from '../app/ui'
import { useLab, useLabVersion } from '../lab/hooks'
import { shownName } from '../lab/names'
import { Button } from '../ui/Button'
import card from './EndCard.module.css'
import css from './NoEnd.module.css'
import { isConnecting } from './offers'
import { Side } from './Side'
import { useAdrift } from './useAdrift'

interface Props {
  side: 'client' | 'server'
  peer: SocketModel | undefined
  /** In two lines at most. */
  folded: boolean
}

/** In place of an end that isn't there: why not, and where the connection is instead. */
export function NoEnd({ side, peer, folded }: Props) {
  const { t } = useTranslation()
  const lab = useLab()
  const { select } = useUi()
  // Who is before it in the queue comes and goes without any change of its own.
  useLabVersion()
  const listener = peer && listenerOf(lab.model, peer)
  const held = listener && (listener.frozen || servedBy(lab.model, listener) !== undefined)
  const adrift = useAdrift(peer && listener && !held && isUnaccepted(peer) ? [peer] : [])
  const queued = peer && listener && whereabouts(lab.model, peer, listener, adrift.length > 0, folded, t)
  const text = queued ?? reason(peer, t)
  return (
    <div className={css.none} data-folded={folded || undefined}>
      <Side side={side} />
      <p title={folded ? text : undefined}>
        {peer?.remote !== undefined && !folded && (
          <span className={`${card.address} ${css.address}`}>{peer.remote} </span>
        )}
        {text}
      </p>
      {queued !== undefined && listener && (
        <Button small onClick={() => select(listener.name)}>
          {t('queue.show')}
        </Button>
      )}
    </div>
  )
}

function reason(peer: SocketModel | undefined, t: TFunction): string {
  if (!peer) return t('end.noPeer')
  if (isConnecting(peer) && peer.descriptor === 'open') return t('end.noPeerConnecting')
  return t(peer.error ? 'end.noPeerFailed' : 'end.noPeerUnknown')
}

/** Where `client` is, if it waits for `listener` to accept it. */
function whereabouts(
  model: Model,
  client: SocketModel,
  listener: SocketModel,
  adrift: boolean,
  folded: boolean,
  t: TFunction,
): string | undefined {
  const server = shownName(model, listener.name)
  const name = shownName(model, client.name)
  const { waiting, outside, length, limit } = acceptQueue(model, listener)
  if (adrift) return t('queue.lost', { name, server })
  if (isUnaccepted(client)) {
    const served = servedBy(model, listener)
    if (!listener.frozen && !served) return undefined
    const place = waiting.indexOf(client) + 1
    const at = { name, server, place, of: Math.max(length, place) }
    if (client.descriptor === 'closed') return t('queue.hereGone', at)
    if (folded) return t('queue.hereShort', at)
    if (served && !listener.frozen) {
      return t('queue.hereServing', { ...at, served: shownName(model, served.name) })
    }
    return t('queue.here', at)
  }
  const isFull = limit === undefined ? listener.frozen || listener.serve !== undefined : length >= limit
  return isFull && outside.includes(client) ? t('queue.noRoom', { server }) : undefined
}
