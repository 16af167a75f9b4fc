import { useTranslation } from 'react-i18next'
import type { Model } from '../../shared/model/model'
import { connectionsOf } from '../../shared/model/selectors'
import { useUi } from '../app/ui'
import { useLab, useLabVersion } from '../lab/hooks'
import { usePast } from '../lab/usePast'
import { ContextMenuPopup } from '../ui/ContextMenuPopup'
import { offer } from './offers'

const ENDINGS = ['close', 'shutdown', 'reset'] as const
type EndingAct = (typeof ENDINGS)[number]

/** The connections of a server whose accepted end takes this act here and now. */
export function endsThatTake(model: Model, listener: string, act: EndingAct, past = false): string[] {
  return connectionsOf(model, listener)
    .filter((end) => offer(act, end, { past }).possible)
    .map(({ name }) => name)
}

interface Props {
  /** Of the listener. */
  name: string
  focusAfter: () => HTMLElement | null
}

/** The menu of the ways to end all connections of a server. The listener itself goes on. */
export function CloseConnections({ name, focusAfter }: Props) {
  const { t } = useTranslation()
  const lab = useLab()
  const { executeAll } = useUi()
  const past = usePast()
  useLabVersion()
  const entries = ENDINGS.map((act) => {
    const count = endsThatTake(lab.model, name, act, past !== undefined).length
    return {
      id: act,
      label: t(`listener.ending.${act}`, { count }),
      why: past ?? (count > 0 ? t(`listener.endingEffect.${act}`, { count }) : t('listener.endingNone')),
      possible: count > 0,
      danger: act === 'reset',
      run: () => void executeAll(endsThatTake(lab.model, name, act).map((socket) => ({ do: act, socket }))),
    }
  })
  return (
    <ContextMenuPopup
      label={t('listener.closeConnections')}
      groups={() => [entries]}
      focusAfter={focusAfter}
    />
  )
}
