import { Tabs } from '@base-ui/react/tabs'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatBytes } from '../../shared/bytes'
import type { SocketModel, Totals } from '../../shared/model/model'
import { useUi } from '../app/ui'
import { useKeptInLab } from '../app/useKept'
import { CallsTab } from '../calls/CallsTab'
import { answerText } from '../connection/answerText'
import tabs from '../connection/ConnectionView.module.css'
import { CopyButton } from '../connection/CopyButton'
import { FailureStrip } from '../connection/FailureStrip'
import { ViewOptions } from '../connection/ViewOptions'
import { FormatSwitch, ViewTabs } from '../connection/ViewTabs'
import { useLab, useSocket } from '../lab/hooks'
import { shownName } from '../lab/names'
import { MessagesTab } from '../messages/MessagesTab'
import { useRowChoices } from '../messages/rowChoices'
import { SocketNotes } from '../notes/SocketNotes'
import { MissingStrip } from '../time/MissingStrip'
import { RangeChip } from '../timeline/RangeChip'
import card from '../ui/Card.module.css'
import { Fact } from '../ui/Fact'
import { StandingBadge } from '../ui/StandingBadge'
import { DatagramActs } from './DatagramActs'
import { DatagramComposer } from './DatagramComposer'
import { destinations } from './destinations'
import { HeardFrom } from './HeardFrom'
import { NoStates, WITHOUT } from './NoStates'
import { QueuesTab } from './QueuesTab'

/** A datagram socket: where it is, what it sends and gets, and whom it has heard from. */
export function DatagramView({ name }: { name: string }) {
  const lab = useLab()
  const { view, format, signals } = useUi()
  const socket = useSocket(name)
  const choices = useRowChoices(format)
  const [chosen, setTo] = useKeptInLab<string | null>(lab, `to ${name}`, null)
  const [suggested, setSuggested] = useState('')
  // Until somebody says whom: who was heard, or is there. It stays, so that what is typed goes to nobody else.
  useEffect(() => {
    if (socket && suggested === '') setSuggested(destinations(lab.model, socket)[0]?.value ?? '')
  })
  if (!socket) return null
  const to = chosen ?? suggested
  const reply = (goal: string) => {
    setTo(goal)
    signals.emit('composer.focus')
  }
  const ends = { client: name, server: undefined }
  const hasBytes = view === 'messages' || view === 'calls'
  return (
    <div className={tabs.connection}>
      <Head socket={socket} to={to} onReply={reply} />
      <ViewTabs
        options={
          hasBytes && (
            <>
              <RangeChip />
              <FormatSwitch />
              <ViewOptions />
            </>
          )
        }
      >
        <MissingStrip {...ends} />
        <Tabs.Panel value="messages" className={tabs.panel} tabIndex={-1}>
          <MessagesTab {...ends} start={socket.openedAt} choices={choices} onReply={reply} />
        </Tabs.Panel>
        <Tabs.Panel value="calls" className={tabs.panel} tabIndex={-1}>
          <CallsTab {...ends} start={socket.openedAt} choices={choices} />
        </Tabs.Panel>
        <Tabs.Panel value="kernel" className={tabs.panel} tabIndex={-1}>
          <QueuesTab socket={socket} />
        </Tabs.Panel>
        {WITHOUT.udp.map((value) => (
          <Tabs.Panel key={value} value={value} className={tabs.panel} tabIndex={-1}>
            <NoStates transport="udp" of={value} />
          </Tabs.Panel>
        ))}
      </ViewTabs>
      <DatagramComposer socket={socket} to={to} onTo={setTo} compact={false} />
    </div>
  )
}

interface HeadProps {
  socket: SocketModel
  to: string
  onReply: (to: string) => void
}

function Head({ socket, to, onReply }: HeadProps) {
  const { t } = useTranslation()
  const lab = useLab()
  const shown = shownName(lab.model, socket.name)
  const isConnected = socket.remote !== undefined
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms
    <div role="group" aria-label={t('datagrams.label', { name: shown })} className={card.card}>
      <div className={card.head}>
        <h2 className={card.name}>{shown}</h2>
        <StandingBadge socket={socket} />
      </div>
      <dl className={card.facts}>
        <Fact label={t('datagrams.local')}>
          <code className={card.address}>{socket.local ?? '–'}</code>
          {socket.local !== undefined && <CopyButton text={socket.local} name={t('listener.copy')} />}
        </Fact>
        {isConnected ? (
          <Fact label={t('datagrams.remote')}>
            <code className={card.address}>{socket.remote}</code>
          </Fact>
        ) : (
          <Fact label={t('listener.answers')}>{answerText(t, socket)}</Fact>
        )}
        <Fact label={t('datagrams.sent')}>{totals(socket.sent)}</Fact>
        <Fact label={t('datagrams.received')}>{totals(socket.received)}</Fact>
        {!isConnected && (
          <Fact label={t('datagrams.heard')}>
            <HeardFrom socket={socket} to={to} onReply={onReply} />
          </Fact>
        )}
      </dl>
      <SocketNotes socket={socket.name} />
      <DatagramActs socket={socket} />
      {socket.error && <FailureStrip name={shown} error={socket.error} />}
    </div>
  )
}

function totals({ count, bytes }: Totals): string {
  return count === 0 ? '0' : `${count} · ${formatBytes(bytes)}`
}
