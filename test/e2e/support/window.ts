import type { Locator, Page } from 'playwright-core'

/** The window as a person uses it, by role and accessible name. English unless said otherwise. */
export class LabWindow {
  constructor(readonly page: Page) {}

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name, exact: true })
  }

  /** The card of one end of the selected connection. */
  end(side: 'Client' | 'Server'): Locator {
    return this.page.getByRole('group', { name: new RegExp(`^${side} end `) })
  }

  act(side: 'Client' | 'Server', name: string): Locator {
    return this.end(side).getByRole('button', { name, exact: true })
  }

  row(name: string): Locator {
    return this.page.getByRole('treeitem', { name: new RegExp(`^${escapeForRegExp(name)}, `) })
  }

  get messages(): Locator {
    return this.page.getByRole('list', { name: 'Messages' })
  }

  get calls(): Locator {
    return this.page.getByRole('list', { name: 'Calls and events' })
  }

  get log(): Locator {
    return this.page.getByRole('listbox', { name: 'Event log' })
  }

  get input(): Locator {
    return this.page.getByRole('textbox', { name: /^Message from / })
  }

  get dialog(): Locator {
    return this.page.getByRole('dialog')
  }

  /** Waits until the selected connection shows this end in this state. */
  async stateOf(side: 'Client' | 'Server', state: string): Promise<void> {
    await this.end(side)
      .getByRole('button', { name: new RegExp(`^How we know that .+ is ${state}: `) })
      .waitFor()
  }

  async quickStart(): Promise<void> {
    await this.button('Start echo server and 3 clients').click()
    await this.stateOf('Client', 'ESTABLISHED')
    await this.stateOf('Server', 'ESTABLISHED')
  }

  /** Starts a server by its dialog, and waits until it is there. */
  async newServer(
    fields: Record<string, string>,
    checks: readonly string[] = [],
    answer?: string,
  ): Promise<void> {
    await this.button('New server').click()
    await this.fill(fields)
    for (const name of checks) await this.dialog.getByRole('checkbox', { name }).click()
    if (answer !== undefined) {
      await this.dialog.getByRole('combobox', { name: 'How it answers' }).click()
      await this.page.getByRole('option', { name: answer }).click()
    }
    await this.button('Start server').click()
    await this.dialog.waitFor({ state: 'detached' })
  }

  /** Connects clients by their dialog, to the newest server unless host and port are given. */
  async newClients(count: number, fields: Record<string, string> = {}): Promise<void> {
    await this.button('New clients').click()
    if ('Port' in fields) await this.chooseElsewhere()
    await this.fill({ 'How many': String(count), ...fields })
    await this.button(count === 1 ? 'Connect 1 client' : `Connect ${count} clients`).click()
    await this.dialog.waitFor({ state: 'detached' })
  }

  async send(text: string): Promise<void> {
    await this.input.fill(text)
    await this.input.press('Enter')
  }

  /** What each message row says, in order: `client.1 wrote 5 B hello`. */
  async saidSoFar(): Promise<string[]> {
    const rows = await this.messages.getByRole('listitem').allInnerTexts()
    return rows.map((row) =>
      row
        .replace(/^\d\d:\d\d:\d\d\.\d{3}\s*/, '')
        .replace(/\s+/g, ' ')
        .trim(),
    )
  }

  private async chooseElsewhere(): Promise<void> {
    const target = this.dialog.getByRole('combobox', { name: 'Connect to' })
    if ((await target.innerText()) === 'Another host and port') return
    await target.click()
    await this.page.getByRole('option', { name: 'Another host and port' }).click()
  }

  private async fill(fields: Record<string, string>): Promise<void> {
    for (const [label, value] of Object.entries(fields)) {
      await this.dialog.getByRole('textbox', { name: label, exact: true }).fill(value)
    }
  }
}

function escapeForRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
