import { useVirtualizer } from '@tanstack/react-virtual'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatBytes, visible } from '../../shared/bytes'
import { rowOf } from '../../shared/model/kernel'
import type { SocketModel } from '../../shared/model/model'
import { connectionOf, isForeign, isListener } from '../../shared/model/selectors'
import { useUi } from '../app/ui'
import { useLab, useSocket } from '../lab/hooks'
import { shownName } from '../lab/names'
import { StandingBadge } from '../ui/StandingBadge'
import css from './ConnectionList.module.css'

const ROW = 30
const estimate = () => ROW
/** A connection lights up if it was accepted less than this ago, ms. */
const FRESH_MS = 1000

/** The connections of a server, with the state at both ends. */
export function ConnectionList({ names }: { names: readonly string[] }) {
  const { t } = useTranslation()
  const scroller = useRef<HTMLDivElement>(null)
  const virtualizer = useVirtualizer({
    count: names.length,
    getScrollElement: () => scroller.current,
    estimateSize: estimate,
    overscan: 8,
  })
  return (
    <div ref={scroller} className={css.scroller}>
      <ul
        className={css.list}
        aria-label={t('listener.connections')}
        style={{ height: virtualizer.getTotalSize() }}
      >
        {virtualizer.getVirtualItems().map((item) => {
          const name = names[item.index]
          return name !== undefined && <ConnectionRow key={name} name={name} top={item.start} />
        })}
      </ul>
    </div>
  )
}

function ConnectionRow({ name, top }: { name: string; top: number }) {
  const { t } = useTranslation()
  const lab = useLab()
  const { select } = useUi()
  const socket = useSocket(name)
  const peer = useSocket(socket?.peer)
  // Accepted just now, not scrolled into sight.
  const [fresh] = useState(() => socket !== undefined && lab.now() - socket.openedAt < FRESH_MS)
  if (!socket) return null
  const { client, server = isListener(socket) ? socket : undefined } = connectionOf(lab.model, name) ?? {}
  return (
    <li className={css.row} data-fresh={fresh || undefined} style={{ transform: `translateY(${top}px)` }}>
      <button type="button" className={css.button} onClick={() => select(name)}>
        <span className={css.name}>{shownName(lab.model, peer?.name ?? name)}</span>
        <span className={css.remote}>{socket.remote ?? visible(socket.process ?? '')}</span>
        <span className={css.end}>
          {!isListener(socket) && <span className={css.role}>{t('end.clientRole')}</span>}
          {client && <StandingBadge socket={client} plain />}
        </span>
        <span className={css.end}>
          {!isListener(socket) && <span className={css.role}>{t('end.serverRole')}</span>}
          {server && <StandingBadge socket={server} plain />}
        </span>
        <span className={css.bytes}>
          {isForeign(socket) ? <Queues socket={socket} /> : <Totals socket={socket} />}
        </span>
      </button>
    </li>
  )
}

function Totals({ socket }: { socket: SocketModel }) {
  const { t } = useTranslation()
  const { received, sent } = socket
  return t('listener.bytes', { read: formatBytes(received.bytes), written: formatBytes(sent.bytes) })
}

/** Of another program's end only the kernel tells something. */
function Queues({ socket }: { socket: SocketModel }) {
  const { t } = useTranslation()
  const lab = useLab()
  const row = rowOf(lab.model, socket)
  if (!row || isListener(socket)) return null
  const { receiveQueue, sendQueue } = row
  return t('watching.watch.kernel', { receive: formatBytes(receiveQueue), send: formatBytes(sendQueue) })
}
