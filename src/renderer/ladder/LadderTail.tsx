import { useTranslation } from 'react-i18next'
import { visible } from '../../shared/bytes'
import type { SocketModel } from '../../shared/model/model'
import type { Side } from '../../shared/tcp/segments'
import { TimeWaitLeft } from '../connection/TimeWaitLeft'
import { useLab, useSocket } from '../lab/hooks'
import { shownName } from '../lab/names'
import { StateBadge } from '../ui/StateBadge'
import css from './LadderTail.module.css'
import { Lifeline } from './Lifeline'

interface Props {
  client: string | undefined
  server: string | undefined
  /** The client is connected to itself. */
  self: boolean
  /** Of a relayed connection: the ends that a proxy holds, beside which there is little room. */
  held?: readonly Side[]
}

/** Below the newest row: what both ends are in now, and what they wait for. */
export function LadderTail({ client, server, self, held }: Props) {
  const { t } = useTranslation()
  const caller = useSocket(client)
  const called = useSocket(server)
  const waits =
    caller?.state === 'SYN_SENT'
      ? t('ladder.waiting.syn')
      : caller?.state === 'ESTABLISHED' && !called && !self
        ? t('ladder.waiting.accept')
        : undefined
  return (
    <>
      <Lifeline side="client" was={caller?.state} is={caller?.state} at={0} broken={0} />
      <Lifeline side="server" was={called?.state} is={called?.state} at={0} broken={0} />
      {caller && <Now side="client" socket={caller} held={held} />}
      {called && <Now side="server" socket={called} held={held} />}
      {waits !== undefined && <p className={css.waits}>{waits}</p>}
    </>
  )
}

function Now({ side, socket, held }: { side: Side; socket: SocketModel; held: Props['held'] }) {
  const { t } = useTranslation()
  const lab = useLab()
  return (
    <span className={css.now} data-side={side} data-held={held?.includes(side) || undefined}>
      <span className="visually-hidden">
        {t('ladder.said.call', { name: visible(shownName(lab.model, socket.name)), what: '' })}
      </span>
      <StateBadge state={socket.state} plain={held !== undefined} />
      {held === undefined && <TimeWaitLeft socket={socket} />}
    </span>
  )
}
