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

/** What can be done with what is selected in the explorer. */
export function ExplorerMenu({ focusAfter }: { focusAfter: () => HTMLElement | null }) {
  const { t } = useTranslation()
  const { selected, selection } = useUi()
  const entries = useMenuEntries()
  const socket = useSocket(selected)
  const name = useShownName(selected)
  const many = selection.length > 1
  const groups = many ? MANY : !socket ? LAB : socket.role === 'listener' ? SERVER : END
  const label = many
    ? t('explorer.menuMany', { count: selection.length })
    : socket
      ? t('explorer.menu', { name })
      : t('explorer.menuLab')
  return <ContextMenuPopup label={label} focusAfter={focusAfter} groups={entries(groups)} />
}
