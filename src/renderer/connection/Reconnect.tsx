import { Button as BaseButton } from '@base-ui/react/button'
import { RotateCcw } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SocketModel } from '../../shared/model/model'
import { useUi } from '../app/ui'
import { useLab } from '../lab/hooks'
import { usePast } from '../lab/usePast'
import { reconnect } from '../making/again'
import { Hint } from '../ui/Hint'
import css from './Reconnect.module.css'

/** The way back for a client whose connection is over. */
export function Reconnect({ socket }: { socket: SocketModel }) {
  const { t } = useTranslation()
  const lab = useLab()
  const ui = useUi()
  const [waiting, setWaiting] = useState(false)
  const past = usePast()
  // One that never got as far as a descriptor has failed.
  const over = socket.descriptor === 'closed' || (socket.descriptor === 'none' && socket.error !== undefined)
  if (socket.role !== 'client' || socket.relay !== undefined || !over) return null
  const press = async () => {
    setWaiting(true)
    await reconnect(ui, lab, socket.name)
    setWaiting(false)
  }
  const why = past ?? t('actions.effect.reconnect')
  return (
    <Hint text={why} side="bottom">
      <BaseButton
        className={css.again}
        disabled={waiting || past !== undefined}
        focusableWhenDisabled
        aria-description={why}
        onClick={() => void press()}
      >
        <RotateCcw size={12} aria-hidden="true" />
        {t('actions.name.again')}
      </BaseButton>
    </Hint>
  )
}
