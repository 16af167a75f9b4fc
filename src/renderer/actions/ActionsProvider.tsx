import { type ReactNode, useEffect, useMemo, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import type { ActionId } from '../../shared/actions'
import { useUi } from '../app/ui'
import { useQuickStart } from '../app/useQuickStart'
import { useSentences } from '../connection/sentences'
import { isTextField } from '../edit/textField'
import { useClipboard } from '../edit/useClipboard'
import type { Language } from '../i18n'
import { useLab } from '../lab/hooks'
import { useLessons } from '../lessons/context'
import { useScenarioStore } from '../scenario/context'
import { useSessionDesk } from '../sessions/context'
import { type Actions, ActionsContext } from './context'
import type { Env } from './env'
import type { MenuChoices } from './menuChoices'
import { stateOf } from './registry'
import { useMenu } from './useMenu'
import { useShortcuts } from './useShortcuts'

interface Props {
  /** A dialog has the keyboard for itself. */
  dialogOpen: boolean
  menu: MenuChoices
  children: ReactNode
}

/** How the window looks: that concerns what is typed into a dialog as little as anything else. */
const OVER_DIALOGS: ReadonlySet<ActionId> = new Set<ActionId>([
  'languageEnglish',
  'languageChinese',
  'themeSystem',
  'themeLight',
  'themeDark',
  'zoomIn',
  'zoomOut',
  'zoomReset',
])

/** Offers the actions to everything below, to the keyboard and to the native menu. */
export function ActionsProvider({ dialogOpen, menu, children }: Props) {
  const { t, i18n } = useTranslation()
  const ui = useUi()
  const lab = useLab()
  const sentences = useSentences()
  const { start: quickStart } = useQuickStart()
  const { pick: pickScenario } = useScenarioStore()
  const desk = useSessionDesk()
  const lessons = useLessons()
  const language = i18n.language as Language
  // biome-ignore lint/correctness/useExhaustiveDependencies: the sentences change with the language only
  const env = useMemo<Env>(
    () => ({ ui, lab, t, sentences, language, quickStart, pickScenario, lessons, desk }),
    [ui, lab, t, language, quickStart, pickScenario, lessons, desk],
  )
  const actions = useMemo<Actions>(() => (id) => stateOf(id, env), [env])
  // What can be undone changes without a word from the lab.
  useSyncExternalStore(ui.edits.subscribe, ui.edits.version)
  const isActive = (id: ActionId) => !dialogOpen || (isEdit(id) && ui.edits.isInDialog)
  const perform = (id: ActionId) => {
    const ofField = isEdit(id) && isTextField(document.activeElement)
    if (!isActive(id) && !ofField && !OVER_DIALOGS.has(id)) return
    const { possible, label, why, run } = actions(id)
    if (possible) run()
    else ui.say(t('actions.impossible', { name: label.replace(/…+$/, ''), reason: why }))
  }
  useMenu(env)
  useShortcuts(ui.bridge.platform, perform, isActive)
  useClipboard(env, !dialogOpen)
  useEffect(() => menu.listen(perform))
  return <ActionsContext value={actions}>{children}</ActionsContext>
}

/** What is done in a dialog can be undone there. */
function isEdit(id: ActionId): boolean {
  return id === 'undo' || id === 'redo'
}
