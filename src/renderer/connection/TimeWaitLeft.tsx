import { useTranslation } from 'react-i18next'
import type { SocketModel } from '../../shared/model/model'
import { TIME_WAIT_MS } from '../../shared/tcp/states'
import { useLab } from '../lab/hooks'
import { useSeconds } from '../lab/seconds'
import { Hint } from '../ui/Hint'
import css from './TimeWaitLeft.module.css'

/**
 * How long TIME_WAIT still lasts, about: by the kernel's own timer, where its row was read. The log doesn't know: the view
 * reckons from the present time.
 */
export function TimeWaitLeft({ socket }: { socket: SocketModel }) {
  const { t } = useTranslation()
  const lab = useLab()
  const entered = socket.state === 'TIME_WAIT' ? socket.path.at(-1)?.t : undefined
  const { kernel } = socket
  const timer = kernel?.timer?.kind === 'timeWait' ? kernel.timer : undefined
  const over = kernel && timer ? kernel.t + timer.ms : (entered ?? 0) + TIME_WAIT_MS
  const left = entered === undefined ? 0 : Math.ceil((over - lab.now()) / 1000)
  useSeconds(entered !== undefined && left > 0)
  if (entered === undefined) return null
  return (
    <Hint text={t('end.timeWaitHint')}>
      <span className={css.left}>
        {left > 0 ? t('end.timeWait', { seconds: left }) : t('end.timeWaitOver')}
      </span>
    </Hint>
  )
}
