import { useTranslation } from 'react-i18next'
import type { ActionId } from '../../shared/actions'
import { useActions } from '../actions/context'
import { keysText } from '../actions/keys'
import { useUi } from '../app/ui'
import { useSocket } from '../lab/hooks'
import { useShownName } from '../lab/useShownName'
import { ContextMenuPopup } from '../ui/ContextMenuPopup'

type Groups = readonly (readonly ActionId[])[]

const ACTS: readonly ActionId[] = ['shutdown', 'close', 'destroy', 'reset', 'pauseOrResume']
const END: Groups = [
  ACTS,
  ['writeMessage', 'sendFile', 'stopRepeating', 'otherEnd'],
  ['rename', 'again', 'duplicate'],
  ['clearClosed'],
]
const SERVER: Groups = [
  ['connectHere', 'editServer'],
  ['stopAccepting', 'closeConnections', 'stopRepeating'],
  ['rename', 'again', 'duplicate'],
  ['clearClosed'],
]
const MANY: Groups = [ACTS, ['writeMessage', 'sendFile', 'stopRepeating'], ['again'], ['clearClosed']]
const LAB: Groups = [
  ['newServer', 'newClients', 'quickStart'],
  ['selectClients', 'clearClosed', 'showCleared'],
]
const DANGER: ReadonlySet<ActionId> = new Set<ActionId>(['destroy', 'reset'])

/** What can be done with what is selected in the explorer. */
export function ExplorerMenu({ focusAfter }: { focusAfter: () => HTMLElement | null }) {
  const { t } = useTranslation()
  const { selected, selection, bridge } = useUi()
  const actions = useActions()
  const socket = useSocket(selected)
  const name = useShownName(selected)
  const many = selection.length > 1
  const groups = many ? MANY : !socket ? LAB : socket.role === 'listener' ? SERVER : END
  const label = many
    ? t('explorer.menuMany', { count: selection.length })
    : socket
      ? t('explorer.menu', { name })
      : t('explorer.menuLab')
  return (
    <ContextMenuPopup
      label={label}
      focusAfter={focusAfter}
      groups={groups.map((ids) =>
        ids.map((id) => {
          const { keys, ...action } = actions(id)
          return {
            ...action,
            danger: DANGER.has(id),
            ...(keys !== undefined && { keys: keysText(keys, bridge.platform) }),
          }
        }),
      )}
    />
  )
}
