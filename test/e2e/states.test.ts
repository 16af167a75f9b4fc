import { beforeEach, describe, expect, test } from 'vitest'
import { labForEach } from './support/each'
import type { LabWindow } from './support/window'
import { fill, languages, matching } from './support/words'

/** What acts do to both ends of a connection, and how it is known. */
describe.each(languages())('the states of both ends in %s', (locale, words) => {
  const { acts, dialogs, end } = words
  const shared = labForEach('states', locale, words)
  let window: LabWindow
  beforeEach(() => {
    ;({ window } = shared)
  })

  test('half-close leaves FIN_WAIT_2 and CLOSE_WAIT, and the other end talks on', async () => {
    await window.newServer({ [dialogs.name]: 'half' }, [dialogs.allowHalfOpen])
    await window.newClients(1, { [dialogs.name]: 'alice' })
    await window.stateOf('Client', 'ESTABLISHED')
    const act = window.act('Client', acts.name.shutdown)
    expect(await act.getAttribute('aria-description')).toContain(acts.effect.finFirst)
    await act.click()
    await window.stateOf('Client', 'FIN_WAIT_2')
    await window.stateOf('Server', 'CLOSE_WAIT')
    const reason = acts.reason.finSent
    expect(await act.getAttribute('aria-disabled')).toBe('true')
    expect(await act.getAttribute('aria-description')).toBe(reason)
    await window.page.getByText(fill(words.composer.cannot, { name: 'alice', reason })).waitFor()

    await window.page.getByRole('radio', { name: words.composer.server }).click()
    await window.send('still here')
    await window.messages.getByText('still here').nth(1).waitFor()
    await window.act('Server', acts.name.shutdown).click()
    await window.stateOf('Client', 'TIME_WAIT')
    await window.stateOf('Server', 'CLOSED')
  })

  test('close ends in TIME_WAIT with the time that is left; a state names its evidence, which leads into the log', async () => {
    const { page } = window
    await window.quickStart()
    await window.act('Client', acts.name.close).click()
    await window.stateOf('Client', 'TIME_WAIT')
    await window.stateOf('Server', 'CLOSED')
    const left = await window
      .end('Client')
      .getByText(matching(end.timeWait))
      .filter({ visible: true })
      .innerText()
    const seconds = Number(/\d+/.exec(left)?.[0])
    expect(seconds).toBeGreaterThan(50)
    expect(seconds).toBeLessThanOrEqual(60)
    const path = page.getByRole('toolbar', { name: fill(words.path.label, { name: 'client.1' }) })
    expect((await path.innerText()).match(/[A-Z][A-Z_0-9]+/g)).toEqual([
      'CLOSED',
      'SYN_SENT',
      'ESTABLISHED',
      'FIN_WAIT_1',
      'FIN_WAIT_2',
      'TIME_WAIT',
    ])
    await window
      .end('Client')
      .getByRole('button', { name: matching(words.how.open, { state: 'TIME_WAIT' }) })
      .click()
    const popup = page.getByRole('dialog', { name: words.how.title })
    await popup.getByText(words.provenance.inferredMeaning).waitFor()
    await popup.getByRole('button', { name: /^#\d+/ }).first().click()
    await window.log.getByRole('option', { selected: true }).waitFor()
  })

  test('reset shows ECONNRESET where it arrives, with the cause, until its notice is dismissed', async () => {
    await window.quickStart()
    await window.act('Server', acts.name.reset).click()
    await window.stateOf('Client', 'CLOSED')
    const failure = window.end('Client').getByRole('group', { name: fill(end.failure, { name: 'client.1' }) })
    await failure.getByText('ECONNRESET').waitFor()
    await failure.getByText(words.errors.ECONNRESET.cause).waitFor()
    const notice = window.page.getByRole('alert')
    await notice.getByText('ECONNRESET').waitFor()
    await notice.getByRole('button', { name: words.notices.dismiss }).click()
    await notice.waitFor({ state: 'detached' })
  })

  test('pause holds the peer’s bytes back until reading resumes', { tags: ['soak'] }, async () => {
    await window.quickStart()
    await window.act('Server', acts.name.pause).click()
    await window.end('Server').getByText(end.paused).waitFor()
    await window.send('wait for it')
    await window.messages.getByText('wait for it').first().waitFor()
    const { wrote, unread } = words.messages
    expect(await window.saidSoFar()).toEqual([`client.1 ${wrote} 11 B wait for it ${unread}`])
    await window.act('Server', acts.name.resume).click()
    await window.messages.getByRole('listitem').nth(3).waitFor()
  })

  test('destroy closes at once, and every act is impossible then, with the reason', {
    tags: ['soak'],
  }, async () => {
    await window.quickStart()
    await window.act('Client', acts.name.destroy).click()
    await window.end('Client').getByText(end.descriptorClosed).waitFor()
    for (const name of ['shutdown', 'close', 'destroy', 'reset', 'pause'] as const) {
      const act = window.act('Client', acts.name[name])
      expect(await act.getAttribute('aria-disabled')).toBe('true')
      expect(await act.getAttribute('aria-description')).toBe(acts.reason.closed)
    }
  })
})
