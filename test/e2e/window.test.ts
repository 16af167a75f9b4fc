import { once } from 'node:events'
import net from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { launchLab, type RunningLab } from './support/launch'
import { LabWindow } from './support/window'

let lab: RunningLab
let window: LabWindow

beforeEach(async () => {
  lab = await launchLab()
  window = new LabWindow(lab.page)
})
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await lab.screenshot(`window-${task.name.replace(/\W+/g, '-')}`)
  const errors = [...lab.errors]
  await lab.close()
  // Also violations of the Content-Security-Policy and of Trusted Types.
  expect(errors).toEqual([])
})

describe('the empty lab', () => {
  test('starts an echo server and three clients, both ends of each established', async () => {
    await window.quickStart()
    for (const name of ['client.1', 'client.2', 'client.3']) {
      await window.page.getByRole('treeitem', { name: `${name}, client, ESTABLISHED` }).waitFor()
      await window.page.getByRole('treeitem', { name: `${name}@server, accepted end, ESTABLISHED` }).waitFor()
    }
    await window.page.getByRole('treeitem', { name: 'server, server, LISTEN' }).waitFor()
    await window.page.getByText('3 open connections').waitFor()
  })

  test('is left by keyboard alone, up to a message and its echo', async () => {
    const { page } = window
    await window.button('Start echo server and 3 clients').waitFor()
    for (let presses = 0; presses < 20; presses++) {
      await page.keyboard.press('Tab')
      const focused = await page.evaluate(() => document.activeElement?.textContent)
      if (focused === 'Start echo server and 3 clients') break
    }
    await page.keyboard.press('Enter')
    await window.stateOf('Server', 'ESTABLISHED')
    await page.keyboard.type('by hand')
    await page.keyboard.press('Enter')
    await window.messages.getByRole('listitem').nth(3).waitFor()
    // Up to the tree, and along it to the next client.
    const tree = page.getByRole('tree')
    for (let presses = 0; presses < 40; presses++) {
      await page.keyboard.press('Shift+Tab')
      if (await tree.evaluate((element) => element === document.activeElement)) break
    }
    await page.keyboard.press('ArrowDown')
    await page.getByRole('treeitem', { name: 'client.2, client, ESTABLISHED', selected: true }).waitFor()
    await page.getByRole('group', { name: 'Client end client.2' }).waitFor()
  })
})

describe('messages', () => {
  test('come back, with writes beside reads', async () => {
    await window.quickStart()
    await window.send('hello')
    await window.messages.getByRole('listitem').nth(3).waitFor()
    expect(await window.saidSoFar()).toEqual([
      'client.1 wrote 5 B hello',
      'client.1@server read 5 B hello',
      'client.1@server wrote 5 B hello',
      'client.1 read 5 B hello',
    ])
  })

  test('are sent as hex and with a line ending from either end; bad hex is explained', async () => {
    await window.quickStart()
    await window.page.getByRole('radio', { name: 'Server' }).click()
    await window.page.getByRole('combobox', { name: 'Line ending' }).click()
    await window.page.getByRole('option', { name: 'CRLF' }).click()
    await window.send('hi')
    await window.messages.getByRole('listitem').nth(1).waitFor()
    await window.page.getByRole('radiogroup', { name: 'Format' }).getByRole('radio', { name: 'Hex' }).click()
    await window.send('48 zz')
    await window.page.getByText('Hex is pairs of digits 0–9 and a–f: “zz” is not.').waitFor()
    await window.send('00 ff 41')
    await window.messages.getByRole('listitem').nth(3).waitFor()
    expect(await window.saidSoFar()).toEqual([
      'client.1@server wrote 4 B hi\\r\\n',
      'client.1 read 4 B hi\\r\\n',
      'client.1@server wrote 3 B \\x00\\xffA',
      'client.1 read 3 B \\x00\\xffA',
    ])
    const format = window.page.getByRole('radiogroup', { name: 'Show bytes as' })
    await format.getByRole('radio', { name: 'Hex' }).click()
    expect((await window.saidSoFar()).at(-1)).toBe('client.1 read 3 B 00 ff 41')
  })

  test('that are long are collapsed, and shown in full on request', async () => {
    await window.quickStart()
    const long = `${'0123456789'.repeat(100)} the end`
    await window.send(long)
    const first = window.messages.getByRole('listitem').first()
    await first.waitFor()
    expect(await first.innerText()).not.toContain('the end')
    await first.getByRole('button', { name: 'Show all' }).click()
    await first.getByText('the end').waitFor()
    await first.getByRole('button', { name: 'Show less' }).click()
    await first.getByText('the end').waitFor({ state: 'detached' })
  })

  test('of a hostile peer are shown, and nothing in them is obeyed', async () => {
    const hostile = Buffer.concat([
      Buffer.from('<img src=x onerror=alert(1)>\u001b[31m\u202e{{name}}$t(app.name)'),
      Buffer.from([0xff, 0x00]),
    ])
    const peer = net.createServer((socket) => socket.end(hostile)).listen(0, '127.0.0.1')
    await once(peer, 'listening')
    const { port } = peer.address() as net.AddressInfo
    try {
      await window.newClients(1, { Host: '127.0.0.1', Port: String(port) })
      const received = window.messages.getByRole('listitem').first()
      await received.getByRole('button', { name: 'Show all' }).click()
      const text = await received.innerText()
      expect(text).toContain('<img src=x onerror=alert(1)>\\x1b[31m\\u{202e}{{name}}$t(app.name)\\xff\\x00')
      expect(await window.page.locator('img').count()).toBe(0)
      await window.end('Server').getByText('another program').waitFor()
      const log = await window.log.innerText()
      expect(log).toContain('\\x1b[31m')
      expect(['\u001b', '\u202e'].some((control) => log.includes(control))).toBe(false)
    } finally {
      peer.close()
    }
  })
})

describe('acts', () => {
  test('half-close leaves FIN_WAIT_2 and CLOSE_WAIT, and the other end talks on', async () => {
    await window.newServer({ Name: 'half' }, ['Allow half-open connections (allowHalfOpen)'])
    await window.newClients(1, { Name: 'alice' })
    await window.stateOf('Client', 'ESTABLISHED')
    const act = window.act('Client', 'Half-close')
    expect(await act.getAttribute('aria-description')).toContain('Sends FIN and goes on reading.')
    await act.click()
    await window.stateOf('Client', 'FIN_WAIT_2')
    await window.stateOf('Server', 'CLOSE_WAIT')
    expect(await act.getAttribute('aria-disabled')).toBe('true')
    expect(await act.getAttribute('aria-description')).toBe('This end has already sent its FIN.')
    await window.page.getByText('alice cannot send. This end has already sent its FIN.').waitFor()

    await window.page.getByRole('radio', { name: 'Server' }).click()
    await window.send('still here')
    await window.messages.getByText('still here').nth(1).waitFor()
    await window.act('Server', 'Half-close').click()
    await window.stateOf('Client', 'TIME_WAIT')
    await window.stateOf('Server', 'CLOSED')
  })

  test('close ends in TIME_WAIT at the end that closed, with the time that is left', async () => {
    await window.quickStart()
    await window.act('Client', 'Close').click()
    await window.stateOf('Client', 'TIME_WAIT')
    await window.stateOf('Server', 'CLOSED')
    await window
      .end('Client')
      .getByText(/about (?:60|5\d) s left/)
      .filter({ visible: true })
      .waitFor()
    const path = window.page.getByRole('toolbar', { name: 'Path of client.1 through the states' })
    expect((await path.innerText()).match(/[A-Z][A-Z_0-9]+/g)).toEqual([
      'CLOSED',
      'SYN_SENT',
      'ESTABLISHED',
      'FIN_WAIT_1',
      'FIN_WAIT_2',
      'TIME_WAIT',
    ])
  })

  test('reset shows ECONNRESET where it arrives, with the cause and what to try', async () => {
    await window.quickStart()
    await window.act('Server', 'Reset').click()
    await window.stateOf('Client', 'CLOSED')
    const failure = window.end('Client').getByRole('group', { name: 'Failure of client.1' })
    await failure.getByText('ECONNRESET').waitFor()
    await failure.getByText('The peer answered with RST').waitFor()
    const notice = window.page.getByRole('alert')
    await notice.getByText('ECONNRESET').waitFor()
    await notice.getByRole('button', { name: 'Dismiss' }).click()
    await notice.waitFor({ state: 'detached' })
    await window.page.getByRole('treeitem', { name: 'client.1, client, CLOSED, failed' }).waitFor()
  })

  test('pause holds the peer’s bytes back until reading resumes', async () => {
    await window.quickStart()
    await window.act('Server', 'Pause reading').click()
    await window.end('Server').getByText('Reading paused').waitFor()
    await window.send('wait for it')
    await window.messages.getByText('wait for it').first().waitFor()
    expect(await window.saidSoFar()).toEqual(['client.1 wrote 11 B wait for it not read yet'])
    await window.act('Server', 'Resume reading').click()
    await window.messages.getByRole('listitem').nth(3).waitFor()
  })

  test('destroy closes at once, and every act is impossible then, with the reason', async () => {
    await window.quickStart()
    await window.act('Client', 'Destroy').click()
    await window.end('Client').getByText('Descriptor closed').waitFor()
    for (const name of ['Half-close', 'Close', 'Destroy', 'Reset', 'Pause reading']) {
      expect(await window.act('Client', name).getAttribute('aria-disabled')).toBe('true')
      expect(await window.act('Client', name).getAttribute('aria-description')).toBe(
        'The descriptor is closed.',
      )
    }
  })

  test('a server gives its address, stops accepting, and keeps its connections', async () => {
    await window.quickStart()
    await window.row('server').click()
    const server = window.page.getByRole('group', { name: 'Server server' })
    await server.getByRole('button', { name: 'Copy address' }).click()
    await server.getByRole('button', { name: 'Copied' }).waitFor()
    expect(await lab.app.evaluate(({ clipboard }) => clipboard.readText())).toMatch(/^127\.0\.0\.1:\d+$/)
    await server.getByRole('button', { name: 'Stop accepting' }).click()
    await window.page.getByRole('treeitem', { name: 'server, server, CLOSED' }).waitFor()
    await window.page.getByRole('treeitem', { name: 'client.1, client, ESTABLISHED' }).waitFor()
  })
})

describe('what goes wrong', () => {
  test('a second server on the same port is explained in its dialog', async () => {
    await window.newServer({ Name: 'first' })
    const address = await window.page
      .getByText(/^127\.0\.0\.1:\d+$/)
      .first()
      .innerText()
    await window.button('New server').click()
    const { dialog } = window
    await dialog.getByRole('textbox', { name: 'Port' }).fill(address.split(':')[1] ?? '')
    await window.button('Start server').click()
    const problem = dialog.getByRole('alert')
    await problem.getByText('EADDRINUSE').waitFor()
    await problem.getByText('Another socket already listens on this address and port.').waitFor()
    await problem.getByText('Choose another port').waitFor()
    // Corrected, it starts.
    await dialog.getByRole('textbox', { name: 'Port' }).fill('0')
    await window.button('Start server').click()
    await dialog.waitFor({ state: 'detached' })
  })

  test('what cannot be is said at its field, and Escape leaves the dialog', async () => {
    await window.newServer({ Name: 'taken' })
    await window.button('New server').click()
    const { dialog } = window
    await window.field('Host').fill('0.0.0.0')
    await dialog.getByText('0.0.0.0 means all interfaces').waitFor()
    await dialog.getByRole('textbox', { name: 'Name' }).fill('taken')
    await dialog.getByRole('textbox', { name: 'Port' }).fill('70000')
    await dialog.getByRole('textbox', { name: 'Port' }).press('Enter')
    await dialog.getByText('A whole number from 0 to 65535.').waitFor()
    await dialog.getByRole('textbox', { name: 'Port' }).fill('0')
    await window.field('Host').fill('127.0.0.1')
    await window.button('Start server').click()
    await dialog.getByText('A socket of this lab has, or had, that name. Choose another name.').waitFor()
    await window.page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
  })

  test('a refused client is shown with its error', async () => {
    const nobody = net.createServer().listen(0, '127.0.0.1')
    await once(nobody, 'listening')
    const { port } = nobody.address() as net.AddressInfo
    await new Promise((resolve) => nobody.close(resolve))
    await window.newClients(1, { Name: 'lonely', Host: '127.0.0.1', Port: String(port) })
    await window
      .end('Client')
      .getByRole('group', { name: 'Failure of lonely' })
      .getByText('ECONNREFUSED')
      .waitFor()
    await window.stateOf('Client', 'CLOSED')
  })
})

describe('how it is known', () => {
  test('a state names its evidence, which leads into the log and the calls', async () => {
    await window.quickStart()
    await window.act('Client', 'Close').click()
    await window.stateOf('Client', 'TIME_WAIT')
    await window.page.getByRole('tab', { name: 'Calls' }).click()
    await window.calls.getByText('Asked to close').waitFor()
    await window
      .end('Client')
      .getByRole('button', { name: /^How we know/ })
      .click()
    const popup = window.page.getByRole('dialog', { name: /How we know/ })
    await popup.getByText('Concluded from the socket’s calls and events').waitFor()
    await popup.getByRole('button', { name: /^#\d+/ }).first().click()
    await window.page.getByRole('option', { selected: true }).waitFor()
  })
})
