import { useTranslation } from 'react-i18next'
import type { Model, SocketModel } from '../../shared/model/model'
import { isDatagram, isForeign } from '../../shared/model/selectors'
import { ACTS, type ActionGroups, END_GROUPS, useMenuEntries } from '../actions/menuEntries'
import { useUi } from '../app/ui'
import { useLab, useSocket } from '../lab/hooks'
import { useShownName } from '../lab/useShownName'
import { useNoteActs } from '../notes/useNoteActs'
import { ContextMenuPopup } from '../ui/ContextMenuPopup'
import { copyText } from '../ui/copyText'
import type { MenuGroups } from '../ui/MenuItems'

const END: ActionGroups = [...END_GROUPS, ['clearClosed']]
const SERVER: ActionGroups = [
  ['connectHere', 'newLoad', 'newProxy', 'editServer', 'holdOrRelease'],
  ['freezeOrThaw', 'stopAccepting', 'closeConnections', 'stopRepeating'],
  ['rename', 'again', 'duplicate', 'copySockets'],
  ['clearClosed'],
]
const DATAGRAMS: ActionGroups = [
  ['connectHere', 'editServer'],
  ['close', 'destroy', 'pauseOrResume'],
  ['writeMessage', 'sendFile', 'stopRepeating'],
  ['rename', 'again', 'duplicate', 'copySockets'],
  ['clearClosed'],
]
const MANY: ActionGroups = [
  ACTS,
  ['writeMessage', 'sendFile', 'stopRepeating'],
  ['again', 'copySockets'],
  ['clearClosed'],
]
const WATCHED: ActionGroups = [['otherEnd', 'unwatch'], ['watch'], ['clearClosed']]
const PROGRAM: ActionGroups = [['endProgram', 'killProgram'], ['runProgram'], ['clearClosed']]
const LAB: ActionGroups = [
  ['newServer', 'newClients', 'newDatagrams', 'newLoad', 'newProxy', 'runProgram', 'quickStart'],
  ['watch'],
  ['selectClients', 'clearClosed', 'showCleared'],
]

interface Props {
  /** It was asked for beside the sockets. */
  beside: boolean
  focusAfter: () => HTMLElement | null
}

/** What can be done with what is selected in the explorer; beside the sockets, with the lab. */
export function ExplorerMenu({ beside, focusAfter }: Props) {
  const { t } = useTranslation()
  const lab = useLab()
  const { selected, selection } = useUi()
  const entries = useMenuEntries()
  const socket = useSocket(selected)
  const name = useShownName(selected)
  const many = selection.length > 1 && !beside
  const watch = selected !== undefined && lab.model.watches.has(selected)
  const program = selected !== undefined && lab.model.programs.has(selected)
  const one = !many && !beside && (socket !== undefined || watch || program)
  const label = many
    ? t('explorer.menuMany', { count: selection.length })
    : one
      ? t('explorer.menu', { name })
      : t('explorer.menuLab')
  const { entryOf } = useNoteActs()
  const groups = (): MenuGroups => {
    const acts = entries(many ? MANY : !one ? LAB : program ? PROGRAM : groupsFor(lab.model, socket))
    const note: MenuGroups = one && socket ? [[entryOf(socket.name)]] : []
    const address = one ? socket?.local : undefined
    const copy: MenuGroups =
      address === undefined
        ? []
        : [[{ id: 'copyAddress', label: t('watching.watch.copyAddress'), run: () => void copyText(address) }]]
    return [...acts, ...note, ...copy]
  }
  return <ContextMenuPopup label={label} focusAfter={focusAfter} groups={groups} />
}

/** What can be done with a socket; undefined stands for a watch. */
function groupsFor(model: Model, socket: SocketModel | undefined): ActionGroups {
  if (!socket || socket.role === 'foreignListener') return WATCHED
  if (socket.role === 'listener') return SERVER
  if (isDatagram(socket)) return DATAGRAMS
  const peer = socket.peer === undefined ? undefined : model.sockets.get(socket.peer)
  if (!isForeign(socket)) return END
  return peer && !isForeign(peer) ? [...END, ['unwatch']] : WATCHED
}
