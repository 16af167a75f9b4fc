import type { Locator } from 'playwright-core'
import type { LabWindow } from './window'
import { matching } from './words'

/** More steps than any of these tests takes. */
const STEPS = 200

/** The bar of time, as a person uses it. */
export class TimePane {
  constructor(readonly window: LabWindow) {}

  get bar(): Locator {
    return this.window.page.getByRole('region', { name: this.window.words.time.bar, exact: true })
  }

  get slider(): Locator {
    return this.bar.getByRole('slider', { name: this.window.words.time.scrubber })
  }

  button(name: string): Locator {
    return this.bar.getByRole('button', { name, exact: true })
  }

  /** `seq` of the newest event that is shown. */
  async at(): Promise<number> {
    return Number(await this.slider.getAttribute('aria-valuenow'))
  }

  /** `seq` of the newest event that there is. */
  async head(): Promise<number> {
    return Number(await this.slider.getAttribute('aria-valuemax'))
  }

  async pause(): Promise<void> {
    await this.window.page.keyboard.press('F8')
    await this.slider.waitFor()
  }

  async goLive(): Promise<void> {
    await this.window.page.keyboard.press('F8')
    await this.slider.waitFor({ state: 'detached' })
  }

  /** Presses a key, wherever the focus is, and waits until another moment is shown. */
  async press(key: string): Promise<void> {
    const before = await this.slider.getAttribute('aria-valuenow')
    await this.window.page.keyboard.press(key)
    await this.bar.locator(`[role="slider"]:not([aria-valuenow="${before}"])`).waitFor()
  }

  /** Presses a key until an end of the selected connection is in a state. */
  async pressUntil(key: string, side: 'Client' | 'Server', state: string): Promise<void> {
    const { how } = this.window.words
    const badge = this.window.end(side).getByRole('button', { name: matching(how.open, { state }) })
    for (let i = 0; i < STEPS; i++) {
      if ((await badge.count()) > 0) return
      await this.press(key)
    }
    throw new Error(`${side} was never in ${state}`)
  }
}

/** A connection of which one end was half-closed and the other closed later. The client is selected. */
export async function halfCloseAndClose(window: LabWindow): Promise<void> {
  const { acts, dialogs } = window.words
  await window.newServer({ [dialogs.name]: 'half' }, [dialogs.allowHalfOpen])
  await window.newClients(1, { [dialogs.name]: 'alice' })
  await window.stateOf('Client', 'ESTABLISHED')
  await window.send('one more thing')
  await window.messages.getByRole('listitem').nth(3).waitFor()
  await window.act('Client', acts.name.shutdown).click()
  await window.stateOf('Server', 'CLOSE_WAIT')
  await window.act('Server', acts.name.close).click()
  await window.stateOf('Client', 'TIME_WAIT')
}
