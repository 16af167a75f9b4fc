import { readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { saveInDialog } from './support/dialogs'
import { labForEach } from './support/each'
import { fill, languages, matching } from './support/words'

describe.each(languages())('a proxy in %s', (language, words) => {
  const shared = labForEach('proxy', language, words)
  const { proxy, dialogs, actions, listener, ladder, app } = words

  test('is made, spoils what passes, holds it and lets it go, and is the lane in the middle of the ladder', async () => {
    const { lab, window } = shared
    const { page, dialog } = window
    await window.newServer({ [dialogs.name]: 'web' })

    // Its server is the one that is there; what can't be is said beside its field.
    await page.getByRole('button', { name: app.more, exact: true }).click()
    await page.getByRole('menuitem', { name: actions.name.newProxy, exact: true }).click()
    await dialog.getByText(proxy.cannot).waitFor()
    await dialog.getByRole('textbox', { name: dialogs.name, exact: true }).fill('way')
    const latency = dialog.getByRole('textbox', { name: proxy.field.latencyMs })
    await latency.fill('soon')
    await dialog.getByRole('button', { name: proxy.dialog.submit }).click()
    await dialog.getByText(matching(dialogs.invalid.integerOrNone)).waitFor()
    await latency.fill('20')
    await page.keyboard.press('Enter')
    await dialog.waitFor({ state: 'detached' })
    const card = page.getByRole('group', { name: fill(listener.label, { name: 'way' }) }).first()
    await card.getByText('web · 127.0.0.1').waitFor()
    await page.getByRole('treeitem', { name: new RegExp(`^way[,，].*${proxy.badge}`) }).waitFor()

    // Its faults are switched where it is shown.
    await window.newClients(1, { [dialogs.name]: 'alice' })
    await window.row('way').click()
    const panel = page.getByRole('region', { name: proxy.panel })
    expect(await panel.getByRole('textbox', { name: proxy.field.latencyMs }).inputValue()).toBe('20')
    await panel.getByRole('textbox', { name: proxy.field.sliceBytes }).fill('3')
    await panel.getByRole('button', { name: proxy.apply, exact: true }).click()
    await window.log.getByText('slice 3').waitFor()
    await panel.getByRole('button', { name: proxy.holdWay.toServer, exact: true }).click()

    // What is held is seen, and passes when it is released.
    await window.row('alice').click()
    await window.send('hello')
    await window.row('way').click()
    await panel.getByText(fill(proxy.held, { size: '5 B' })).waitFor()
    await panel.getByRole('button', { name: proxy.release.toServer, exact: true }).click()
    await panel.getByRole('button', { name: proxy.holdWay.toServer, exact: true }).waitFor()

    // One ladder from the client to the server, whichever part is selected.
    await window.row('alice').click()
    await page.keyboard.press('Control+3')
    const rows = page.getByRole('list', { name: ladder.label }).getByRole('listitem')
    const said = (name: string, what: string) =>
      rows.filter({ hasText: new RegExp(`${name}[^;]*${fill(ladder.data, { size: what })}`) })
    await said('alice>way', '3 B').first().waitFor()
    await said('alice@way', '2 B').first().waitFor()
    await rows.filter({ hasText: fill(ladder.call.disturbed.hold, { size: '5 B' }) }).waitFor()
    const strip = page.getByRole('navigation', { name: proxy.strip })
    await strip.getByRole('button', { name: /alice>way.*alice>way@web/ }).click()
    await window.end('Client').getByRole('heading', { name: 'alice>way' }).waitFor()
    await said('alice', '5 B').first().waitFor()

    // The picture has all of it.
    const file = path.join(tmpdir(), `proxied-${process.pid}-${language}.svg`)
    await saveInDialog(lab.app, file)
    await page.keyboard.press('Control+k')
    await page.keyboard.type(actions.name.exportLadder)
    await page.keyboard.press('Enter')
    await expect.poll(() => readFile(file, 'utf8').catch(() => '')).toContain('>way</text>')
    await rm(file)

    // By keyboard, everything is held; in the past, nothing can be switched.
    await page.keyboard.press('Control+k')
    await page.keyboard.type(actions.name.holdOrRelease)
    await page.keyboard.press('Enter')
    await window.log.getByText('hold').last().waitFor()
    await strip.getByRole('button', { name: 'way', exact: true }).click()
    await panel.getByRole('button', { name: proxy.release.toClient, exact: true }).waitFor()

    // Made again, it is as it was changed.
    await page.keyboard.press('F5')
    const again = page.getByRole('treeitem', { name: new RegExp(`^way[^,，]+[,，].*${proxy.badge}`) })
    await again.and(page.locator('[aria-selected="true"]')).waitFor()
    const name = /^(way[^,，]+)[,，]/.exec((await again.innerText()).trim())?.[1] ?? ''
    expect(await window.madeBy(name)).toMatchObject({
      do: 'proxy',
      to: 'web',
      faults: { both: { latencyMs: 20, slice: { bytes: 3 } } },
    })
  })

  test('what is held is counted as it comes, and what is half typed stays with its proxy', {
    tags: ['soak'],
  }, async () => {
    const { window } = shared
    const { page } = window
    await window.newServer({ [dialogs.name]: 'web' })
    for (const as of ['one', 'two']) await window.execute({ do: 'proxy', as, to: 'web' })
    await window.execute({ do: 'connect', as: 'alice', to: 'one' })
    await window.row('one').click()
    const panel = page.getByRole('region', { name: proxy.panel })
    await panel.getByRole('button', { name: proxy.holdWay.toServer, exact: true }).click()
    await panel.getByRole('button', { name: proxy.release.toServer, exact: true }).waitFor()
    await window.execute({ do: 'send', from: 'alice', text: 'hello' })
    await panel.getByText(fill(proxy.held, { size: '5 B' })).waitFor()
    await window.execute({ do: 'send', from: 'alice', text: 'again' })
    await panel.getByText(fill(proxy.held, { size: '10 B' })).waitFor()

    const latency = panel.getByRole('textbox', { name: proxy.field.latencyMs })
    await latency.fill('70')
    await window.row('two').click()
    await page
      .getByRole('group', { name: fill(listener.label, { name: 'two' }) })
      .first()
      .waitFor()
    expect(await latency.inputValue()).toBe('')
  })
})
