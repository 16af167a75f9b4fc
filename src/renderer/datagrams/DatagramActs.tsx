import { Copy, type LucideIcon, Pencil, Plug, RotateCcw } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { ActionId } from '../../shared/actions'
import type { SocketModel } from '../../shared/model/model'
import { ActionButton } from '../actions/ActionButton'
import { useShownName } from '../lab/useShownName'
import css from '../ui/Card.module.css'

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
  const name = useShownName(socket.name)
  const makers = socket.remote === undefined ? [...BOUND, ...MADE] : MADE
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms
    <div role="group" className={css.acts} aria-label={t('acts.toolbar', { name })}>
      {makers.map(([id, icon]) => (
        <ActionButton key={id} id={id} icon={icon} look="normal" small />
      ))}
      <span className={css.apart} />
      {ENDS.map((id) => (
        <ActionButton key={id} id={id} look={id === 'destroy' ? 'danger' : 'normal'} small />
      ))}
    </div>
  )
}
