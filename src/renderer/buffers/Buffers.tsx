import { ArrowLeft, ArrowRight, OctagonPause } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { formatBytes } from '../../shared/bytes'
import type { SocketModel } from '../../shared/model/model'
import { useLab, useLabVersion, useSocket } from '../lab/hooks'
import { useShownName } from '../lab/useShownName'
import css from './Buffers.module.css'
import { type Level, levelsOf, share, waits } from './levels'

/**
 * Where bytes wait between both programs of a connection: in Node's own buffers and in the kernels' queues. Shown for a direction
 * as long as somebody there doesn't read, or can't get rid of what it sends.
 */
export function Buffers({ client, server }: { client: string | undefined; server: string | undefined }) {
  const lab = useLab()
  const one = useSocket(client)
  const other = useSocket(server)
  // What the kernel holds changes by readings, whoever's they are.
  useLabVersion()
  if (!one || !other || one.transport === 'udp') return null
  const toServer = waits(lab.model, one, other)
  const toClient = waits(lab.model, other, one)
  if (!toServer && !toClient) return null
  return (
    <div className={css.buffers}>
      {toServer && <Direction side="client" from={one} to={other} />}
      {toClient && <Direction side="server" from={other} to={one} />}
    </div>
  )
}

function Direction({ side, from, to }: { side: 'client' | 'server'; from: SocketModel; to: SocketModel }) {
  const { t } = useTranslation()
  const lab = useLab()
  const names = { from: useShownName(from.name), to: useShownName(to.name) }
  const { levels, zeroWindow } = levelsOf(lab.model, from, to)
  const Arrow = side === 'client' ? ArrowRight : ArrowLeft
  // The client is on the left, whoever sends.
  const shown = side === 'client' ? levels : [...levels].reverse()
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms
    <div role="group" aria-label={t('buffers.label', names)} className={css.direction} data-from={side}>
      {shown.slice(0, 2).map((level) => (
        <Buffer key={level.place} level={level} />
      ))}
      <span className={css.between} title={t(side === 'client' ? 'buffers.toServer' : 'buffers.toClient')}>
        {zeroWindow ? (
          <span className={css.zero} title={t('buffers.zeroWindowHint')}>
            <OctagonPause size={13} aria-hidden="true" />
            {t('buffers.zeroWindow')}
          </span>
        ) : (
          <Arrow size={14} aria-hidden="true" />
        )}
      </span>
      {shown.slice(2).map((level) => (
        <Buffer key={level.place} level={level} />
      ))}
    </div>
  )
}

function Buffer({ level }: { level: Level }) {
  const { t } = useTranslation()
  const { place, end, bytes, hidden } = level
  const name = useShownName(end.name)
  const meaning = t(`buffers.${place}Hint`, { name })
  const unknown = hidden ? t('buffers.foreignHint') : t('buffers.unknownHint')
  return (
    <span
      className={css.buffer}
      data-place={place}
      data-unknown={bytes === undefined || undefined}
      title={bytes === undefined ? `${meaning} ${unknown}` : meaning}
    >
      <span className={css.words}>
        <span className={css.name}>{t(`buffers.${place}`)}</span>
        <span className={css.bytes}>{bytes === undefined ? t('buffers.unknown') : formatBytes(bytes)}</span>
      </span>
      <span className={css.bar} aria-hidden="true">
        {bytes !== undefined && <span style={{ width: `${100 * share(bytes)}%` }} />}
      </span>
    </span>
  )
}
