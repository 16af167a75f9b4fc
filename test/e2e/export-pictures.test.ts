import { readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { saveInDialog } from './support/dialogs'
import { labForEach } from './support/each'
import { temporaryFolder } from './support/launch'
import { fill, languages } from './support/words'

interface Seen {
  root: string
  errors: number
  language: string
  title: string
  description: string
  rows: string[]
  texts: string[]
  drawn: number
}

describe.each(languages())('a connection as pictures, in %s', (locale, words) => {
  const shared = labForEach('export-pictures', locale, words)
  const { name } = words.actions
  const folders: string[] = []
  afterEach(() => {
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
  })

  /** What Chromium makes of a file, which it shows only if it is XML: its title, its texts, and how many things are drawn. */
  function read(file: string): Promise<Seen> {
    return shared.lab.app.evaluate(
      async ({ BrowserWindow }, svg) => {
        const window = new BrowserWindow({ show: false })
        try {
          await window.loadURL(`data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`)
          return await window.webContents.executeJavaScript(`(() => {
          const root = document.documentElement
          const texts = (selector) => [...root.querySelectorAll(selector)].map((one) => one.textContent)
          return {
            root: root.localName,
            errors: root.querySelectorAll('parsererror').length,
            language: root.getAttribute('lang'),
            title: root.querySelector(':scope > title').textContent,
            description: root.querySelector(':scope > desc').textContent,
            rows: texts('g > title'),
            texts: texts('text'),
            drawn: root.querySelectorAll('path').length,
          }
        })()`)
        } finally {
          window.destroy()
        }
      },
      readFileSync(file, 'utf8'),
    )
  }

  test('the ladder and the diagram are saved whole, in the light theme, from their views and by their names', async () => {
    const { lab, window } = shared
    const { page } = window
    const folder = temporaryFolder()
    folders.push(folder)
    await window.quickStart()
    await window.send('hello')
    await window.messages.getByRole('listitem').nth(3).waitFor()
    await window.act('Client', words.acts.name.shutdown).click()
    await window.stateOf('Client', 'TIME_WAIT')
    await page.emulateMedia({ colorScheme: 'dark' })

    const ladder = path.join(folder, 'ladder.svg')
    const asked = await saveInDialog(lab.app, ladder)
    await page.keyboard.press('Control+3')
    await page.getByText(words.ladder.call.closed).last().waitFor()
    await window.button(name.exportLadder).click()
    await page.getByText(fill(words.scenario.save.saved, { file: ladder })).waitFor()
    expect(await asked()).toMatchObject({ defaultPath: expect.stringMatching(/client\.1.*\.svg$/) })
    const seen = await read(ladder)
    const ends = { client: 'client.1', server: 'client.1@server' }
    expect(seen).toMatchObject({
      root: 'svg',
      errors: 0,
      language: locale,
      title: fill(words.ladder.picture.title, ends),
    })
    const rows = page.getByRole('list', { name: words.ladder.label }).getByRole('listitem')
    expect(seen.rows.length).toBe(Number(await rows.first().getAttribute('aria-setsize')))
    expect(seen.texts).toContain('SYN+ACK')
    expect(seen.drawn).toBeGreaterThan(20)
    expect(readFileSync(ladder, 'utf8')).toContain('fill="#ffffff"')

    const diagram = path.join(folder, 'diagram.svg')
    await saveInDialog(lab.app, diagram)
    await page.keyboard.press('Control+4')
    await window.diagram.waitFor()
    await window.button(name.exportDiagram).click()
    await page.getByText(fill(words.scenario.save.saved, { file: diagram })).waitFor()
    const figure = await read(diagram)
    expect(figure).toMatchObject({
      root: 'svg',
      errors: 0,
      language: locale,
      title: fill(words.diagram.picture.title, { names: 'client.1 – client.1@server' }),
    })
    expect(figure.description).toContain('FIN_WAIT_2 → TIME_WAIT')
    expect(figure.texts).toContain('TIME_WAIT')
  })

  test('who decides otherwise has no file; with nothing selected there is nothing to export', {
    tags: ['soak'],
  }, async () => {
    const { lab, window } = shared
    const { page } = window
    await window.quickStart()
    const asked = await saveInDialog(lab.app, undefined)
    await page.keyboard.press('Control+3')
    await window.button(name.exportLadder).click()
    await expect.poll(asked).toMatchObject({ defaultPath: expect.any(String) })
    expect(await page.getByRole('alert').count()).toBe(0)
    await window.row('server').click()
    await page.keyboard.press('Control+K')
    await page.keyboard.insertText(name.exportDiagram)
    await window.dialog.getByText(words.actions.reason.noEnd).waitFor()
    await page.keyboard.press('Escape')
  })
})
