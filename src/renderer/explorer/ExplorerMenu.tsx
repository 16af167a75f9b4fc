import { useTranslation } from 'react-i18next'
import { ACTS, type ActionGroups, END_GROUPS, useMenuEntries } from '../actions/menuEntries'
import { useUi } from '../app/ui'
import { useSocket } from '../lab/hooks'
import { useShownName } from '../lab/useShownName'
import { ContextMenuPopup } from '../ui/ContextMenuPopup'

const END: ActionGroups = [...END_GROUPS, ['clearClosed']]
const SERVER: ActionGroups = [
  ['connectHere', 'editServer'],
  ['stopAccepting', 'closeConnections', 'stopRepeating'],
  ['rename', 'again', 'duplicate'],
  ['clearClosed'],
]
const MANY: ActionGroups = [ACTS, ['writeMessage', 'sendFile', 'stopRepeating'], ['again'], ['clearClosed']]
const LAB: ActionGroups = [
  ['newServer', 'newClients', 'quickStart'],
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
  const { selected, selection } = useUi()
  const entries = useMenuEntries()
  const socket = useSocket(selected)
  const name = useShownName(selected)
  const many = selection.length > 1 && !beside
  const groups = many ? MANY : beside || !socket ? LAB : socket.role === 'listener' ? SERVER : END
  const label = many
    ? t('explorer.menuMany', { count: selection.length })
    : beside || !socket
      ? t('explorer.menuLab')
      : t('explorer.menu', { name })
  return <ContextMenuPopup label={label} focusAfter={focusAfter} groups={entries(groups)} />
}
