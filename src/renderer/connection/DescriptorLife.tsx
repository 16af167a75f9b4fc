import { ChevronRight } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { SocketModel } from '../../shared/model/model'
import { useShownName } from '../lab/useShownName'
import css from './DescriptorLife.module.css'

type Stage = 'connecting' | 'listening' | 'open' | 'finished' | 'ended' | 'closed'

/** In the place of TCP's states: what has become of a descriptor so far. */
export function DescriptorLife({ socket }: { socket: SocketModel }) {
  const { t } = useTranslation()
  const name = useShownName(socket.name)
  const stages = stagesOf(socket)
  if (stages.length === 0) return null
  return (
    <ol className={css.life} aria-label={t('unix.life.label', { name })} title={t('unix.life.why')}>
      {stages.map((stage, index) => (
        <li key={stage} data-now={index === stages.length - 1 || undefined}>
          {index > 0 && <ChevronRight size={12} aria-hidden="true" />}
          {t(`unix.life.${stage}`)}
        </li>
      ))}
    </ol>
  )
}

function stagesOf({ role, descriptor, local, fin, ended, closedAt }: SocketModel): Stage[] {
  const isClosed = descriptor === 'closed' || closedAt !== undefined
  const closed: Stage[] = isClosed ? ['closed'] : []
  if (role === 'foreign') return []
  if (role === 'listener') return descriptor === 'none' ? [] : ['listening', ...closed]
  const begun: Stage[] = role === 'client' ? ['connecting'] : []
  if (descriptor === 'none') return closed
  const opened: Stage[] = local === undefined ? begun : [...begun, 'open']
  return [
    ...opened,
    ...(fin === 'sent' ? (['finished'] as const) : []),
    ...(ended ? (['ended'] as const) : []),
    ...closed,
  ]
}
