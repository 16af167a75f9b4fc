import { MousePointerClick } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { connectionOf } from '../../shared/model/selectors'
import { useUi } from '../app/ui'
import { useLab, useSocket } from '../lab/hooks'
import { ManyView } from '../many/ManyView'
import { EmptyState } from '../ui/EmptyState'
import { ConnectionView } from './ConnectionView'
import { ListenerView } from './ListenerView'

/** The middle of the window: whatever is selected in the explorer. */
export function SelectionView() {
  const { t } = useTranslation()
  const lab = useLab()
  const { selected, selection } = useUi()
  const socket = useSocket(selected)
  if (selected === undefined) {
    return (
      <EmptyState icon={MousePointerClick}>
        {t('selection.none')}. {t('selection.noneHint')}
      </EmptyState>
    )
  }
  if (selection.length > 1) return <ManyView names={selection} />
  if (!socket)
    return <EmptyState icon={MousePointerClick}>{t('selection.pending', { name: selected })}</EmptyState>
  if (socket.role === 'listener') return <ListenerView name={socket.name} />
  const connection = connectionOf(lab.model, selected)
  const client = connection?.client?.name
  const server = connection?.server?.name
  // Another connection is another view: what was expanded or half typed belongs to the old one.
  return <ConnectionView key={client ?? server} client={client} server={server} />
}
