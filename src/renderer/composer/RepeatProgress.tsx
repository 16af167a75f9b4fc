import { Square } from 'lucide-react'
import { useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { useUi } from '../app/ui'
import { useLab } from '../lab/hooks'
import { usePast } from '../lab/usePast'
import { Button } from '../ui/Button'
import { Hint } from '../ui/Hint'
import css from './Composer.module.css'
import { progressOf } from './repeating'

/** How far repeated sends of these sockets have come, and the way to stop them. */
export function RepeatProgress({ names }: { names: readonly string[] }) {
  const { t } = useTranslation()
  const lab = useLab()
  const { executeAll } = useUi()
  // A string, since the store compares it.
  useSyncExternalStore(lab.subscribe, () => {
    const now = progressOf(lab.model, names)
    return now && `${now.sockets.length} ${now.done} ${now.of}`
  })
  const past = usePast()
  const progress = progressOf(lab.model, names)
  if (!progress) return null
  const { done, of, sockets } = progress
  const why = past ?? t('composer.stopHint', { count: sockets.length })
  return (
    <span className={css.progress}>
      <span
        role="progressbar"
        className={css.bar}
        aria-label={t('composer.repeating')}
        aria-valuemin={0}
        aria-valuemax={of}
        aria-valuenow={done}
        aria-valuetext={t('composer.progress', { done, of })}
      >
        <span className={css.barDone} style={{ width: `${(100 * done) / of}%` }} />
      </span>
      <span aria-hidden="true">{t('composer.progress', { done, of })}</span>
      <Hint text={why}>
        <Button
          small
          look="danger"
          disabled={past !== undefined}
          focusableWhenDisabled
          aria-description={why}
          onClick={() => void executeAll(sockets.map((socket) => ({ do: 'stop', socket })))}
        >
          <Square size={11} aria-hidden="true" fill="currentColor" />
          {t('composer.stop')}
        </Button>
      </Hint>
    </span>
  )
}
