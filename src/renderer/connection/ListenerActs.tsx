import { Menu } from '@base-ui/react/menu'
import { ChevronDown, Copy, type LucideIcon, Pencil, Plug, RotateCcw, Snowflake, Sun } from 'lucide-react'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SocketModel } from '../../shared/model/model'
import { useActions } from '../actions/context'
import { useUi } from '../app/ui'
import { useLab } from '../lab/hooks'
import { usePast } from '../lab/usePast'
import { duplicateRequest, restart } from '../making/again'
import { Button, type ButtonLook, buttonClass } from '../ui/Button'
import { Hint } from '../ui/Hint'
import { CloseConnections } from './CloseConnections'
import css from './ListenerView.module.css'

/** What can be done to a server. `open`: how many of its connections are. */
export function ListenerActs({ socket, open }: { socket: SocketModel; open: number }) {
  const { t } = useTranslation()
  const lab = useLab()
  const ui = useUi()
  // The server is what is selected.
  const actions = useActions()
  const editing = actions('editServer')
  const freezing = actions('freezeOrThaw')
  const stopping = actions('stopAccepting')
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
    <div className={css.acts}>
      <Act
        icon={Plug}
        name={t('listener.connectClient')}
        why={closed ?? t('listener.connectClientHint')}
        disabled={closed !== undefined}
        onClick={() => ui.openDialog({ name: 'clients', target: name })}
      />
      <Act
        icon={Pencil}
        name={socket.proxy ? editing.label : t('listener.edit')}
        why={closed ?? editing.why}
        disabled={closed !== undefined}
        onClick={editing.run}
      />
      <Act
        icon={RotateCcw}
        name={t('listener.restart')}
        why={past ?? t(listening ? 'listener.restartHint' : 'actions.effect.restart')}
        look={listening ? 'normal' : 'primary'}
        disabled={busy || past !== undefined}
        onClick={() => void again()}
      />
      <Act
        icon={Copy}
        name={t('listener.duplicate')}
        why={past ?? t('listener.duplicateHint')}
        disabled={past !== undefined}
        onClick={() => void duplicate()}
      />
      <span className={css.apart} />
      <Act
        icon={socket.frozen ? Sun : Snowflake}
        name={freezing.label}
        why={freezing.why}
        look={socket.frozen ? 'primary' : 'normal'}
        disabled={!freezing.possible}
        onClick={freezing.run}
      />
      <Act name={stopping.label} why={stopping.why} disabled={!stopping.possible} onClick={stopping.run} />
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

interface ActProps {
  name: string
  /** What it will do here and now, or why it can't be done. */
  why: string
  icon?: LucideIcon
  look?: ButtonLook
  disabled?: boolean
  onClick: () => void
}

function Act({ name, why, icon: Icon, look = 'normal', disabled = false, onClick }: ActProps) {
  return (
    <Hint text={why}>
      <Button
        small
        look={look}
        disabled={disabled}
        focusableWhenDisabled
        aria-description={why}
        onClick={onClick}
      >
        {Icon && <Icon size={14} aria-hidden="true" />}
        {name}
      </Button>
    </Hint>
  )
}
