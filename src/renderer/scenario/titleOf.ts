import type { TFunction } from 'i18next'
import { visible } from '../../shared/bytes'
import type { OpenedScenario } from '../../shared/ipc'

/** What a scenario is called in the window; one that the lab itself has made has its name in the window's language. */
export function titleOf(t: TFunction, { source, title }: OpenedScenario): string {
  if (source.from === 'lastLab') {
    return source.part === 'setup' ? t('scenario.panel.lastSetup') : t('scenario.panel.lastLab')
  }
  return title.trim() === '' ? t('scenario.panel.untitled') : visible(title)
}
