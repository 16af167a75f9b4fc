import path from 'node:path'
import type { ElectronApplication } from 'playwright-core'
import { answerQuestions } from './dialogs'
import type { LabWindow } from './window'
import { fill } from './words'

/** A sight on a tour: what was there at the one before is still there. */
export interface Stop {
  /** That of a scene, if this is the same sight. */
  name: string
  /** A menu or the like lies over it: no landmark of the page. */
  popup?: true
  arrange: (window: LabWindow, app: ElectronApplication) => Promise<void>
}

/** Sights that one lab can show one after the other: to load the page for each of them takes longer than to look at it. */
export interface Tour {
  name: string
  stops: readonly Stop[]
}

/** Does something by its name, as the palette has it. */
async function command({ page, words }: LabWindow, name: string): Promise<void> {
  await page.keyboard.press('Control+K')
  await page.getByRole('combobox', { name: words.actions.palette.title }).fill(name.replace(/…+$/, ''))
  await page.keyboard.press('Enter')
}

/** Closes the dialog, menu or popup that the last stop has opened. */
async function dismiss({ page, dialog }: LabWindow): Promise<void> {
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'detached' })
  await page.getByRole('menu').waitFor({ state: 'detached' })
}

const keys = (name: string, pressed: string, ready: (window: LabWindow) => Promise<void>): Stop => ({
  name,
  async arrange(window) {
    await dismiss(window)
    await window.page.keyboard.press(pressed)
    await ready(window)
  },
})

const dialogBy = (
  name: string,
  act: (words: LabWindow['words']) => string,
  more: (window: LabWindow) => Promise<void> = async () => {},
): Stop => ({
  name,
  async arrange(window) {
    await dismiss(window)
    await command(window, act(window.words))
    await window.page
      .getByRole('combobox', { name: window.words.actions.palette.title })
      .waitFor({ state: 'detached' })
    await window.dialog.waitFor()
    await more(window)
  },
})

const views: Tour = {
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

const popups: Tour = {
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

const making: Tour = {
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

const asking: Tour = {
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

const withoutStates: Tour = {
  name: 'what is not TCP, and who is in between',
  stops: [
    {
      name: 'a UDP socket',
      async arrange(window) {
        const { datagrams } = window.words
        await window.execute({
          do: 'bind',
          as: 'dns',
          host: '127.0.0.1',
          port: 0,
          respond: { with: 'upper' },
        })
        await window.row('dns').waitFor()
        await window.execute({ do: 'connect', as: 'bob', transport: 'udp', to: 'dns' })
        await window.row('bob').click()
        await window.page.getByText(datagrams.standing.connected, { exact: true }).first().waitFor()
        await window.send('hello')
        await window.messages.getByRole('listitem').nth(1).waitFor()
      },
    },
    {
      name: 'a UDP socket has no states',
      async arrange(window) {
        const { views, datagrams } = window.words
        await window.page.getByRole('tab', { name: views.states, exact: true }).click()
        await window.page.getByText(datagrams.none.states.title).waitFor()
      },
    },
    {
      name: 'the queues of a UDP socket',
      async arrange(window) {
        const { views, datagrams } = window.words
        await window.page.getByRole('tab', { name: views.kernel, exact: true }).first().click()
        await window.page.getByText(datagrams.queues.drops, { exact: true }).waitFor()
      },
    },
    {
      name: 'a proxy, which holds bytes',
      async arrange(window) {
        const { proxy } = window.words
        await window.page.keyboard.press('Control+1')
        await window.execute({ do: 'listen', as: 'web', port: 0, respond: { with: 'echo' } })
        await window.execute({ do: 'proxy', as: 'way', to: 'web' })
        await window.execute({ do: 'connect', as: 'alice', to: 'way' })
        await window.row('way').click()
        const panel = window.page.getByRole('region', { name: proxy.panel })
        await panel.getByRole('button', { name: proxy.holdWay.toServer, exact: true }).click()
        await panel.getByRole('button', { name: proxy.release.toServer, exact: true }).waitFor()
        await window.execute({ do: 'send', from: 'alice', text: 'hello' })
        await panel.getByText(fill(proxy.held, { size: '5 B' })).waitFor()
      },
    },
    {
      name: 'a relayed connection, as a ladder',
      async arrange(window) {
        await window.row('alice').click()
        await window.page.keyboard.press('Control+3')
        await window.page.getByRole('navigation', { name: window.words.proxy.strip }).waitFor()
        await window.page
          .getByText(fill(window.words.ladder.call.disturbed.hold, { size: '5 B' }))
          .first()
          .waitFor()
      },
    },
    {
      name: 'Unix sockets',
      async arrange(window, app) {
        const { unix } = window.words
        const file = path.join(await app.evaluate(({ app }) => app.getPath('userData')), 'tour.sock')
        await window.page.keyboard.press('Control+1')
        await window.execute({ do: 'listen', as: 'local', path: file, respond: { with: 'echo' } })
        await window.execute({ do: 'connect', as: 'carol', to: 'local' })
        await window.row('carol').click()
        await window
          .end('Client')
          .getByText(new RegExp(`${unix.standing.open}$`))
          .first()
          .waitFor()
      },
    },
    {
      name: 'Unix sockets have no states',
      async arrange(window) {
        await window.page.keyboard.press('Control+4')
        await window.page.getByRole('heading', { name: window.words.unix.none.states.title }).waitFor()
      },
    },
    {
      name: 'an empty timeline',
      async arrange(window) {
        const { scenario, timeline } = window.words
        await command(window, window.words.actions.name.newLab)
        await window.button(scenario.newLab.submit).click()
        await window.dialog.waitFor({ state: 'detached' })
        await window.page.keyboard.press('Control+T')
        await window.page.getByText(timeline.empty).waitFor()
      },
    },
  ],
}

const others: Tour = {
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

/** Each language has every other one. */
export const TOURS: readonly Tour[] = [views, popups, asking, making, others, withoutStates]
