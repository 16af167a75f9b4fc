import { once } from 'node:events'
import net from 'node:net'
import path from 'node:path'
import type { ElectronApplication } from 'playwright-core'
import { root } from '../../../scripts/lib/paths.mjs'
import { ScenarioPane } from './scenario'
import { halfCloseAndClose, TimePane } from './time'
import type { LabWindow } from './window'
import { fill, matching } from './words'

/** A sight of the window worth looking at: for pictures, and for checks of every view. */
export interface Scene {
  name: string
  /** A menu or the like lies over it: no landmark of the page. */
  popup?: true
  /** Brings a fresh lab there. */
  arrange: (window: LabWindow, app: ElectronApplication) => Promise<void>
}

/** A server of another program (this one), which reads what comes and closes nothing. Its port; it ends with the process. */
async function forgetfulServer(): Promise<number> {
  const server = net.createServer({ allowHalfOpen: true }, (socket) => socket.resume().unref())
  server.listen(0, '127.0.0.1').unref()
  await once(server, 'listening')
  return (server.address() as net.AddressInfo).port
}

/** Connections that begin one after the other, some of which talk, are closed or are reset: over time. */
async function manyLives(window: LabWindow): Promise<void> {
  const { timeline, actions } = window.words
  const view = window.page.getByRole('region', { name: timeline.title })
  const some = (ending: keyof typeof timeline.ending, count: number) =>
    view.getByText(fill(timeline.some, { ending: timeline.ending[ending], count }), { exact: true })
  await window.execute({ do: 'listen', as: 'server', port: 0, respond: { with: 'echo' } })
  await window.row('server').waitFor()
  await window.page.keyboard.press('Control+T')
  for (let wave = 1; wave <= 4; wave++) {
    await window.execute({ do: 'connect', as: `c${wave}`, to: 'server', count: 12 })
    for (let i = wave; i <= 12; i += 4) {
      await window.execute({
        do: 'send',
        from: `c${wave}.${i}`,
        text: actions.name.quickStart,
        repeat: 8,
        everyMs: 30,
      })
    }
    await view.getByText(fill(timeline.count_other, { count: 12 * wave }), { exact: true }).waitFor()
    await window.execute({ do: 'reset', socket: `c${wave}.${wave + 2}` })
    await some('reset', wave).waitFor()
    await window.execute({ do: 'shutdown', socket: `c${wave}.${wave + 3}` })
    await window.execute({ do: 'shutdown', socket: `c${wave}.${wave + 7}` })
    await some('closed', 2 * wave).waitFor()
  }
  await window.execute({ do: 'connect', as: 'lonely', host: '127.0.0.1', port: Number(NOBODY) })
  await some('refused', 1).waitFor()
}

/** A port of the loopback interface at which nobody listens (RFC 863's, which no desktop serves). */
const NOBODY = '9'

/** The state diagram of a connection that its client has closed first. */
async function halfClosedStates(window: LabWindow): Promise<void> {
  await window.quickStart()
  await window.act('Client', window.words.acts.name.shutdown).click()
  await window.stateOf('Client', 'TIME_WAIT')
  await window.page.keyboard.press('Control+4')
  await window.diagram.waitFor()
}

/** The lesson on the four-way close, when the first FIN has gone. */
async function takeFirstFin(window: LabWindow): Promise<void> {
  const { lessons } = window.words
  const panel = window.page.getByRole('region', { name: lessons.pane }).last()
  const press = (name: string) => panel.getByRole('button', { name, exact: true }).click()
  const met = panel.locator('li[data-standing="met"]').nth(1)
  await window.button(lessons.lessons).first().click()
  await window.dialog
    .locator('[data-lesson="four-way-close"]')
    .getByRole('button', { name: lessons.start, exact: true })
    .click()
  await press(lessons.doForMe)
  await met.waitFor()
  await press(lessons.next)
  await panel
    .getByRole('group')
    .getByRole('button', { name: /CLOSE_WAIT/ })
    .click()
  await press(lessons.doForMe)
  await met.waitFor()
}

export const SCENES: readonly Scene[] = [
  {
    name: 'start',
    arrange: (window) => window.button(window.words.empty.start).waitFor(),
  },
  {
    name: 'conversation',
    async arrange(window) {
      await window.quickStart()
      await window.send('hello, world')
      await window.messages.getByRole('listitem').nth(3).waitFor()
      await window.send('GET /index.html HTTP/1.1')
      await window.messages.getByRole('listitem').nth(7).waitFor()
    },
  },
  {
    name: 'server',
    async arrange(window) {
      await window.quickStart()
      await window.row('server').click()
      await window.page
        .getByRole('group', { name: /server/ })
        .first()
        .waitFor()
    },
  },
  {
    name: 'many-clients',
    popup: true,
    async arrange(window) {
      await window.newServer({ [window.words.dialogs.name]: 'server' })
      await window.button(window.words.load.act).click()
      await window.field(window.words.load.dialog.clients).waitFor()
    },
  },
  {
    name: 'load',
    async arrange(window) {
      const { dialogs, load } = window.words
      await window.newServer({ [dialogs.name]: 'server' })
      await window.button(load.act).click()
      await window.field(load.dialog.clients).fill('50')
      await window.field(load.dialog.seconds).fill('60')
      await window.field(load.dialog.seconds).press('Enter')
      // Some seconds of it: there is something to see.
      const now = '(?:[3-9]\\.\\d\\d|\\d\\d\\.\\d) s'
      await window.page.getByText(new RegExp(fill(load.elapsed, { now, whole: '1 min 0 s' }))).waitFor()
    },
  },
  {
    name: 'queue',
    async arrange(window) {
      const { dialogs, queue, actions } = window.words
      await window.newServer({ [dialogs.name]: 'server', [dialogs.server.backlog]: '2' })
      await window.button(actions.name.freezeOrThaw).click()
      await window.page.getByText(queue.noneAccepted).waitFor()
      await window.newClients(5, { [dialogs.name]: 'client' })
      await window.row('server').click()
      await window.page.getByRole('list', { name: queue.outside }).waitFor()
    },
  },
  {
    name: 'sending',
    async arrange(window) {
      const { composer } = window.words
      await window.quickStart()
      await window.row('client.2').click()
      await window.end('Client').getByRole('heading', { name: 'client.2' }).waitFor()
      await window.page
        .getByRole('radiogroup', { name: composer.format })
        .getByRole('radio', { name: composer.hex })
        .click()
      await window.input.fill('48 65 6c 6c 6f')
      await window.page.getByRole('button', { name: new RegExp(`^${composer.repeat}`) }).click()
      await window.page.getByRole('textbox', { name: composer.repeatTimes }).fill('100')
      await window.page.getByRole('textbox', { name: composer.repeatEvery }).fill('500')
      await window.button(composer.done).click()
      await window.input.press('Enter')
      await window.messages.getByRole('listitem').nth(7).waitFor()
    },
  },
  {
    name: 'half-close',
    async arrange(window) {
      await window.newServer({ [window.words.dialogs.name]: 'half' }, [window.words.dialogs.allowHalfOpen])
      await window.newClients(1, { [window.words.dialogs.name]: 'alice' })
      await window.stateOf('Client', 'ESTABLISHED')
      await window.send('one more thing')
      await window.messages.getByRole('listitem').nth(3).waitFor()
      await window.act('Client', window.words.acts.name.shutdown).click()
      await window.stateOf('Server', 'CLOSE_WAIT')
    },
  },
  {
    name: 'calls',
    async arrange(window) {
      await window.quickStart()
      await window.send('hello')
      await window.messages.getByRole('listitem').nth(3).waitFor()
      await window.act('Client', window.words.acts.name.shutdown).click()
      await window.stateOf('Client', 'TIME_WAIT')
      await window.page.keyboard.press('Control+2')
      await window.calls.waitFor()
    },
  },
  {
    name: 'states',
    arrange: halfClosedStates,
  },
  {
    name: 'state-card',
    popup: true,
    async arrange(window) {
      await halfClosedStates(window)
      await window.state('TIME_WAIT').click()
      await window.dialog.waitFor()
    },
  },
  {
    name: 'server-states',
    async arrange(window) {
      await window.quickStart()
      await window.act('Client', window.words.acts.name.shutdown).click()
      await window.stateOf('Client', 'TIME_WAIT')
      await window.row('server').click()
      await window.page.getByRole('radio', { name: window.words.views.states }).click()
      await window.diagram.waitFor()
    },
  },
  {
    name: 'segments',
    async arrange(window) {
      const { ladder } = window.words
      await window.quickStart()
      await window.page.keyboard.press('Control+3')
      await window.send('hello')
      await window.page
        .getByText(fill(ladder.call.received, { size: '5 B' }))
        .nth(1)
        .waitFor()
      await window.act('Client', window.words.acts.name.shutdown).click()
      await window.stateOf('Client', 'TIME_WAIT')
      await window.page.getByText(ladder.call.closed).last().waitFor()
    },
  },
  {
    name: 'kernel',
    async arrange(window) {
      await window.quickStart()
      await window.act('Server', window.words.acts.name.pause).click()
      await window.execute({ do: 'send', from: 'client.1', text: 'x'.repeat(60_000), repeat: 200 })
      await window.page.keyboard.press('Control+5')
      await window.page.keyboard.press('Control+8')
      await window.page.getByText(window.words.kernel.hint.unread.cause).waitFor()
    },
  },
  {
    name: 'watched',
    async arrange(window) {
      const port = await forgetfulServer()
      const { dialogs, watching, kernel } = window.words
      await window.newClients(1, {
        [dialogs.name]: 'alice',
        [dialogs.host]: '127.0.0.1',
        [dialogs.port]: String(port),
      })
      await window.button(fill(watching.watch.offer, { port: String(port) })).click()
      await window.act('Client', window.words.acts.name.shutdown).click()
      await window.stateOf('Server', 'CLOSE_WAIT')
      await window.page.keyboard.press('Control+5')
      await window.page.keyboard.press('Control+8')
      await window.page.getByText(kernel.hint.closeWait.foreign).waitFor()
    },
  },
  {
    name: 'watch',
    async arrange(window) {
      await window.button(window.words.actions.name.watch).click()
      await window.page.getByRole('option').first().waitFor()
    },
  },
  {
    name: 'problems',
    async arrange(window) {
      await window.quickStart()
      await window.act('Server', window.words.acts.name.reset).click()
      await window.stateOf('Client', 'CLOSED')
      await window.newClients(1, {
        [window.words.dialogs.name]: 'lonely',
        [window.words.dialogs.host]: '127.0.0.1',
        [window.words.dialogs.port]: NOBODY,
      })
      await window.stateOf('Client', 'CLOSED')
      await window.page.keyboard.press('Control+7')
    },
  },
  {
    name: 'scenario',
    async arrange(window, app) {
      await window.button(window.words.empty.start).waitFor()
      const pane = new ScenarioPane(app, window.page, window.words)
      await pane.open(path.join(root, 'examples/half-close.json'))
      await pane.button(window.words.scenario.panel.run).click()
      await pane.standing('met_other').waitFor()
    },
  },
  {
    name: 'palette',
    async arrange(window) {
      await window.quickStart()
      await window.page.keyboard.press('Control+K')
      await window.dialog.waitFor()
    },
  },
  {
    name: 'cheat-sheet',
    async arrange(window) {
      await window.quickStart()
      await window.page.keyboard.press('F1')
      await window.dialog.waitFor()
    },
  },
  {
    name: 'many',
    async arrange(window) {
      await window.quickStart()
      await window.page.keyboard.press('Control+Shift+A')
      await window.page.getByText('client.3', { exact: true }).first().waitFor()
    },
  },
  {
    name: 'new-server',
    async arrange(window) {
      await window.button(window.words.app.newServer).click()
      await window.dialog.waitFor()
    },
  },
  {
    name: 'past',
    async arrange(window) {
      const time = new TimePane(window)
      await halfCloseAndClose(window)
      await time.pause()
      await time.pressUntil('Shift+F7', 'Server', 'CLOSE_WAIT')
    },
  },
  {
    name: 'new-clients',
    async arrange(window) {
      await window.quickStart()
      await window.button(window.words.app.newClients).click()
      await window.dialog.waitFor()
    },
  },
  {
    name: 'edit-server',
    async arrange(window) {
      await window.quickStart()
      await window.row('server').click()
      await window.button(window.words.listener.edit).click()
      await window.dialog.waitFor()
    },
  },
  {
    name: 'save-scenario',
    async arrange(window) {
      await window.quickStart()
      await window.send('hello')
      await window.messages.getByRole('listitem').nth(3).waitFor()
      await window.page.keyboard.press('Control+S')
      await window.dialog.waitFor()
    },
  },
  {
    name: 'sessions',
    async arrange(window) {
      await window.quickStart()
      await window
        .button(new RegExp(`^${window.words.recording.short} ${window.words.recording.standing.on}$`))
        .waitFor()
      await window.page.keyboard.press('Control+Shift+R')
      await window.page.getByRole('option').filter({ hasText: window.words.sessions.state.open }).click()
    },
  },
  {
    name: 'recording',
    async arrange(window) {
      await window.quickStart()
      await window
        .button(new RegExp(`^${window.words.recording.short} ${window.words.recording.standing.on}$`))
        .click()
      await window.field(window.words.recording.message).waitFor()
    },
  },
  {
    name: 'export',
    async arrange(window) {
      await window.quickStart()
      await window.page.keyboard.press('Control+K')
      await window.page.keyboard.type(window.words.actions.name.exportSession.replace(/…+$/, ''))
      await window.page.keyboard.press('Enter')
      await window.dialog.getByRole('radio').first().waitFor()
    },
  },
  {
    name: 'socket-menu',
    popup: true,
    async arrange(window) {
      await window.quickStart()
      await window.row('client.2').click({ button: 'right' })
      await window.page.getByRole('menu').waitFor()
    },
  },
  {
    name: 'how-we-know',
    popup: true,
    async arrange(window) {
      await window.quickStart()
      await window
        .end('Client')
        .getByRole('button', { name: matching(window.words.how.open) })
        .click()
      await window.dialog.waitFor()
    },
  },
  {
    name: 'saved-messages',
    popup: true,
    async arrange(window) {
      await window.quickStart()
      await window.input.fill('PING')
      await window.button(window.words.composer.saved).click()
      await window.dialog.waitFor()
    },
  },
  {
    name: 'timeline',
    async arrange(window) {
      await manyLives(window)
      await window.row('c1.4@server').click()
    },
  },
  {
    name: 'timeline-table',
    async arrange(window) {
      await manyLives(window)
      await window.page.getByRole('radio', { name: window.words.timeline.table, exact: true }).click()
      await window.page.getByRole('grid', { name: window.words.timeline.title }).waitFor()
    },
  },
  {
    name: 'band',
    async arrange(window) {
      const framing = { by: 'length', bytes: 4 } as const
      await window.execute({ do: 'listen', as: 'server', tls: {}, framing, respond: { with: 'echo' } })
      await window.row('server').getByText('LISTEN', { exact: true }).waitFor()
      const tls = { ca: { of: 'server' } }
      await window.execute({ do: 'connect', as: 'alice', to: 'server', tls, framing })
      await window.execute({ do: 'send', from: 'alice', text: 'hello' })
      await window.execute({ do: 'send', from: 'alice', text: 'and another message, which is longer' })
      await window.row('alice').click()
      await window.button(window.words.stream.show).click()
      const { lanes, piece } = window.words.stream
      await window.page
        .getByRole('button', { name: matching(piece, { lane: lanes.unpacked, number: 2 }) })
        .click()
    },
  },
  {
    name: 'lesson',
    arrange: takeFirstFin,
  },
  {
    name: 'code',
    popup: true,
    async arrange(window) {
      const { actions, code } = window.words
      await window.quickStart()
      await window.send('hello')
      await window.messages.getByRole('listitem').nth(3).waitFor()
      await window.act('Client', window.words.acts.name.shutdown).click()
      await window.stateOf('Client', 'TIME_WAIT')
      await window.page.keyboard.press('Control+K')
      await window.page.keyboard.insertText(actions.name.copyCode)
      await window.page.keyboard.press('Enter')
      await window.dialog.getByRole('button', { name: /client\.sendall/ }).click()
      await window.dialog.getByRole('button', { name: code.copy, exact: true }).waitFor()
    },
  },
  {
    name: 'settings',
    popup: true,
    async arrange(window) {
      const { of } = window.words.settings
      await window.button(window.words.empty.start).waitFor()
      await window.page.keyboard.press('Control+,')
      const row = window.dialog.getByRole('group', { name: of.timelineForm.name, exact: true })
      // One that is changed, and has its way back.
      await row.getByRole('radio').nth(1).click()
      await row.getByText(window.words.settings.changed, { exact: true }).waitFor()
    },
  },
]
