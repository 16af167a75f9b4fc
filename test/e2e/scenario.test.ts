import { readFile, rm } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { expectNoViolations } from './support/axe'
import { answerQuestions, pickInDialog, saveInDialog } from './support/dialogs'
import { labForEach } from './support/each'
import { temporaryFolder } from './support/launch'
import { chooseInMenu } from './support/menu'
import { ScenarioPane, scenarioFile } from './support/scenario'
import { fill, languages, matching } from './support/words'

const EXAMPLES = path.resolve(import.meta.dirname, '../../examples')
const folder = temporaryFolder()

afterAll(() => rm(folder, { recursive: true, force: true }))

const SERVER = { do: 'listen', as: 'server' }
const ALICE = { do: 'connect', as: 'alice', to: 'server' }

describe.each(languages())('in %s', (locale, words) => {
  const { scenario } = words
  const shared = labForEach('scenario', locale, words)

  async function start() {
    const { lab, window } = shared
    const pane = new ScenarioPane(lab.app, lab.page, words)
    await window.button(words.empty.start).waitFor()
    return { lab, window, pane, page: lab.page }
  }

  test('a file is opened and run at once: every expectation is met, and each step leads to its events', async () => {
    const { window, pane, page } = await start()
    await pane.open(path.join(EXAMPLES, 'half-close.json'))
    await pane.panel.getByRole('heading', { name: 'Half-close' }).waitFor()
    await pane.button(scenario.panel.run).click()
    await pane.allMet(8).waitFor()
    expect(await pane.stepText(3)).toContain(fill(scenario.do.shutdown, { socket: 'alice' }))
    expect(await pane.stepText(11)).toMatch(
      matching(
        `11${'{{kind}}'}${fill(scenario.expect.state, { of: 'alice', state: 'TIME_WAIT' })}{{outcome}}`,
      ),
    )
    // Nothing was selected, so what it was about is.
    await window.stateOf('Client', 'TIME_WAIT')
    await window.stateOf('Server', 'CLOSED')

    await pane.step(3).click()
    await window.log
      .getByRole('option', { selected: true, name: new RegExp(words.events.asked.shutdown) })
      .waitFor()
    await page.getByRole('group', { name: fill(words.end.client, { name: 'alice' }) }).waitFor()

    await pane.button(scenario.step.json).click()
    await pane.panel.getByText('"do": "shutdown"').waitFor()
  })

  test('step by step by keyboard alone; the selection follows, a reload loses nothing, and the rest runs at once', async () => {
    const { window, pane, page } = await start()
    await pane.open(path.join(EXAMPLES, 'half-close.json'))
    await pane.button(scenario.panel.byStep).focus()
    await page.keyboard.press('Enter')
    for (let step = 1; step <= 3; step++) {
      await pane.standing('waiting', { step, of: 13 }).waitFor()
      // The button has become another one, and keeps the focus.
      await page.keyboard.press('Enter')
    }
    await pane.standing('waiting', { step: 4, of: 13 }).waitFor()
    await page.getByRole('group', { name: fill(words.end.client, { name: 'alice' }) }).waitFor()
    await window.stateOf('Client', 'FIN_WAIT_2')
    expect(await pane.stepText(4)).toContain(scenario.step.waiting)

    await page.reload()
    await pane.standing('waiting', { step: 4, of: 13 }).waitFor()
    await pane.button(scenario.panel.rest).click()
    await pane.allMet(8).waitFor()
  })

  test('a run is stopped, and says where', { tags: ['soak'] }, async () => {
    const { pane } = await start()
    await pane.open(path.join(EXAMPLES, 'half-close.json'))
    await pane.button(scenario.panel.byStep).click()
    await pane.standing('waiting', { step: 1, of: 13 }).waitFor()
    await pane.button(scenario.panel.next).click()
    await pane.standing('waiting', { step: 2, of: 13 }).waitFor()
    await pane.button(scenario.panel.stop).click()
    await pane.standing('stopped', { step: 2, of: 13 }).waitFor()
    expect(await pane.stepText(3)).toContain(scenario.step.notReached)
  })

  test('an expectation that is not met shows what was seen instead, and ends the run', async () => {
    const { pane } = await start()
    const steps = [
      SERVER,
      ALICE,
      { do: 'send', from: 'alice', text: 'hello' },
      { expect: 'state', of: 'alice', is: 'TIME_WAIT', within: 50 },
      { do: 'close', socket: 'server' },
    ]
    await pane.open(await scenarioFile(folder, steps))
    await pane.button(scenario.panel.run).click()
    await pane.standing('unmet', { step: 4 }).waitFor()
    const unmet = await pane.stepText(4)
    expect(unmet).toMatch(matching(`{{before}}${scenario.step.unmet}{{after}}`))
    expect(unmet).toContain(`${scenario.step.seen} alice: CLOSED → SYN_SENT → ESTABLISHED`)
    expect(await pane.stepText(5)).toContain(scenario.step.notReached)
  })

  test('a bad file is told error by error, with step, field and remedy, and changes nothing', async () => {
    const { pane, page } = await start()
    await pane.open(path.join(EXAMPLES, 'half-close.json'))
    await pane.panel.getByRole('heading', { name: 'Half-close' }).waitFor()
    await pane.open(
      await scenarioFile(folder, [
        SERVER,
        { do: 'conect', as: 'a' },
        { do: 'send', from: 'nobody', text: '' },
      ]),
    )
    const list = pane.panel.getByRole('list', { name: scenario.bad.list })
    await list.waitFor()
    await expectNoViolations(page, 'a bad scenario')
    const errors = await list.getByRole('listitem').allInnerTexts()
    expect(errors).toHaveLength(2)
    expect(errors[0]).toContain(fill(scenario.bad.atField, { step: 2, field: 'do' }))
    expect(errors[0]).toContain('did you mean "connect"')
    expect(errors[1]).toContain(fill(scenario.bad.atField, { step: 3, field: 'from' }))
    expect(errors[1]).toContain(words.errors.LAB_UNKNOWN_SOCKET.remedy)
    await pane.button(fill(scenario.bad.back, { title: 'Half-close' })).click()
    await pane.standing('ready_other', { count: 13 }).waitFor()
    await page.getByRole('heading', { name: words.empty.title }).waitFor()
  })

  test('chosen in the native menu, the system asks for the file; cancelled, nothing happens', {
    tags: ['soak'],
  }, async () => {
    const { lab, pane } = await start()
    const choose = () => chooseInMenu(lab.app, words.actions.name.openScenario)
    await pickInDialog(lab.app, undefined)
    await expect.poll(choose).toBe(true)
    await pickInDialog(lab.app, path.join(EXAMPLES, 'connect.json'))
    await choose()
    await pane.panel.getByRole('heading', { name: 'Opening a connection' }).waitFor()
  })

  test('names that are taken: it asks, and runs in a new lab', { tags: ['soak'] }, async () => {
    const { window, pane } = await start()
    await window.quickStart()
    await pane.open(await scenarioFile(folder, [SERVER, { expect: 'listening', at: 'server' }]))
    await pane.button(scenario.panel.run).click()
    const question = pane.panel.getByRole('group', { name: /server/ })
    await question.getByText(fill(scenario.ask.closes_other, { count: 7 })).waitFor()
    await pane.page.keyboard.press('Escape')
    await question.waitFor({ state: 'detached' })
    await window.row('client.1').waitFor()
    await pane.button(scenario.panel.run).click()
    await pane.button(scenario.ask.runFresh).click()
    await pane.allMet(1).waitFor()
    await window.row('client.1').waitFor({ state: 'detached' })
    await window.row('server').waitFor()
  })

  test('what it needs beyond loopback is asked first', async () => {
    const { pane, lab } = await start()
    const refused = await answerQuestions(lab.app, false)
    const steps = [
      { ...SERVER, host: '0.0.0.0' },
      { expect: 'listening', at: 'server' },
    ]
    await pane.open(await scenarioFile(folder, steps))
    const run = pane.button(scenario.panel.run)
    await pane.panel.getByText(fill(scenario.needs.at, { step: 1, value: '0.0.0.0' })).waitFor()
    await run.click()
    await pane.panel.getByRole('alert').getByText('LAB_REFUSED').waitFor()
    expect((await refused())[0]?.detail).toContain('0.0.0.0')
    await answerQuestions(lab.app, true)
    await run.click()
    await pane.allMet(1).waitFor()
  })

  test('a file that is dropped on the window is opened; one that comes while a run is under way has to be agreed to', {
    tags: ['soak'],
  }, async () => {
    const { pane, page } = await start()
    const cdp = await page.context().newCDPSession(page)
    const drop = async (file: string, over: () => Promise<void> = async () => {}) => {
      const data = { items: [], files: [file], dragOperationsMask: 1 }
      const at = { x: 640, y: 300, data }
      await cdp.send('Input.dispatchDragEvent', { type: 'dragEnter', ...at })
      await cdp.send('Input.dispatchDragEvent', { type: 'dragOver', ...at })
      await over()
      await cdp.send('Input.dispatchDragEvent', { type: 'drop', ...at })
    }
    await drop(path.join(EXAMPLES, 'half-close.json'), () => page.getByText(words.app.dropHere).waitFor())
    await pane.panel.getByRole('heading', { name: 'Half-close' }).waitFor()
    await page.getByText(words.app.dropHere).waitFor({ state: 'detached' })
    await pane.button(scenario.panel.byStep).click()
    await pane.standing('waiting', { step: 1, of: 13 }).waitFor()
    await drop(path.join(EXAMPLES, 'connect.json'))
    await pane.button(scenario.ask.stopAndOpen).click()
    await pane.panel.getByRole('heading', { name: 'Opening a connection' }).waitFor()
  })

  test('what was done by hand is saved, and the saved file does the same again', async () => {
    const { lab, window, pane, page } = await start()
    await window.quickStart()
    await window.send('hello')
    await window.messages.getByRole('listitem').nth(3).waitFor()
    await window.act('Client', words.acts.name.shutdown).click()
    await window.stateOf('Client', 'TIME_WAIT')

    await page.keyboard.press('Control+S')
    const steps = window.dialog.getByRole('list', { name: scenario.save.preview })
    const echo = steps.getByRole('listitem').filter({
      hasText: fill(scenario.expect.received, { at: 'client.1' }),
    })
    await echo.first().waitFor()
    expect(await window.dialog.getByText(scenario.save.hasKey).count()).toBe(0)
    await window.dialog.getByRole('checkbox', { name: scenario.save.expectations }).click()
    await echo.waitFor({ state: 'detached' })
    await window.dialog.getByRole('checkbox', { name: scenario.save.expectations }).click()
    await echo.first().waitFor()
    await window.dialog.getByRole('textbox', { name: scenario.save.name }).fill('By hand')

    const file = path.join(folder, `saved-${locale}.json`)
    await saveInDialog(lab.app, file)
    await window.button(scenario.save.submit).click()
    await page.getByText(matching(scenario.save.saved, { file })).waitFor()
    await window.dialog.waitFor({ state: 'detached' })
    expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({ version: 1, title: 'By hand' })

    await pane.open(file)
    await pane.panel.getByRole('heading', { name: 'By hand' }).waitFor()
    await pane.button(scenario.panel.run).click()
    await pane.button(scenario.ask.runFresh).click()
    await pane.standing('met_other').waitFor()
  })

  test('a new lab closes everything, and forgets what was selected', { tags: ['soak'] }, async () => {
    const { window, page } = await start()
    await window.quickStart()
    await page.keyboard.press('Control+K')
    await page.getByRole('combobox', { name: words.actions.palette.title }).fill(words.actions.name.newLab)
    await page.keyboard.press('Enter')
    await window.dialog.getByText(fill(scenario.newLab.clients_other, { count: 3 })).waitFor()
    await window.button(scenario.newLab.submit).click()
    await page.getByRole('heading', { name: words.empty.title }).waitFor()
    await window.row('client.1').waitFor({ state: 'detached' })
  })
})
