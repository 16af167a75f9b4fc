import { Tooltip } from '@base-ui/react/tooltip'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { formatBytes, visible } from '../../shared/bytes'
import { kindOf, type Span, type TcpSegment } from '../../shared/tcp/segments'
import { useLab } from '../lab/hooks'
import { shownName } from '../lab/names'
import { EventText } from '../log/EventText'
import { clockTime, duration } from '../ui/format'
import type { MenuAnchor } from '../ui/PopupMenu'
import css from './RowCard.module.css'
import type { Row } from './rows'
import { type EndNames, flagText, nameOf } from './words'

interface Props {
  row: Row | undefined
  anchor: MenuAnchor | undefined
  names: EndNames
}

/** Events that a card lists at most. */
const LISTED = 6

/** All that is known of a segment, beside the pointer or the row that keys have marked. */
export function RowCard({ row, anchor, names }: Props) {
  const segment = row?.segment
  return (
    <Tooltip.Root open={segment !== undefined}>
      <Tooltip.Portal>
        <Tooltip.Positioner
          className={css.positioner}
          anchor={anchor ?? null}
          side="bottom"
          align="start"
          sideOffset={16}
          alignOffset={12}
          collisionPadding={8}
        >
          <Tooltip.Popup className={css.card}>
            {segment && <Facts segment={segment} names={names} />}
          </Tooltip.Popup>
        </Tooltip.Positioner>
      </Tooltip.Portal>
    </Tooltip.Root>
  )
}

function Facts({ segment, names }: { segment: TcpSegment; names: EndNames }) {
  const { t } = useTranslation()
  const lab = useLab()
  const {
    from,
    sequence,
    acknowledgement,
    atLeast,
    bytes,
    provenance,
    confidence,
    reads,
    made,
    window: space,
  } = segment
  const time = (at: number) => clockTime(lab.wallOf(at))
  const spanText = ({ min, max }: Span): string => {
    if (min === undefined)
      return max === undefined ? t('ladder.details.unknown') : t('ladder.details.until', { time: time(max) })
    if (max === undefined) return t('ladder.details.since', { time: time(min) })
    return max - min < 0.001
      ? t('ladder.details.at', { time: time(min) })
      : t('ladder.details.between', { from: time(min), to: time(max), duration: duration(max - min) })
  }
  const length = bytes + (/[SF]/.test(segment.flags) ? 1 : 0)
  const captured = provenance === 'captured'
  const events = [...segment.because, ...reads].slice(0, LISTED)
  return (
    <>
      <p className={css.title}>
        {t('ladder.details.title', { what: nameOf(t, segment), from: names[from] })}
        {segment.again && <span className={css.again}>↻ {t('ladder.said.again')}</span>}
      </p>
      <dl className={css.facts}>
        <Fact name={t('ladder.details.flags')}>
          {captured || kindOf(segment) !== 'data' ? flagText(segment) : flagText({ ...segment, flags: 'A' })}
        </Fact>
        <Fact name={t('ladder.details.sequence')}>
          {sequence === undefined
            ? t('ladder.details.unknown')
            : length > 0
              ? t('ladder.details.next', { from: sequence, next: sequence + length })
              : sequence}
        </Fact>
        {segment.flags.includes('A') && (
          <Fact name={t('ladder.details.acknowledgement')}>
            {acknowledgement === undefined
              ? t('ladder.details.unknown')
              : t(atLeast ? 'ladder.details.atLeast' : 'ladder.details.ackMeaning', {
                  number: acknowledgement,
                })}
          </Fact>
        )}
        {bytes > 0 && <Fact name={t('ladder.details.length')}>{formatBytes(bytes)}</Fact>}
        {space !== undefined && <Fact name={t('ladder.details.window')}>{formatBytes(space)}</Fact>}
        <Fact name={t(captured ? 'ladder.details.seen' : 'ladder.details.sent')}>
          {spanText(segment.sent)}
        </Fact>
        {segment.arrived && !captured && (
          <Fact name={t('ladder.details.arrived')}>{spanText(segment.arrived)}</Fact>
        )}
        <Fact name={t('ladder.details.how')}>
          {t(`provenance.${provenance}`)} · {t(`confidence.${confidence}`)}
        </Fact>
        {[...made.from, ...made.to].length > 0 && (
          <Fact name={t('ladder.details.makes')}>
            <Events seqs={[...made.from, ...made.to]} />
          </Fact>
        )}
        <Fact name={t('ladder.details.because')}>
          <Events seqs={events} />
        </Fact>
      </dl>
      {!captured && bytes > 0 && (
        <p className={css.note}>
          {t(segment.sent.min === undefined ? 'ladder.details.carried' : 'ladder.details.written')}
        </p>
      )}
    </>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  )
}

function Events({ seqs }: { seqs: readonly number[] }) {
  const lab = useLab()
  return seqs.map((seq) => {
    const event = lab.events.bySeq(seq)
    return (
      <span key={seq} className={css.event}>
        <span className={css.seq}>#{seq}</span>
        {event?.socket !== undefined && <b>{visible(shownName(lab.model, event.socket))}</b>}
        {event && <EventText event={event} />}
      </span>
    )
  })
}
