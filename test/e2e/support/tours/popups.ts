import { dismiss, keys, type Tour } from './tour'

export const popups: Tour = {
  name: 'menus and popups',
  stops: [
    {
      name: 'a menu of what can be made',
      popup: true,
      async arrange(window) {
        await window.quickStart()
        await window.page.getByRole('button', { name: window.words.app.more, exact: true }).click()
        await window.page.getByRole('menu').waitFor()
      },
    },
    {
      name: 'socket-menu',
      popup: true,
      async arrange(window) {
        await dismiss(window)
        await window.row('client.2').click({ button: 'right' })
        await window.page.getByRole('menu').waitFor()
      },
    },
    {
      name: 'the menu of an event',
      popup: true,
      async arrange(window) {
        await dismiss(window)
        await window.log.getByRole('option').first().click({ button: 'right' })
        await window.page.getByRole('menu').waitFor()
      },
    },
    {
      name: 'languages',
      popup: true,
      async arrange(window) {
        await dismiss(window)
        await window.page.getByRole('combobox', { name: window.words.app.language }).click()
        await window.page.getByRole('option').first().waitFor()
      },
    },
    {
      name: 'saved-messages',
      popup: true,
      async arrange(window) {
        await window.page.keyboard.press('Escape')
        await window.row('client.1').click()
        await window.input.fill('PING')
        await window.button(window.words.composer.saved).click()
        await window.dialog.waitFor()
      },
    },
    {
      name: 'repeating',
      popup: true,
      async arrange(window) {
        const { composer } = window.words
        await dismiss(window)
        await window.page.getByRole('button', { name: new RegExp(`^${composer.repeat}`) }).click()
        await window.page.getByRole('textbox', { name: composer.repeatTimes }).waitFor()
      },
    },
    keys('palette', 'Control+K', (window) => window.dialog.waitFor()),
    keys('cheat-sheet', 'F1', (window) => window.dialog.waitFor()),
    {
      name: 'what could not be done',
      // And what the button says that has the focus again.
      popup: true,
      async arrange(window) {
        await dismiss(window)
        await window.execute({ do: 'connect', as: 'lonely', host: '127.0.0.1', port: 9 })
        await window.page.getByRole('alert').getByText('ECONNREFUSED').first().waitFor()
      },
    },
    {
      name: 'a call that failed',
      async arrange(window) {
        await window.row('lonely').click()
        await window.stateOf('Client', 'CLOSED')
      },
    },
  ],
}
