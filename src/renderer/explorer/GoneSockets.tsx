import { useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { MAX_OVER } from '../../shared/model/over'
import { useLab } from '../lab/hooks'
import { Hint } from '../ui/Hint'
import css from './Explorer.module.css'

/** How many long-closed sockets are listed no more, and where they are. */
export function GoneSockets() {
  const { t } = useTranslation()
  const lab = useLab()
  const count = useSyncExternalStore(lab.subscribe, () => lab.model.gone)
  const isRecorded = useSyncExternalStore(lab.subscribe, () => lab.model.kept.phase === 'on')
  if (count === 0) return null
  const text = t('explorer.goneHint', { most: MAX_OVER })
  return (
    <div className={css.cleared}>
      <Hint text={text} side="right">
        <span>
          {t(isRecorded ? 'explorer.gone' : 'explorer.goneFromMemory', { count })}
          <span className="visually-hidden">{text}</span>
        </span>
      </Hint>
    </div>
  )
}
