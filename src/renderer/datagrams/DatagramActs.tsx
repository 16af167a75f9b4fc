import { Copy, type LucideIcon, Pencil, Plug, RotateCcw } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { ActionId } from '../../shared/actions'
import type { SocketModel } from '../../shared/model/model'
import { useActions } from '../actions/context'
import { Button } from '../ui/Button'
import { Hint } from '../ui/Hint'
import css from './DatagramView.module.css'

const BOUND: readonly [ActionId, LucideIcon][] = [
  ['connectHere', Plug],
  ['editServer', Pencil],
]
const MADE: readonly [ActionId, LucideIcon][] = [
  ['again', RotateCcw],
  ['duplicate', Copy],
]
const ENDS: readonly ActionId[] = ['pauseOrResume', 'close', 'destroy']

/** What can be done with a datagram socket, which is what is selected. */
export function DatagramActs({ socket }: { socket: SocketModel }) {
  const { t } = useTranslation()
  const makers = socket.remote === undefined ? [...BOUND, ...MADE] : MADE
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms
    <div role="group" className={css.acts} aria-label={t('acts.toolbar', { name: socket.name })}>
      {makers.map(([id, icon]) => (
        <Act key={id} id={id} icon={icon} />
      ))}
      <span className={css.apart} />
      {ENDS.map((id) => (
        <Act key={id} id={id} />
      ))}
    </div>
  )
}

function Act({ id, icon: Icon }: { id: ActionId; icon?: LucideIcon }) {
  const action = useActions()(id)
  return (
    <Hint text={action.why} side="bottom">
      <Button
        small
        look={id === 'destroy' ? 'danger' : 'normal'}
        disabled={!action.possible}
        focusableWhenDisabled
        aria-description={action.why}
        onClick={action.run}
      >
        {Icon && <Icon size={14} aria-hidden="true" />}
        {action.label}
      </Button>
    </Hint>
  )
}
