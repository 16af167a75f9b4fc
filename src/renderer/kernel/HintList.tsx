import { TriangleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { HintKind } from '../../shared/model/hints'
import type { SocketModel } from '../../shared/model/model'
import { useUi } from '../app/ui'
import { usePast } from '../lab/usePast'
import { Button } from '../ui/Button'
import { Hint } from '../ui/Hint'
import css from './HintList.module.css'
import { useHints } from './useHints'

/**
 * What stands out about a socket in the kernel's view: why it is so, and what can be done. Nothing if nothing does. `brief`:
 * in a line each, the rest on hover and focus.
 */
export function HintList({ socket, brief = false }: { socket: SocketModel; brief?: boolean }) {
  const { t } = useTranslation()
  const { setView } = useUi()
  const hints = useHints(socket)
  if (hints.length === 0) return null
  if (brief) {
    return (
      <ul className={css.hints} aria-label={t('kernel.hint.heading')}>
        {hints.map(({ kind, title, cause, remedy }) => (
          <li key={kind}>
            <Hint text={`${cause} ${remedy}`} side="bottom">
              <button type="button" className={css.brief} onClick={() => setView('kernel')}>
                <TriangleAlert size={14} aria-hidden="true" className={css.icon} />
                <strong>{title}</strong>
                <span>{cause}</span>
              </button>
            </Hint>
          </li>
        ))}
      </ul>
    )
  }
  return (
    <ul className={css.hints} aria-label={t('kernel.hint.heading')}>
      {hints.map(({ kind, title, cause, remedy }) => (
        <li key={kind} className={css.hint}>
          <TriangleAlert size={14} aria-hidden="true" className={css.icon} />
          <div className={css.text}>
            <strong>{title}</strong>
            <p>
              {cause} <span className={css.remedy}>{remedy}</span>
            </p>
          </div>
          <Remedy kind={kind} socket={socket} />
        </li>
      ))}
    </ul>
  )
}

/** The one act that helps, at a socket of the lab's. */
function Remedy({ kind, socket }: { kind: HintKind; socket: SocketModel }) {
  const { t } = useTranslation()
  const { execute } = useUi()
  const past = usePast()
  const act = remedyOf(kind, socket)
  if (!act) return null
  return (
    <Button
      small
      disabled={past !== undefined}
      focusableWhenDisabled
      aria-description={past}
      title={past}
      onClick={() => void execute({ do: act, socket: socket.name })}
    >
      {act === 'thaw' ? t('actions.name.thaw') : t(`acts.name.${act}`)}
    </Button>
  )
}

export function remedyOf(kind: HintKind, socket: SocketModel): 'close' | 'resume' | 'thaw' | undefined {
  if (socket.descriptor !== 'open') return undefined
  switch (kind) {
    case 'closeWait':
    case 'synSent':
      return 'close'
    case 'closeWaitUnread':
    case 'unread':
      return socket.paused ? 'resume' : undefined
    case 'queueFull':
    case 'queueWaits':
      return socket.frozen ? 'thaw' : undefined
  }
  return undefined
}
