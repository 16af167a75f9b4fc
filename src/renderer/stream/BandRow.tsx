import { useTranslation } from 'react-i18next'
import { formatBytes } from '../../shared/bytes'
import type { ByteFormat } from '../app/ui'
import { useLab } from '../lab/hooks'
import { grouped } from '../ui/format'
import { bytesBetween } from './bandBytes'
import type { Lane } from './lanes'
import { pieceWords } from './pieceWords'
import css from './Stream.module.css'
import type { Band } from './useBand'

interface Props {
  band: Band
  /** The first byte of the row. */
  from: number
  perRow: number
  /** Width of a byte, px. */
  cell: number
  format: ByteFormat
  /** px */
  top: number
  pointed: number | undefined
  onPoint: (seq: number) => void
}

/** A piece narrower than this has no room for words, px. */
const ROOM_FOR_WORDS = 30

/** So many bytes of a stream, with the cuts above and below them. */
export function BandRow({ band, from, perRow, cell, format, top, pointed, onPoint }: Props) {
  const { t } = useTranslation()
  const lab = useLab()
  const to = Math.min(from + perRow, band.end)
  const bytes = bytesBetween(lab.events, band.bytesOf, from, to)
  const lanes = (of: readonly Lane[], place: 'above' | 'below') =>
    of.map((lane) => (
      <LaneRow key={lane.kind} {...{ lane, place, from, to, perRow, cell, pointed, onPoint }} />
    ))
  return (
    <div className={css.row} style={{ transform: `translateY(${top}px)` }}>
      <div className={css.gutter} aria-hidden="true">
        {band.above.map(({ kind }) => (
          <span key={kind} className={css.laneName}>
            {t(`stream.lanes.${kind}`)}
          </span>
        ))}
        <span className={css.offset}>{grouped(from)}</span>
        {band.below.map(({ kind }) => (
          <span key={kind} className={css.laneName} data-place="below">
            {t(`stream.lanes.${kind}`)}
          </span>
        ))}
      </div>
      <div className={css.band} style={{ width: (to - from) * cell }}>
        {lanes(band.above, 'above')}
        <div className={css.bytes} translate="no">
          {Array.from(bytes, (byte, i) => (
            <span
              // biome-ignore lint/suspicious/noArrayIndexKey: the place of a byte is what it is known by
              key={i}
              className={css.byte}
              style={{ width: cell }}
              data-kind={byte < 0 ? 'unknown' : byte < 0x20 || byte > 0x7e ? 'control' : undefined}
              data-small={format === 'text' || undefined}
            >
              {byteText(byte, format)}
            </span>
          ))}
          <Cuts lane={band.above.at(-1)} place="above" {...{ from, to, perRow, cell }} />
          <Cuts lane={band.below[0]} place="below" {...{ from, to, perRow, cell }} />
        </div>
        {lanes(band.below, 'below')}
      </div>
    </div>
  )
}

type LaneProps = Pick<Props, 'from' | 'perRow' | 'cell' | 'pointed' | 'onPoint'> & {
  lane: Lane
  place: 'above' | 'below'
  to: number
}

function LaneRow({ lane, place, from, to, perRow, cell, pointed, onPoint }: LaneProps) {
  const { t } = useTranslation()
  return (
    <div className={css.lane} data-place={place} data-lane={lane.kind}>
      {lane.between(from, to, perRow).map((piece) => {
        const left = Math.max(0, piece.from - from) * cell
        const width = Math.max(3, (Math.min(to, piece.to) - Math.max(from, piece.from)) * cell)
        const words = pieceWords(t, lane, piece)
        return (
          <button
            key={piece.seq}
            type="button"
            tabIndex={-1}
            className={css.piece}
            style={{ left, width }}
            data-begins={piece.from >= from || undefined}
            data-ends={piece.to <= to || undefined}
            data-broken={piece.broken || undefined}
            data-pointed={piece.seq === pointed || undefined}
            aria-label={words}
            title={piece.broken ? `${words} · ${t('stream.broken')}` : words}
            onClick={() => onPoint(piece.seq)}
          >
            {width >= ROOM_FOR_WORDS && (
              // What is read out says the same, and more.
              <span
                className={css.words}
                data-number={piece.index + 1}
                data-size={formatBytes(piece.bytes)}
                aria-hidden="true"
              />
            )}
          </button>
        )
      })}
    </div>
  )
}

/** Where the pieces of a lane begin and end, as lines through one half of the bytes. */
function Cuts({
  lane,
  place,
  from,
  to,
  perRow,
  cell,
}: Pick<LaneProps, 'from' | 'to' | 'perRow' | 'cell' | 'place'> & { lane: Lane | undefined }) {
  if (!lane) return null
  const places = new Set(lane.between(from, to, perRow).flatMap((piece) => [piece.from, piece.to]))
  return [...places]
    .filter((at) => at >= from && at <= to)
    .map((at) => (
      <span key={at} className={css.cut} data-place={place} style={{ left: (at - from) * cell }} />
    ))
}

/** As they are typed. */
const ESCAPES: Record<number, string> = { 0: '\\0', 9: '\\t', 10: '\\n', 13: '\\r' }

function byteText(byte: number, format: ByteFormat): string {
  if (byte < 0) return '·'
  if (format === 'hex') return byte.toString(16).padStart(2, '0')
  if (byte >= 0x20 && byte <= 0x7e) return String.fromCharCode(byte)
  return ESCAPES[byte] ?? byte.toString(16).padStart(2, '0')
}
