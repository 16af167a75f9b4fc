import type { Locator, Page } from 'playwright-core'
import type { Command } from '../../../src/shared/commands'
import type { LabBridge } from '../../../src/shared/ipc'
import { en, escapeForRegExp, fill, matching, type Words } from './words'

/** The window as a person uses it, by role and accessible name. In English unless other words are given. */
export class LabWindow {
  constructor(
    readonly page: Page,
    readonly words: Words = en,
  ) {}

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name, exact: true })
  }

  /** The card of one end of the selected connection. */
  end(side: 'Client' | 'Server'): Locator {
    const label = side === 'Client' ? this.words.end.client : this.words.end.server
    return this.page.getByRole('group', { name: matching(label) })
  }

  act(side: 'Client' | 'Server', name: string): Locator {
    return this.end(side).getByRole('button', { name, exact: true })
  }

  row(name: string): Locator {
    return this.page.getByRole('treeitem', { name: new RegExp(`^${escapeForRegExp(name)}[,，]`) })
  }

  get messages(): Locator {
    return this.page.getByRole('list', { name: this.words.messages.label })
  }

  get calls(): Locator {
    return this.page.getByRole('list', { name: this.words.calls.label })
  }

  get diagram(): Locator {
    return this.page.getByRole('group', { name: this.words.diagram.label })
  }

  /** A state of the diagram; CLOSED is that of the beginning. */
  state(name: string): Locator {
    return this.diagram.getByRole('button', { name, exact: true })
  }

  get log(): Locator {
    return this.page.getByRole('listbox', { name: this.words.log.title })
  }

  get input(): Locator {
    return this.page.getByRole('textbox', { name: matching(this.words.composer.messageFrom) })
  }

  get dialog(): Locator {
    return this.page.getByRole('dialog')
  }

  /** Waits until the selected connection shows this end in this state. */
  async stateOf(side: 'Client' | 'Server', state: string): Promise<void> {
    await this.end(side)
      .getByRole('button', { name: matching(this.words.how.open, { state }) })
      .waitFor()
  }

  async quickStart(): Promise<void> {
    await this.button(this.words.empty.start).click()
    await this.stateOf('Client', 'ESTABLISHED')
    await this.stateOf('Server', 'ESTABLISHED')
  }

  /** Starts a server by its dialog, and waits until it is there. */
  async newServer(
    fields: Record<string, string>,
    checks: readonly string[] = [],
    answer?: string,
  ): Promise<void> {
    await this.button(this.words.app.newServer).click()
    await this.fill(fields)
    for (const name of checks) await this.dialog.getByRole('checkbox', { name }).click()
    if (answer !== undefined) {
      await this.dialog.getByRole('combobox', { name: this.words.dialogs.answer.label }).click()
      await this.page.getByRole('option', { name: answer }).click()
    }
    await this.button(this.words.dialogs.server.submit).click()
    await this.dialog.waitFor({ state: 'detached' })
  }

  /** A field of the open dialog that can be typed into, with suggestions or without. */
  field(label: string): Locator {
    const { dialog } = this
    return dialog
      .getByRole('textbox', { name: label, exact: true })
      .or(dialog.getByRole('combobox', { name: label, exact: true }))
  }

  /** Connects clients by their dialog, to the newest server unless host and port are given. */
  async newClients(
    count: number,
    fields: Record<string, string> = {},
    advanced: Record<string, string> = {},
  ): Promise<void> {
    await this.button(this.words.app.newClients).click()
    const { clients, port } = this.words.dialogs
    if (port in fields) await this.chooseElsewhere()
    await this.fill({ [clients.count]: String(count), ...fields })
    if (Object.keys(advanced).length > 0) {
      await this.button(this.words.dialogs.advanced).click()
      await this.fill(advanced)
    }
    await this.button(this.counted(clients, 'submit', count)).click()
    await this.dialog.waitFor({ state: 'detached' })
  }

  /** Gives the lab a command that nobody would want to type. */
  async execute(command: Command): Promise<void> {
    const reply = await this.page.evaluate((given) => {
      const { lab } = globalThis as unknown as { lab: LabBridge }
      return lab.request('execute', { command: given })
    }, command)
    if (!reply.ok) throw new Error(reply.error.message)
  }

  /** The command that made a socket, as the lab has it. */
  madeBy(socket: string): Promise<unknown> {
    return this.page.evaluate(async (name) => {
      const { lab } = globalThis as unknown as { lab: LabBridge }
      const reply = await lab.request('madeBy', { socket: name })
      return reply.ok ? reply.value : reply.error
    }, socket)
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
        // How long after the row before.
        .replace(/^[+−][\d.]+ (?:µs|ms|s|min \d+ s)\s*/, '')
        .replace(/\s+/g, ' ')
        .trim(),
    )
  }

  /** A text that depends on a count, in the form that the language has for it. */
  counted(of: object, key: string, count: number): string {
    const forms = of as Record<string, string>
    return fill((count === 1 ? forms[`${key}_one`] : undefined) ?? forms[`${key}_other`] ?? '', { count })
  }

  private async chooseElsewhere(): Promise<void> {
    const target = this.dialog.getByRole('combobox', { name: this.words.dialogs.clients.target })
    const { elsewhere } = this.words.dialogs.clients
    if ((await target.innerText()) === elsewhere) return
    await target.click()
    await this.page.getByRole('option', { name: elsewhere }).click()
  }

  private async fill(fields: Record<string, string>): Promise<void> {
    for (const [label, value] of Object.entries(fields)) {
      await this.field(label).fill(value)
    }
  }
}
