import { History, MousePointerClick } from 'lucide-react'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { connectionOf, isDatagram } from '../../shared/model/selectors'
import { ActionButton } from '../actions/ActionButton'
import { useUi, type ViewName } from '../app/ui'
import { DatagramView } from '../datagrams/DatagramView'
import { useLab, useSocket, useStructure } from '../lab/hooks'
import { shownName } from '../lab/names'
import { usePast } from '../lab/usePast'
import { ManyView } from '../many/ManyView'
import { TimelineView } from '../timeline/TimelineView'
import { Button } from '../ui/Button'
import { EmptyState } from '../ui/EmptyState'
import { Loading } from '../ui/Loading'
import { later } from '../ui/later'
import { WatchView } from '../watching/WatchView'
import { ConnectionView } from './ConnectionView'
import { ForeignListenerView } from './ForeignListenerView'
import { ListenerView } from './ListenerView'

const ProgramView = later(async () => (await import('../programs/ProgramView')).ProgramView, <Loading />)
const LoadView = later(async () => (await import('../load/LoadView')).LoadView, <Loading />)

/** Nothing is selected: the first of what is in sight is offered, or what was cleared away. */
function NothingSelected() {
  const { t } = useTranslation()
  const lab = useLab()
  useStructure()
  const { cleared, select } = useUi()
  const { sockets, programs, watches } = lab.model
  const all = [...sockets.keys(), ...programs.keys(), ...watches.keys()]
  const first = all.find((name) => !cleared.has(name))
  return (
    <EmptyState
      icon={MousePointerClick}
      action={
        first === undefined ? (
          <ActionButton id="showCleared" />
        ) : (
          <Button look="primary" onClick={() => select(first)}>
            {t('notices.show', { name: shownName(lab.model, first) })}
          </Button>
        )
      }
    >
      {t('selection.none')}. {t('selection.noneHint')}
    </EmptyState>
  )
}

/** The middle of the window: whatever is selected in the explorer. */
export function SelectionView() {
  const { t } = useTranslation()
  const lab = useLab()
  const { selected, selection, view } = useUi()
  const past = usePast()
  const socket = useSocket(selected)
  useStructure()
  // What has been here and is no more has left the model, closed for long; what has not been here is about to come.
  const known = useRef(socket)
  if (socket) known.current = socket
  const before = useRef<ViewName>('messages')
  if (view === 'timeline') return <TimelineView before={before.current} />
  before.current = view
  if (selected === undefined) return <NothingSelected />
  if (selection.length > 1) return <ManyView names={selection} />
  if (lab.model.programs.has(selected)) return <ProgramView key={selected} name={selected} />
  if (lab.model.watches.has(selected)) return <WatchView name={selected} />
  if (lab.model.loads.has(selected)) return <LoadView key={selected} name={selected} />
  if (!socket) {
    if (past !== undefined) {
      return <EmptyState icon={History}>{t('time.notThere', { name: selected })}</EmptyState>
    }
    const isGone = known.current?.name === selected
    return (
      <EmptyState icon={MousePointerClick}>
        {t(isGone ? 'selection.gone' : 'selection.pending', { name: selected })}
      </EmptyState>
    )
  }
  if (socket.role === 'listener') return <ListenerView name={socket.name} />
  if (isDatagram(socket)) return <DatagramView key={socket.name} name={socket.name} />
  if (socket.role === 'foreignListener') return <ForeignListenerView name={socket.name} />
  const connection = connectionOf(lab.model, selected)
  const client = connection?.client?.name
  const server = connection?.server?.name
  // Another connection is another view: what was expanded or half typed belongs to the old one.
  return <ConnectionView key={client ?? server} client={client} server={server} />
}
