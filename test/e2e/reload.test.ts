import { afterEach, beforeEach, expect, test } from 'vitest'
import type { LabBridge } from '../../src/shared/ipc'
import { launchLab, type RunningLab } from './support/launch'

declare const window: Window & { lab: LabBridge }

let lab: RunningLab

beforeEach(async () => {
  lab = await launchLab()
  await lab.page.getByRole('button', { name: 'Start echo server and 3 clients', exact: true }).click()
  await expect.poll(established).toEqual(bothEnds)
  await send('hello')
  await expect.poll(() => messages('hello')).toEqual(wayThere('hello'))
})
afterEach(() => lab.close())

const bothEnds = [1, 2, 3].flatMap((n) => [`client.${n}`, `client.${n}@server`]).sort()

/** What the message `text` of client.1 looks like at both ends when it has come back. */
const wayThere = (text: string) => [
  `client.1 wrote 5 B ${text}`,
  `client.1@server read 5 B ${text}`,
  `client.1@server wrote 5 B ${text}`,
  `client.1 read 5 B ${text}`,
]

/** Names of the ends that the explorer shows as ESTABLISHED. */
async function established(): Promise<string[]> {
  const labels = await lab.page.getByRole('treeitem', { name: /, ESTABLISHED$/ }).allTextContents()
  return labels.map((label) => label.split(',')[0] ?? '').sort()
}

async function send(text: string): Promise<void> {
  await lab.page.getByRole('textbox', { name: 'Message from client.1', exact: true }).fill(text)
  await lab.page.getByRole('button', { name: 'Send', exact: true }).click()
}

/** The messages with `text` of the selected connection, without times and without what passed between them. */
async function messages(text: string): Promise<string[]> {
  const items = lab.page
    .getByRole('list', { name: 'Messages' })
    .getByRole('listitem')
    .filter({ hasText: text })
  const snapshots = await Promise.all((await items.all()).map((item) => item.ariaSnapshot()))
  return snapshots.map((snapshot) => /text: (?:\+\S+ \S+ )?(.*)/.exec(snapshot)?.[1] ?? snapshot)
}

async function select(client: string): Promise<void> {
  await lab.page.getByRole('treeitem', { name: `${client}, client, ESTABLISHED` }).click()
}

test.each([
  ['by the menu or a key', async () => void (await lab.page.reload())],
  [
    'by the page itself',
    async () => {
      const loaded = lab.page.waitForEvent('load')
      await lab.page.evaluate(() => location.reload())
      await loaded
    },
  ],
])('a reload %s keeps everything', async (_name, reload) => {
  const addresses = await lab.page.getByRole('treeitem').allTextContents()
  await reload()
  await expect.poll(established).toEqual(bothEnds)
  expect(await lab.page.getByRole('treeitem').allTextContents()).toEqual(addresses)
  await select('client.1')
  await expect.poll(() => messages('hello')).toEqual(wayThere('hello'))
  await send('again')
  await expect.poll(() => messages('again')).toEqual(wayThere('again'))
  await lab.screenshot('after-reload')
  expect(lab.errors).toEqual([])
})

test('many reloads leave one feed that works', { tags: ['soak'] }, async () => {
  for (let i = 0; i < 5; i++) await lab.page.reload()
  await expect.poll(established).toEqual(bothEnds)
  await select('client.1')
  await send('again')
  await expect.poll(() => messages('again')).toEqual(wayThere('again'))
  expect(lab.errors).toEqual([])
})

test('a new lab takes the place of the old one in the window, without a moment’s loss of the feed', {
  tags: ['soak'],
}, async () => {
  const empty = lab.page.getByRole('button', { name: 'Start echo server and 3 clients', exact: true })
  await lab.page.evaluate(() => {
    const status = document.querySelector('[data-feed]')
    if (!status) throw new Error('no status')
    const seen: unknown[] = []
    Object.assign(globalThis, { seen })
    new MutationObserver(() => seen.push(status.getAttribute('data-feed'))).observe(status, {
      attributes: true,
    })
  })
  for (let i = 0; i < 3; i++) {
    expect(await lab.page.evaluate(() => window.lab.request('newLab', {}))).toEqual({ ok: true, value: null })
    await empty.waitFor()
    expect(await lab.page.getByRole('treeitem', { name: /^(client\.1|server)\b/ }).count()).toBe(0)
    await empty.click()
    await expect.poll(established).toEqual(bothEnds)
  }
  await select('client.1')
  await send('again')
  await expect.poll(() => messages('again')).toEqual(wayThere('again'))
  expect(await messages('hello')).toEqual([])
  expect(await lab.page.evaluate(() => (globalThis as unknown as { seen: unknown[] }).seen)).toEqual([])
  expect(lab.errors).toEqual([])
})

test('a window whose process crashes comes back, and the lab has lost nothing', async () => {
  // From here on through the main process: Playwright gives a crashed page up.
  const seen = await lab.app.evaluate(async ({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents
    if (!contents) throw new Error('no window')
    const back = new Promise<void>((resolve) => contents.once('did-finish-load', () => resolve()))
    contents.forcefullyCrashRenderer()
    await back
    const inWindow = (script: string) => contents.executeJavaScript(script)
    const rows = `[...document.querySelectorAll('[role=treeitem] > .visually-hidden')]`
    const labels = `${rows}.map((name) => name.textContent)`
    let ends: string[] = []
    while (ends.length < 6) {
      const all: string[] = await inWindow(labels)
      ends = all.filter((label) => label.endsWith(', ESTABLISHED'))
    }
    const command = { do: 'send', from: 'client.1', text: 'after' }
    const reply = await inWindow(`window.lab.request('execute', ${JSON.stringify({ command })})`)
    return { ends: ends.map((label) => label.split(',')[0] ?? '').sort(), reply }
  })
  expect(seen.ends).toEqual(bothEnds)
  expect(seen.reply).toMatchObject({ ok: true })
})
