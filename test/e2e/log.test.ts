import { afterEach, beforeEach, expect, test } from 'vitest'
import { launchLab, type RunningLab } from './support/launch'
import { LabWindow } from './support/window'

let lab: RunningLab
let window: LabWindow

beforeEach(async () => {
  lab = await launchLab()
  window = new LabWindow(lab.page)
  await window.quickStart()
})
afterEach(async () => {
  const errors = [...lab.errors]
  await lab.close()
  expect(errors).toEqual([])
})

test('an event that is pressed selects its socket', async () => {
  await window.log.getByRole('option', { name: /client\.2@server.*Accepted client\.2/ }).click()
  await window.page.getByRole('treeitem', { name: /^client\.2@server, /, selected: true }).waitFor()
  await window.page.getByRole('group', { name: 'Server end client.2@server' }).waitFor()
})

test('the log follows its end until one scrolls up, says how much came, and goes back', async () => {
  await window.send('first')
  await window.log.getByText('first').last().waitFor()
  await window.log.focus()
  await window.page.keyboard.press('Home')
  await window.log.getByText('The lab opened').waitFor()
  await window.send('second')
  await window.messages.getByText('second').nth(3).waitFor()
  await window.button(/^[5-9] new events$/).click()
  await window.log.getByText('second').last().waitFor()
  await window.send('third')
  await window.log.getByText('third').last().waitFor()
})

test('panes are resized by keyboard', async () => {
  const separator = window.page.getByRole('separator', { name: 'Height of the event log' })
  const before = Number(await separator.getAttribute('aria-valuenow'))
  await separator.focus()
  await separator.press('ArrowUp')
  expect(Number(await separator.getAttribute('aria-valuenow'))).toBe(before + 16)
})
