import { useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { useActions } from '../actions/context'
import { useLab } from '../lab/hooks'
import { Indicator } from '../ui/Indicator'

/** Whether packets are captured, and what was lost of them; a press switches it. */
export function CaptureButton() {
  const { t } = useTranslation()
  const lab = useLab()
  useSyncExternalStore(lab.subscribe, () => `${lab.id} ${lab.model.sources.capture.seq}`)
  const { run, possible, why } = useActions()('toggleCapture')
  const { phase, lost, by = '' } = lab.model.sources.capture
  const loses = phase === 'on' && lost > 0
  const state = loses ? t('watching.capture.lost', { count: lost }) : t(`watching.capture.${phase}`)
  return (
    <Indicator
      what={t('watching.capture.short')}
      state={state}
      hint={
        !possible
          ? why
          : loses
            ? t('watching.capture.lostHint', { count: lost, by })
            : t(`watching.capture.${phase}Hint`, { by })
      }
      disabled={!possible}
      mark={phase}
      records
      warns={loses}
      pressed={phase === 'on'}
      onPress={run}
    />
  )
}
