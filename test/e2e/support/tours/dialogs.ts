import { command, dialogBy, dismiss, keys, type Tour } from './tour'

export const making: Tour = {
  name: 'dialogs that make something',
  stops: [
    {
      name: 'new-server',
      async arrange(window) {
        const { app, dialogs } = window.words
        await window.button(app.newServer).click()
        await window.dialog.getByRole('button', { name: dialogs.layers }).click()
        await window.dialog.getByRole('checkbox', { name: dialogs.tls.server }).click()
      },
    },
    {
      name: 'new-clients',
      async arrange(window) {
        await dismiss(window)
        await window.execute({ do: 'listen', as: 'server', port: 0, respond: { with: 'echo' } })
        await window.row('server').waitFor()
        await window.button(window.words.app.newClients).click()
        await window.button(window.words.dialogs.advanced).click()
      },
    },
    {
      name: 'edit-server',
      async arrange(window) {
        await dismiss(window)
        await window.row('server').click()
        await window.button(window.words.listener.edit).click()
        await window.dialog.waitFor()
      },
    },
    dialogBy('new UDP socket', (words) => words.actions.name.newDatagrams),
    dialogBy('new proxy', (words) => words.actions.name.newProxy),
    dialogBy('many-clients', (words) => words.actions.name.newLoad),
    dialogBy('run a program', (words) => words.actions.name.runProgram),
  ],
}

export const asking: Tour = {
  name: 'other dialogs',
  stops: [
    {
      name: 'look up a name',
      async arrange(window) {
        const { lookup, actions } = window.words
        await window.quickStart()
        await command(window, actions.name.lookup)
        await window.button(lookup.submit).click()
        await window.dialog
          .getByRole('region', { name: lookup.answer })
          .getByText('127.0.0.1', { exact: true })
          .waitFor()
      },
    },
    dialogBy('new lab', (words) => words.actions.name.newLab),
    keys('save-scenario', 'Control+S', (window) => window.dialog.waitFor()),
    dialogBy('recording', (words) => words.actions.name.recording),
    dialogBy(
      'export',
      (words) => words.actions.name.exportSession,
      (window) => window.dialog.getByRole('radio').first().waitFor(),
    ),
    keys('lessons', 'Control+L', (window) => window.dialog.getByText(window.words.lessons.intro).waitFor()),
    keys('a note', 'Control+Shift+M', (window) =>
      window.dialog
        .getByRole('textbox', { name: window.words.notes.dialog.text, exact: true })
        .fill('Look here.'),
    ),
    {
      name: 'notes',
      async arrange(window) {
        const { notes } = window.words
        await window.page.keyboard.press('Control+Enter')
        await window.dialog.waitFor({ state: 'detached' })
        await window.page.getByRole('tab', { name: new RegExp(`^${notes.title}`) }).click()
        await window.page.getByRole('list', { name: notes.list }).getByText('Look here.').waitFor()
      },
    },
  ],
}
