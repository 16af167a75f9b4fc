import { Menu } from '@base-ui/react/menu'
import { ChevronDown, Copy, Pencil, Plug, RotateCcw, Snowflake, Sun } from 'lucide-react'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SocketModel } from '../../shared/model/model'
import { ActionButton } from '../actions/ActionButton'
import { useActions } from '../actions/context'
import { useUi } from '../app/ui'
import { useLab } from '../lab/hooks'
import { usePast } from '../lab/usePast'
import { duplicateRequest, restart } from '../making/again'
import { ActButton } from '../ui/ActButton'
import { buttonClass } from '../ui/Button'
import card from '../ui/Card.module.css'
import { Hint } from '../ui/Hint'
import { CloseConnections } from './CloseConnections'

/** What can be done to a server. `open`: how many of its connections are. */
export function ListenerActs({ socket, open }: { socket: SocketModel; open: number }) {
  const { t } = useTranslation()
  const lab = useLab()
  const ui = useUi()
  // The server is what is selected.
  const editing = useActions()('editServer')
  const [busy, setBusy] = useState(false)
  const { name } = socket
  const listening = socket.descriptor === 'open'
  const past = usePast()
  const closed = past ?? (listening ? undefined : t('actions.reason.notListening'))
  const closing = useRef<HTMLButtonElement>(null)
  const noConnections = past ?? (open > 0 ? undefined : t('actions.reason.noConnections'))

  const again = async () => {
    setBusy(true)
    await restart(ui, lab, name)
    setBusy(false)
  }
  const duplicate = async () => {
    const dialog = await duplicateRequest(ui, lab, name)
    if (dialog) ui.openDialog(dialog)
  }

  return (
    <div className={card.acts}>
      <ActButton
        icon={Plug}
        data-point="connectHere"
        why={closed ?? t('listener.connectClientHint')}
        disabled={closed !== undefined}
        onClick={() => ui.openDialog({ name: 'clients', target: name })}
      >
        {t('listener.connectClient')}
      </ActButton>
      <ActButton
        icon={Pencil}
        data-point="editServer"
        why={closed ?? editing.why}
        disabled={closed !== undefined}
        onClick={editing.run}
      >
        {socket.proxy ? editing.label : t('listener.edit')}
      </ActButton>
      <ActButton
        icon={RotateCcw}
        data-point="again"
        why={past ?? t(listening ? 'listener.restartHint' : 'actions.effect.restart')}
        look={listening ? 'normal' : 'primary'}
        disabled={busy || past !== undefined}
        onClick={() => void again()}
      >
        {t('listener.restart')}
      </ActButton>
      <ActButton
        icon={Copy}
        data-point="duplicate"
        why={past ?? t('listener.duplicateHint')}
        disabled={past !== undefined}
        onClick={() => void duplicate()}
      >
        {t('listener.duplicate')}
      </ActButton>
      <span className={card.apart} />
      <ActionButton
        id="freezeOrThaw"
        icon={socket.frozen ? Sun : Snowflake}
        look={socket.frozen ? 'primary' : 'normal'}
        small
      />
      <ActionButton id="stopAccepting" look="normal" small />
      <Menu.Root>
        <Hint text={noConnections ?? t('listener.closeHint', { count: open })}>
          <Menu.Trigger
            ref={closing}
            className={buttonClass('normal', true)}
            disabled={noConnections !== undefined}
            aria-description={noConnections ?? t('listener.closeHint', { count: open })}
          >
            {t('listener.closeConnections')}
            <ChevronDown size={14} aria-hidden="true" />
          </Menu.Trigger>
        </Hint>
        <CloseConnections name={name} focusAfter={() => closing.current} />
      </Menu.Root>
    </div>
  )
}
