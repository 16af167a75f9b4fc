import { CircleSlash } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { formatBytes } from '../../shared/bytes'
import type { KernelQueues, SocketModel } from '../../shared/model/model'
import { Fact } from '../kernel/EndPanel'
import { byteFill, Gauge } from '../kernel/Gauge'
import css from '../kernel/KernelTab.module.css'
import { SourceNote } from '../kernel/SourceNote'
import { useKernelSource } from '../kernel/source'
import { useLab } from '../lab/hooks'
import { clockTime } from '../ui/format'
import own from './DatagramView.module.css'

/** What the kernel keeps of a datagram socket: its queues, and how many datagrams had no room there. */
export function QueuesTab({ socket }: { socket: SocketModel }) {
  const { t } = useTranslation()
  const { phase } = useKernelSource()
  const { queues } = socket
  if (phase !== 'on' && !queues) return <SourceNote whole />
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard
    <section className={css.view} tabIndex={0} aria-label={t('views.kernel')}>
      <SourceNote />
      <div className={css.panel}>
        <p className={own.why}>{t('datagrams.queues.why')}</p>
        {queues ? <Queues queues={queues} /> : <NoRow socket={socket} />}
      </div>
    </section>
  )
}

function NoRow({ socket }: { socket: SocketModel }) {
  const { t } = useTranslation()
  return (
    <p className={css.none}>
      <CircleSlash size={14} aria-hidden="true" />
      <strong>{t('datagrams.queues.notSeen')}</strong>
      <span>{t('datagrams.queues.notSeenHint', { address: socket.local ?? '–' })}</span>
    </p>
  )
}

function Queues({ queues }: { queues: KernelQueues }) {
  const { t } = useTranslation()
  const lab = useLab()
  const { receiveQueue, sendQueue, drops, uid, inode } = queues
  const holder = [
    uid === undefined ? undefined : t('kernel.uid', { uid }),
    inode === undefined ? undefined : t('kernel.inode', { inode }),
  ].filter((part) => part !== undefined)
  return (
    <dl className={css.facts}>
      <Fact label={t('datagrams.queues.receive')} hint={t('datagrams.queues.receiveHint')}>
        <Gauge fill={byteFill(receiveQueue)} />
        {formatBytes(receiveQueue)}
      </Fact>
      <Fact label={t('datagrams.queues.send')} hint={t('datagrams.queues.sendHint')}>
        <Gauge fill={byteFill(sendQueue)} />
        {formatBytes(sendQueue)}
      </Fact>
      <Fact label={t('datagrams.queues.drops')} hint={t('datagrams.queues.dropsHint')}>
        <span className={drops > 0 ? own.dropped : undefined}>
          {drops > 0 ? t('explorer.count', { count: drops }) : t('datagrams.queues.dropsNone')}
        </span>
      </Fact>
      <Fact label={t('datagrams.queues.process')}>{[t('kernel.ownProcess'), ...holder].join(' · ')}</Fact>
      <Fact label={t('datagrams.queues.read')}>
        {t('datagrams.queues.readAt', { time: clockTime(lab.wallOf(queues.t)) })}
      </Fact>
    </dl>
  )
}
