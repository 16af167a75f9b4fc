import { useTranslation } from 'react-i18next'
import { formatBytes } from '../../shared/bytes'
import { useActions } from '../actions/context'
import { Indicator } from '../ui/Indicator'
import { type Standing, standingOf } from './kept'
import { useKept } from './useKept'

const MARKS = { ready: 'quiet', on: 'on', failed: 'unavailable' } as const

const isPlain = (standing: Standing): standing is keyof typeof MARKS => standing in MARKS

/** Whether the lab is recorded, and what is left out; a press opens how recording is set. */
export function RecordingIndicator() {
  const { t } = useTranslation()
  const kept = useKept()
  const { run } = useActions()('recording')
  const standing = standingOf(kept)
  const hint = isPlain(standing)
    ? t(`recording.${standing}Hint`)
    : t(`recording.leftOut.${standing}`, { limit: formatBytes(kept.limited[standing] ?? 0) })
  return (
    <Indicator
      what={t('recording.short')}
      state={t(`recording.standing.${standing}`)}
      hint={t('recording.pressHint', { hint })}
      mark={isPlain(standing) ? MARKS[standing] : 'on'}
      // That long messages are cut is as it was asked for.
      warns={standing === 'failed' || (!isPlain(standing) && standing !== 'message')}
      onPress={run}
    />
  )
}
