import { answerQuestions } from '../dialogs'
import { command, type Tour } from './tour'

export const others: Tour = {
  name: 'programs, reports and presenting',
  stops: [
    {
      name: 'the report of a load',
      async arrange(window) {
        const { load } = window.words
        await window.execute({ do: 'listen', as: 'server', port: 0, respond: { with: 'echo' } })
        await window.execute({ do: 'load', as: 'crowd', to: 'server', clients: 5, everyMs: 20, forMs: 500 })
        await window.button(new RegExp(`^${load.indicator} `)).click()
        await window.page.getByRole('status').filter({ hasText: load.phase.time }).waitFor()
        await window.button(load.asTable).click()
        await window.page.getByRole('table', { name: load.plots }).waitFor()
      },
    },
    {
      name: 'a program',
      async arrange(window, app) {
        await answerQuestions(app, true)
        const { programs, actions } = window.words
        await command(window, actions.name.runProgram)
        await window.dialog.getByRole('combobox', { name: programs.dialog.example }).click()
        await window.page.getByRole('option', { name: /^echo_server\.py / }).click()
        await window.dialog.getByRole('button', { name: programs.dialog.submit, exact: true }).click()
        await window.page
          .getByText(/ready on port \d+/)
          .first()
          .waitFor()
      },
    },
    {
      name: 'a listener of another program',
      async arrange(window) {
        await window.page.getByRole('treeitem', { name: /^127\.0\.0\.1:\d+[,，].*LISTEN/ }).click()
        await window.button(window.words.watching.watch.connect).waitFor()
      },
    },
    {
      name: 'a lesson that is presented',
      async arrange(window) {
        const { lessons } = window.words
        await window.button(lessons.lessons).first().click()
        await window.dialog
          .locator('[data-lesson="four-way-close"]')
          .getByRole('button', { name: lessons.start, exact: true })
          .click()
        await window.dialog.waitFor({ state: 'detached' })
        await window.page.keyboard.press('Control+Shift+K')
        await window.page.getByRole('tree').waitFor({ state: 'detached' })
        await window.page.keyboard.press('F4')
      },
    },
  ],
}
