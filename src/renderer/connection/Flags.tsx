import { Square, TriangleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { formatBytes } from '../../shared/bytes'
import type { SocketModel } from '../../shared/model/model'
import { isUnaccepted, listenerOf } from '../../shared/model/queue'
import { useUi } from '../app/ui'
import { progressOf } from '../composer/repeating'
import { useLab } from '../lab/hooks'
import { usePast } from '../lab/usePast'
import css from './Flags.module.css'
import { TimeWaitLeft } from './TimeWaitLeft'

/** What holds at an end for the time being, beside its state. */
export function Flags({ socket }: { socket: SocketModel }) {
  const { t } = useTranslation()
  const lab = useLab()
  const flags: { text: string; hint?: string; waits?: true }[] = []
  if (socket.queued > 0) {
    flags.push({
      text: t('end.queued', { size: formatBytes(socket.queued) }),
      hint: t('end.queuedHint'),
      waits: true,
    })
  }
  if (socket.fin === 'queued') flags.push({ text: t('end.finQueued'), waits: true })
  if (socket.paused && socket.descriptor === 'open') flags.push({ text: t('end.paused'), waits: true })
  if (socket.readAhead) {
    const size = formatBytes(socket.readAhead)
    flags.push({ text: t('recv.ahead', { size }), hint: t('recv.aheadHint'), waits: true })
  }
  if (socket.descriptor === 'open' && isUnaccepted(socket) && listenerOf(lab.model, socket)) {
    flags.push({ text: t('queue.waits'), hint: t('queue.waitsHint'), waits: true })
  }
  if (socket.descriptor === 'closed') flags.push({ text: t('end.descriptorClosed') })
  return (
    <span className={css.flags}>
      <Repeats socket={socket} />
      <Contradicted socket={socket} />
      {flags.map((flag) => (
        <span key={flag.text} className={css.flag} data-waits={flag.waits} title={flag.hint ?? flag.text}>
          {flag.text}
        </span>
      ))}
      <span className={css.leftNarrow}>
        <TimeWaitLeft socket={socket} />
      </span>
    </span>
  )
}

/** What was concluded of this end has turned out to be wrong; leads to what is told about it. */
function Contradicted({ socket }: { socket: SocketModel }) {
  const { t } = useTranslation()
  const { setBottom } = useUi()
  const count = socket.contradictions
  if (count === 0) return null
  return (
    <button
      type="button"
      className={css.flag}
      data-waits
      title={t('contradiction.flagHint')}
      onClick={() => setBottom('problems')}
    >
      <TriangleAlert size={11} aria-hidden="true" className={css.flagIcon} />
      {t('how.contradictions', { count })}
    </button>
  )
}

/** A repeated message that is under way, and the way to stop it. */
function Repeats({ socket }: { socket: SocketModel }) {
  const { t } = useTranslation()
  const lab = useLab()
  const { execute } = useUi()
  const past = usePast()
  const progress = progressOf(lab.model, [socket.name])
  if (!progress) return null
  const { done, of } = progress
  return (
    <span className={css.repeats}>
      {t('end.repeating', { done, of })}
      <button
        type="button"
        className={css.stop}
        title={past ?? t('actions.name.stopRepeating')}
        aria-label={t('actions.name.stopRepeating')}
        aria-description={past}
        disabled={past !== undefined}
        onClick={() => void execute({ do: 'stop', socket: socket.name })}
      >
        <Square size={10} aria-hidden="true" fill="currentColor" />
      </button>
    </span>
  )
}
