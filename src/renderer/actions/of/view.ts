import type { Theme } from '../../../shared/ipc'
import { changeLanguage, type Language } from '../../i18n'
import { isBandShown, showBand } from '../../stream/shown'
import { wantTour } from '../../tour/wanted'
import { soon } from '../../ui/soon'
import { can, type Definitions, type Env, type Offered } from '../env'
import { goToPane } from '../panes'

/** What is shown, and how. */
export const viewActions: Definitions = {
  writeMessage: ({ ui }) => can(() => ui.signals.emit('composer.focus')),
  sendFile: ({ ui }) => can(() => ui.signals.emit('composer.file')),
  saveMessage: ({ ui }) => can(() => ui.signals.emit('composer.save')),
  toggleHex: ({ ui }) => ({
    ...can(() => ui.setFormat(ui.format === 'hex' ? 'text' : 'hex')),
    checked: ui.format === 'hex',
  }),

  palette: ({ ui }) => can(() => ui.openDialog({ name: 'palette' })),
  showMessages: ({ ui }) => ({
    ...showView(() => {
      ui.setView('messages')
      showBand(false)
    }, ui),
    checked: ui.view === 'messages' && !isBandShown(),
  }),
  showStream: ({ ui }) => ({
    ...showView(() => {
      ui.setView('messages')
      showBand(true)
    }, ui),
    checked: ui.view === 'messages' && isBandShown(),
  }),
  showCalls: ({ ui }) => ({ ...showView(() => ui.setView('calls'), ui), checked: ui.view === 'calls' }),
  showSegments: ({ ui }) => ({
    ...showView(() => ui.setView('segments'), ui),
    checked: ui.view === 'segments',
  }),
  showStates: ({ ui }) => ({ ...showView(() => ui.setView('states'), ui), checked: ui.view === 'states' }),
  showKernel: ({ ui }) => ({ ...showView(() => ui.setView('kernel'), ui), checked: ui.view === 'kernel' }),
  showTimeline: ({ ui }) => ({
    ...showView(() => ui.setView('timeline'), ui),
    checked: ui.view === 'timeline',
  }),
  showKernelTable: ({ ui }) =>
    can(() => {
      ui.setBottom('kernel')
      soon(() => ui.signals.emit('kernel.focus'))
    }),
  showLog: ({ ui }) =>
    can(() => {
      ui.setBottom('log')
      soon(() => ui.signals.emit('log.focus'))
    }),
  showProblems: ({ ui }) =>
    can(() => {
      ui.setBottom('problems')
      soon(() => ui.signals.emit('problems.focus'))
    }),
  showNotes: ({ ui }) =>
    can(() => {
      ui.setBottom('notes')
      soon(() => ui.signals.emit('notes.focus'))
    }),
  showScenario: ({ ui }) => ({
    ...can(() => {
      ui.showScenario(!ui.scenarioShown)
      if (!ui.scenarioShown) soon(() => ui.signals.emit('scenario.focus'))
    }),
    checked: ui.scenarioShown,
  }),
  nextPane: ({ ui }) => can(() => goToPane(ui, 1)),
  previousPane: ({ ui }) => can(() => goToPane(ui, -1)),
  zoomIn: ({ ui }) => can(() => void ui.bridge.request('zoom', { by: 'in' })),
  zoomOut: ({ ui }) => can(() => void ui.bridge.request('zoom', { by: 'out' })),
  zoomReset: ({ ui }) => can(() => void ui.bridge.request('zoom', { by: 'reset' })),
  themeSystem: (env) => theme(env, 'system'),
  themeLight: (env) => theme(env, 'light'),
  themeDark: (env) => theme(env, 'dark'),
  languageEnglish: (env) => language(env, 'en'),
  languageChinese: (env) => language(env, 'zh-CN'),
  settings: ({ ui }) => can(() => ui.openDialog({ name: 'settings' })),
  cheatSheet: ({ ui }) => can(() => ui.openDialog({ name: 'cheatSheet' })),
  showTour: ({ t }) => can(wantTour, t('actions.effect.showTour')),
  diagnostics: ({ ui, t }) =>
    can(() => ui.openDialog({ name: 'diagnostics' }), t('actions.effect.diagnostics')),
}

function showView(show: () => void, ui: Env['ui']): Offered {
  return can(() => {
    show()
    soon(() => ui.signals.emit('views.focus'))
  })
}

function theme({ ui }: Env, wanted: Theme): Offered {
  return { ...can(() => ui.setTheme(wanted)), checked: ui.theme === wanted }
}

function language({ language }: Env, wanted: Language): Offered {
  return { ...can(() => changeLanguage(wanted)), checked: language === wanted }
}
