import { dismiss, keys, type Tour } from './tour'

export const views: Tour = {
  name: 'views of a connection',
  stops: [
    {
      name: 'conversation',
      async arrange(window) {
        await window.quickStart()
        await window.send('hello')
        await window.messages.getByRole('listitem').nth(3).waitFor()
      },
    },
    {
      name: 'how-we-know',
      popup: true,
      async arrange(window) {
        await window
          .end('Client')
          .getByRole('button', { name: /ESTABLISHED/ })
          .first()
          .click()
        await window.dialog.waitFor()
      },
    },
    {
      name: 'calls',
      async arrange(window) {
        await dismiss(window)
        await window.act('Client', window.words.acts.name.shutdown).click()
        await window.stateOf('Client', 'TIME_WAIT')
        await window.page.keyboard.press('Control+2')
        await window.calls.waitFor()
      },
    },
    keys('segments', 'Control+3', (window) =>
      window.page.getByText(window.words.ladder.call.closed).last().waitFor(),
    ),
    {
      name: 'a segment’s details',
      popup: true,
      async arrange(window) {
        await window.page.keyboard.press('Home')
        await window.page.keyboard.press('Space')
        await window.page.getByText(window.words.ladder.details.how, { exact: true }).waitFor()
      },
    },
    keys('states', 'Control+4', (window) => window.diagram.waitFor()),
    {
      name: 'state-card',
      popup: true,
      async arrange(window) {
        await window.state('TIME_WAIT').click()
        await window.dialog.waitFor()
      },
    },
    keys('the kernel’s view, and its table', 'Control+5', async (window) => {
      await window.page.keyboard.press('Control+8')
      await window.page.getByRole('grid').getByRole('row').nth(1).waitFor()
    }),
    keys('no problems', 'Control+7', (window) =>
      window.page.getByText(window.words.problems.none).first().waitFor(),
    ),
    {
      name: 'server',
      async arrange(window) {
        await window.page.keyboard.press('Control+1')
        await window.row('server').click()
        await window.page
          .getByRole('group', { name: /server/ })
          .first()
          .waitFor()
      },
    },
    {
      name: 'server-states',
      async arrange(window) {
        await window.page.getByRole('radio', { name: window.words.views.states }).click()
        await window.diagram.waitFor()
      },
    },
    keys('many', 'Control+Shift+A', (window) =>
      window.page.getByText('client.3', { exact: true }).first().waitFor(),
    ),
  ],
}
