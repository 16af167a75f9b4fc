import { type LucideIcon, PenLine } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useUi } from '../app/ui'
import { useSocket } from '../lab/hooks'
import { usePast } from '../lab/usePast'
import { rangeText } from '../timeline/range'
import { Button } from '../ui/Button'
import { EmptyState } from '../ui/EmptyState'
import { outlookOf } from './outlook'

interface Props {
  client: string | undefined
  server: string | undefined
  icon: LucideIcon
  /** What will be shown here, and that there is nothing to show. */
  soon: string
  none: string
}

/** A view of a connection without anything in it: how the first thing comes about, or why there will be none. */
export function NothingYet({ client, server, icon, soon, none }: Props) {
  const { t } = useTranslation()
  const { selected, select, signals, range, setRange } = useUi()
  const past = usePast()
  const outlook = outlookOf([useSocket(client), useSocket(server)], selected)
  if (range) {
    return (
      <EmptyState
        icon={icon}
        action={
          <Button small onClick={() => setRange(undefined)}>
            {t('log.clearFilter')}
          </Button>
        }
      >
        {t('timeline.nothingThen', { range: rangeText(range) })}
      </EmptyState>
    )
  }
  if (outlook.kind === 'never' || outlook.kind === 'over' || outlook.kind === 'foreign') {
    return <EmptyState icon={icon}>{t(`views.outlook.${outlook.kind}`, { none })}</EmptyState>
  }
  if (outlook.kind !== 'send') {
    return <EmptyState icon={icon}>{t(`views.outlook.${outlook.kind}`, { soon })}</EmptyState>
  }
  const write = () => {
    if (outlook.from !== selected) select(outlook.from)
    signals.emit('composer.focus')
  }
  return (
    <EmptyState
      icon={icon}
      action={
        past === undefined && (
          <Button look="primary" onClick={write}>
            <PenLine size={14} aria-hidden="true" />
            {t('messages.writeFirst')}
          </Button>
        )
      }
    >
      {soon}
    </EmptyState>
  )
}
