import { ArrowLeft, ArrowRight } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { formatBytes } from '../../shared/bytes'
import type { Flight } from './traffic'
import { useTraffic } from './useTraffic'
import css from './Wire.module.css'

interface Props {
  client: string | undefined
  server: string | undefined
  /** Nothing has to be concluded of what goes over a path: there are no segments. */
  isTcp: boolean
}

/**
 * What goes from one end to the other, in motion. Drawn with broken lines, because nobody has seen it: the calls and events
 * of the sockets tell that it must have been there. The lists below say the same, in words and for good.
 */
export function Wire({ client, server, isTcp }: Props) {
  const { t } = useTranslation()
  const flights = useTraffic(client, server)
  return (
    <div className={css.wire} aria-hidden="true" title={isTcp ? t('wire.hint') : undefined}>
      <span className={css.line} />
      {isTcp && <span className={css.inferred}>{t('wire.inferred')}</span>}
      {flights.map((flight) => (
        <Segment key={flight.id} flight={flight} />
      ))}
    </div>
  )
}

function Segment({ flight }: { flight: Flight }) {
  const { t } = useTranslation()
  const { from, kind, count, bytes } = flight
  const size = formatBytes(bytes)
  return (
    <span className={css.flight} data-from={from} data-kind={kind}>
      <span className={css.segment} translate="no">
        {from === 'server' && <ArrowLeft size={11} />}
        {kind !== 'data' ? kind : count > 1 ? t('wire.many', { size, count }) : t('wire.data', { size })}
        {from === 'client' && <ArrowRight size={11} />}
      </span>
    </span>
  )
}
