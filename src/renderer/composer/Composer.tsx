import { Monitor, Server } from 'lucide-react'
import { useEffect, useState, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import type { SocketModel } from '../../shared/model/model'
import { useUi } from '../app/ui'
import { cannotSend } from '../connection/offers'
import { useSentences } from '../connection/sentences'
import { useLab, useSocket } from '../lab/hooks'
import { shownName } from '../lab/names'
import { usePast } from '../lab/usePast'
import { Segmented } from '../ui/Segmented'
import { ComposeBox } from './ComposeBox'
import css from './Composer.module.css'
import { ableToSend } from './senders'
import { useSendingClients } from './useSendingClients'

type Side = 'client' | 'server'

/** Sends from the selected end of the connection, from its other end, or from all clients. */
export function Composer({
  client,
  server,
  compact,
}: {
  client: string | undefined
  server: string | undefined
  /** On one line. */
  compact: boolean
}) {
  const { t } = useTranslation()
  const lab = useLab()
  const { selected, select, cleared } = useUi()
  const ends = { client: useSocket(client), server: useSocket(server) }
  const clients = useSendingClients(cleared)
  const [all, setAll] = useState(false)
  const sentences = useSentences()
  const past = usePast()
  // Whoever selects an end, wherever, wants to send from that one.
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is the change that counts
  useEffect(() => setAll(false), [selected])

  const side = sideOf(ends, selected)
  const end = ends[side]
  const toAll = all && clients.length > 1
  const name = end && shownName(lab.model, end.name)
  const obstacle = end && cannotSend(end)
  const choices = (['client', 'server'] as const).map((value) => ({
    value,
    label: <EndLabel side={value} />,
    disabled: !isOwn(ends[value]),
  }))

  return (
    <ComposeBox
      draftOf={client ?? server ?? ''}
      compact={compact}
      senders={toAll ? clients : end ? [end.name] : []}
      who={toAll ? t('composer.clients', { count: clients.length }) : (name ?? '–')}
      obstacle={
        past ??
        (toAll
          ? undefined
          : !isOwn(end)
            ? t('composer.noEnd')
            : obstacle && t('composer.cannot', { name, reason: sentences([obstacle]) }))
      }
      from={
        <>
          <span className={css.label}>{t('composer.from')}</span>
          <Segmented
            name={t('composer.from')}
            choices={
              clients.length > 1
                ? [...choices, { value: 'all' as const, label: t('composer.all', { count: clients.length }) }]
                : choices
            }
            value={toAll ? 'all' : side}
            onChange={(next: Side | 'all') => {
              setAll(next === 'all')
              const chosen = next === 'all' ? undefined : ends[next]?.name
              if (chosen !== undefined && chosen !== selected) select(chosen)
            }}
          />
        </>
      }
    />
  )
}

/** Sends from several sockets at once. */
export function ComposerForMany({ names }: { names: readonly string[] }) {
  const { t } = useTranslation()
  const lab = useLab()
  const count = useSyncExternalStore(lab.subscribe, () => ableToSend(lab.model, names).length)
  const past = usePast()
  return (
    <ComposeBox
      draftOf=""
      senders={ableToSend(lab.model, names)}
      who={t('composer.ends', { count })}
      obstacle={past ?? (count === 0 ? t('composer.noneCan') : undefined)}
      from={
        <span className={css.label}>
          {count === names.length || count === 0
            ? t('composer.fromAll', { count: names.length })
            : t('composer.fromSome', { count, of: names.length })}
        </span>
      }
    />
  )
}

function isOwn(end: SocketModel | undefined): end is SocketModel {
  return end !== undefined && end.role !== 'foreign'
}

/** The selected end if it is the lab's, otherwise the one that is. */
function sideOf(ends: Record<Side, SocketModel | undefined>, selected: string | undefined): Side {
  const wanted = ends.server && ends.server.name === selected ? 'server' : 'client'
  const other = wanted === 'client' ? 'server' : 'client'
  return !isOwn(ends[wanted]) && isOwn(ends[other]) ? other : wanted
}

function EndLabel({ side }: { side: Side }) {
  const { t } = useTranslation()
  const Icon = side === 'client' ? Monitor : Server
  return (
    <>
      <Icon size={12} aria-hidden="true" />
      <span className={css.side}>{t(`composer.${side}`)}</span>
    </>
  )
}
