import { useTranslation } from 'react-i18next'
import type { SocketModel } from '../../shared/model/model'
import { TimeWaitLeft } from '../connection/TimeWaitLeft'
import { useSocket } from '../lab/hooks'
import { StateBadge } from '../ui/StateBadge'
import css from './LadderTail.module.css'
import { Lifeline } from './Lifeline'

interface Props {
  client: string | undefined
  server: string | undefined
  /** The client is connected to itself. */
  self: boolean
}

/** Below the newest row: what both ends are in now, and what they wait for. */
export function LadderTail({ client, server, self }: Props) {
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
      {caller && <Now side="client" socket={caller} />}
      {called && <Now side="server" socket={called} />}
      {waits !== undefined && <p className={css.waits}>{waits}</p>}
    </>
  )
}

function Now({ side, socket }: { side: 'client' | 'server'; socket: SocketModel }) {
  return (
    <span className={css.now} data-side={side}>
      <StateBadge state={socket.state} />
      <TimeWaitLeft socket={socket} />
    </span>
  )
}
