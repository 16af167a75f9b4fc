import { describe, expect, test } from 'vitest'
import { expectNoViolations } from './support/axe'
import { labForEach } from './support/each'
import { fill, languages } from './support/words'

describe.each(languages())('rules and reading in %s', (language, words) => {
  const shared = labForEach('reading', language, words)
  const { answers, dialogs, buffers, recv, queue, acts, listener, app } = words

  test('rules are made, put in order and tried, and answer', async () => {
    const { window } = shared
    const { page, dialog } = window
    await window.button(app.newServer).click()
    await window.field(dialogs.name).fill('rules')
    await dialog.getByRole('combobox', { name: dialogs.answer.label }).click()
    await page.getByRole('option', { name: dialogs.answer.name.rules }).click()
    const editor = dialog.getByRole('region', { name: answers.title })
    const add = editor.getByRole('button', { name: answers.add })
    const field = (name: string) => editor.getByRole('textbox', { name, exact: true })
    await add.click()
    await field(answers.reply).fill('? $&')
    await add.click()
    await editor.getByRole('combobox', { name: answers.matchLabel }).click()
    await page.getByRole('option', { name: answers.match.regex, exact: true }).click()
    await field(answers.value).fill('add (\\d+')
    await editor.getByText(fill(dialogs.invalid.regex, { part: 'Unterminated group', at: 5 })).waitFor()
    await expectNoViolations(page, 'rules, one of which is wrong')
    await field(answers.value).fill('add (\\d+)')
    await field(answers.reply).fill(`$1, answer \${n}`)

    // The first rule matches anything; by keyboard, the other one gets before it.
    const rows = editor.getByRole('listbox', { name: answers.list })
    const tried = editor.getByRole('status')
    await field(answers.try).fill('add 12')
    await field(answers.try).press('Enter')
    await tried.getByText(fill(answers.matches, { place: 1 })).waitFor()
    await rows.press('Alt+ArrowUp')
    expect(await rows.getByRole('option').first().innerText()).toContain('add (\\d+)')
    await editor.getByRole('button', { name: answers.tryIt }).click()
    await tried.getByText('12, answer 1').waitFor()

    // Whoever removes one by keyboard is in the list then.
    await add.click()
    await editor.getByRole('button', { name: answers.remove }).press('Enter')
    await expect.poll(() => rows.evaluate((list) => list === list.ownerDocument.activeElement)).toBe(true)
    expect(await rows.getByRole('option').count()).toBe(2)

    await window.button(dialogs.server.submit).click()
    await dialog.waitFor({ state: 'detached' })
    await window.newClients(1, { [dialogs.name]: 'alice' })
    await window.row('alice').click()
    await window.send('add 30')
    await window.messages.getByText('30, answer 1').first().waitFor()
    expect(await window.madeBy('rules')).toMatchObject({
      respond: { rules: [{ match: { regex: 'add (\\d+)' } }, { match: { contains: '' } }] },
    })
  })

  test('what is not read fills the buffers, until recv takes it', { tags: ['soak'] }, async () => {
    const { window } = shared
    const { page } = window
    await window.newServer({ [dialogs.name]: 'slow' })
    await window.newClients(1, { [dialogs.name]: 'alice' })
    await window.row('alice').click()
    await window.act('Server', acts.name.pause).click()
    await window.execute({ do: 'send', from: 'alice', text: 'x'.repeat(65_536), repeat: 160 })
    const drawn = page.getByRole('group', { name: fill(buffers.label, { from: 'alice', to: 'alice@slow' }) })
    await drawn.getByText(buffers.zeroWindow).waitFor()
    expect(await drawn.locator('[data-place]').count()).toBe(4)
    expect(await drawn.locator('[data-unknown]').count()).toBe(0)

    const hand = page.getByRole('form', { name: fill(recv.label, { name: 'alice@slow' }) })
    await hand.getByRole('textbox', { name: recv.bytes }).fill('1000')
    await hand.getByRole('button', { name: 'recv' }).click()
    await window.log
      .getByText(fill(words.events.buffered, { size: '63.0 KiB' }))
      .first()
      .waitFor()
    await window.act('Server', acts.name.resume).click()
    await drawn.waitFor({ state: 'detached' })
    await hand.waitFor({ state: 'detached' })
  })

  test('one client at a time: the server says whom it serves, and who waits', {
    tags: ['soak'],
  }, async () => {
    const { window } = shared
    const { page } = window
    await window.newServer({ [dialogs.name]: 'web' }, [queue.oneAtATime])
    await window.newClients(3, { [dialogs.name]: 'crowd' })
    await window.row('web').click()
    const card = page.getByRole('group', { name: fill(listener.label, { name: 'web' }) }).first()
    await card.getByText(fill(queue.servesOne, { name: 'crowd.1@web' })).waitFor()
    const drawn = page.getByRole('group', { name: fill(queue.label, { name: 'web' }) })
    await drawn.getByRole('button', { name: 'crowd.3', exact: true }).waitFor()
    await window.row('crowd.2').click()
    await page
      .getByText(
        fill(queue.hereServing, {
          name: 'crowd.2',
          server: 'web',
          served: 'crowd.1@web',
          place: 1,
          of: 2,
        }),
      )
      .waitFor()
    await window.execute({ do: 'close', socket: 'crowd.1' })
    await window.stateOf('Server', 'ESTABLISHED')
    // It listens again on its port, which another process had a hand on.
    await window.row('web').click()
    await page.keyboard.press('F5')
    await window.row('web-2').waitFor()
    expect(await window.madeBy('web-2')).toMatchObject({ serve: 'one-at-a-time' })
  })
})
