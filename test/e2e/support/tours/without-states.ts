import path from 'node:path'
import { fill } from '../words'
import { command, type Tour } from './tour'

export const withoutStates: Tour = {
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
