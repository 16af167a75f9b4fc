import { DoorClosed, DoorOpen, Snowflake } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { SocketModel } from '../../shared/model/model'
import { acceptQueue, servedBy } from '../../shared/model/queue'
import { useUi } from '../app/ui'
import { useLab, useLabVersion } from '../lab/hooks'
import { shownName } from '../lab/names'
import { Hint } from '../ui/Hint'
import { StateGlyph } from '../ui/StateGlyph'
import css from './AcceptQueue.module.css'
import { useAdrift } from './useAdrift'

/** The call that takes a connection out of the queue, as every language writes it. */
const CALL = 'accept()'
/** So many places are drawn one by one; of a longer queue, the rest is a number. */
const DRAWN_PLACES = 10
/** A free place is drawn as such where the queue has no more than these. */
const DRAWN_LIMIT = 8
/** So many of those outside are named. */
const NAMED_OUTSIDE = 8

/** The queue before accept: who waits in it, how much room it has, and who finds none. */
export function AcceptQueue({ socket }: { socket: SocketModel }) {
  const { t } = useTranslation()
  const lab = useLab()
  useLabVersion()
  const queue = acceptQueue(lab.model, socket)
  const { waiting, outside, others, length, limit, by } = queue
  const served = servedBy(lab.model, socket)
  // Nobody leaves the queue by itself.
  const held = socket.frozen || served !== undefined
  const adrift = useAdrift(held ? [] : waiting)
  const full = limit !== undefined && length >= limit
  const quiet =
    !held && socket.serve === undefined && length === 0 && outside.length === 0 && adrift.length === 0
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms
    <div
      role="group"
      aria-label={t('queue.label', { name: shownName(lab.model, socket.name) })}
      className={css.queue}
      data-frozen={socket.frozen || undefined}
    >
      <div className={css.head}>
        <h3 className={css.title} title={t('queue.meaning')}>
          {t('queue.title')}
        </h3>
        <span className={css.length} data-full={full || undefined} aria-live="polite">
          {limit === undefined
            ? t('queue.lengthOnly', { count: length })
            : t('queue.length', { count: length, limit })}
          {full && <> · {t('queue.full')}</>}
          {length === 0 && <> · {t('queue.empty')}</>}
        </span>
        {!quiet && (
          <span className={css.source} title={by === 'clients' ? t('queue.inferredHint') : undefined}>
            {t(by === 'kernel' ? 'queue.observed' : 'queue.inferred')}
          </span>
        )}
      </div>
      {!quiet && (
        <>
          <div className={css.lane} data-drawn={isDrawn(limit) || undefined}>
            <Door frozen={socket.frozen} serves={socket.serve === undefined ? undefined : (served ?? null)} />
            <Places waiting={waiting.slice(0, length)} others={others} length={length} limit={limit} />
            {limit !== undefined && !isDrawn(limit) && <Gauge share={length / limit} />}
          </div>
          {outside.length > 0 && (
            <Group
              name={t(full ? 'queue.outside' : 'queue.outsideOpen')}
              hint={t(full ? 'queue.outsideHint' : 'queue.outsideOpenHint')}
              sockets={outside}
            />
          )}
          {adrift.length > 0 && (
            <Group name={t('queue.adrift')} hint={t('queue.adriftHint')} sockets={adrift} />
          )}
        </>
      )}
    </div>
  )
}

/** Where connections leave the queue, one by one. `serves`: of a server that serves one at a time, whom; null for nobody just now. */
function Door({ frozen, serves }: { frozen: boolean; serves: SocketModel | null | undefined }) {
  const { t } = useTranslation()
  const lab = useLab()
  const name = serves ? shownName(lab.model, serves.name) : ''
  const text = frozen
    ? t('queue.acceptFrozen')
    : serves
      ? t('queue.acceptServing', { name })
      : t(serves === null ? 'queue.acceptNext' : 'queue.acceptOpen')
  const Icon = frozen || serves ? DoorClosed : DoorOpen
  return (
    <>
      {serves && (
        <span className={css.served}>
          <Chip client={serves} why={t('queue.serves', { name })} />
        </span>
      )}
      <span className={css.door} title={text}>
        {frozen && <Snowflake size={13} aria-hidden="true" />}
        <Icon size={15} aria-hidden="true" />
        <code translate="no" aria-hidden="true">
          {CALL}
        </code>
        <span className="visually-hidden">{text}</span>
      </span>
    </>
  )
}

/** How much of a long queue is taken; the numbers say so, too. */
function Gauge({ share }: { share: number }) {
  return (
    <span className={css.gauge} aria-hidden="true">
      <span style={{ width: `${Math.min(1, share) * 100}%` }} />
    </span>
  )
}

function isDrawn(limit: number | undefined): boolean {
  return limit !== undefined && limit <= DRAWN_LIMIT
}

interface PlacesProps {
  waiting: readonly SocketModel[]
  others: number
  length: number
  limit: number | undefined
}

function Places({ waiting, others, length, limit }: PlacesProps) {
  const { t } = useTranslation()
  const named = waiting.slice(0, DRAWN_PLACES)
  const more = waiting.length - named.length
  const room = limit === undefined ? undefined : Math.max(0, limit - length)
  return (
    <ol className={css.places}>
      {named.map((client, index) => (
        <Place key={client.name} client={client} place={index + 1} />
      ))}
      {more > 0 && <li className={css.some}>{t('queue.more', { count: more })}</li>}
      {others > 0 && <li className={css.some}>{t('queue.others', { count: others })}</li>}
      {room !== undefined &&
        room > 0 &&
        (isDrawn(limit) ? (
          Array.from({ length: room }, (_, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: free places are all alike
            <li key={index} className={css.room}>
              {t('queue.room')}
            </li>
          ))
        ) : (
          <li className={css.room}>{t('queue.roomFor', { count: room })}</li>
        ))}
    </ol>
  )
}

function Place({ client, place }: { client: SocketModel; place: number }) {
  const { t } = useTranslation()
  const lab = useLab()
  const gone = client.descriptor === 'closed'
  const { state } = client
  const name = shownName(lab.model, client.name)
  return (
    <li className={css.place} data-gone={gone || undefined}>
      <Chip client={client} why={t(gone ? 'queue.gone' : 'queue.place', { place, name, state })}>
        <span className={css.number} aria-hidden="true">
          {place}
        </span>
      </Chip>
    </li>
  )
}

function Group({ name, hint, sockets }: { name: string; hint: string; sockets: readonly SocketModel[] }) {
  const { t } = useTranslation()
  const more = sockets.length - NAMED_OUTSIDE
  return (
    <div className={css.outside}>
      <span className={css.groupName}>{name}</span>
      <ul className={css.chips} aria-label={name}>
        {sockets.slice(0, NAMED_OUTSIDE).map((client) => (
          <li key={client.name}>
            <Chip client={client} />
          </li>
        ))}
        {more > 0 && <li className={css.some}>{t('queue.more', { count: more })}</li>}
      </ul>
      <p className={css.hint}>{hint}</p>
    </div>
  )
}

/** A client, to be looked at; `why` says where it is. */
function Chip({ client, why, children }: { client: SocketModel; why?: string; children?: ReactNode }) {
  const lab = useLab()
  const { select } = useUi()
  const text = why ?? client.state
  return (
    <Hint text={text}>
      <button
        type="button"
        className={css.chip}
        data-state={client.state}
        aria-description={text}
        onClick={() => select(client.name)}
      >
        {children}
        <StateGlyph state={client.state} />
        <span className={css.name}>{shownName(lab.model, client.name)}</span>
      </button>
    </Hint>
  )
}
