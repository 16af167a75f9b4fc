import { rm } from 'node:fs/promises'
import path from 'node:path'
import type { ElectronApplication, Locator, Page } from 'playwright-core'
import type { LabBridge, Method, Params, Reply } from '../../../src/shared/ipc'
import type { RunningLab } from './launch'
import type { Words } from './words'

/** Recorded sessions, as a person looks after them. */
export class SessionsPane {
  readonly app: ElectronApplication
  readonly page: Page

  constructor(
    readonly lab: RunningLab,
    readonly words: Words,
  ) {
    this.app = lab.app
    this.page = lab.page
  }

  get dialog(): Locator {
    return this.page.getByRole('dialog')
  }

  get rows(): Locator {
    return this.page.getByRole('listbox', { name: this.words.sessions.list }).getByRole('option')
  }

  /** The rows of sessions of this state. */
  inState(state: keyof Words['sessions']['state']): Locator {
    return this.rows.filter({ hasText: this.words.sessions.state[state] })
  }

  button(name: string): Locator {
    return this.dialog.getByRole('button', { name, exact: true })
  }

  /** How the recording goes, in the top bar. */
  indicator(standing: keyof Words['recording']['standing']): Locator {
    const { short, standing: words } = this.words.recording
    return this.page.getByRole('button', { name: `${short} ${words[standing]}`, exact: true })
  }

  notice(text: string): Locator {
    return this.page.getByRole('region', { name: this.words.notices.label }).getByText(text, { exact: true })
  }

  async open(): Promise<void> {
    await this.page.keyboard.press('Control+Shift+R')
    await this.dialog.getByRole('heading', { name: this.words.sessions.title }).waitFor()
  }

  /** Opens the dialog for exports from the list of what can be done. */
  async openExport(): Promise<void> {
    await this.page.keyboard.press('Control+K')
    await this.page.keyboard.type(this.words.actions.name.exportSession.replace(/…+$/, ''))
    await this.page.keyboard.press('Enter')
    await this.dialog.getByRole('heading', { name: this.words.exports.title }).waitFor()
  }

  /** The answer to a request of the page. */
  async ask<M extends Method>(method: M, params: Params<M>): Promise<Reply<M>> {
    const reply = await this.page.evaluate(
      ([method, params]) => {
        const { lab } = globalThis as unknown as { lab: LabBridge }
        return lab.request(method as Method, params as never)
      },
      [method, params] as const,
    )
    return reply as Reply<M>
  }

  /** Leaves the past without the mouse, and waits until the window has. */
  async goLive(): Promise<void> {
    const reply = await this.ask('goLive', {})
    if (!reply.ok) throw new Error(reply.error.message)
    await this.page.getByRole('slider', { name: this.words.time.scrubber }).waitFor({ state: 'detached' })
  }

  /** From here on a folder that is moved to the trash is gone: there is no trash where tests run. */
  async withoutTrash(): Promise<void> {
    await this.app.evaluate(({ shell }) => {
      const gone: string[] = []
      Object.assign(globalThis, { trashed: gone })
      shell.trashItem = async (item) => void gone.push(item)
    })
  }

  /** Removes what was moved to the trash; how much that was. */
  async emptyTrash(): Promise<string[]> {
    const trashed = await this.app.evaluate(() =>
      (globalThis as unknown as { trashed: string[] }).trashed.splice(0),
    )
    for (const folder of trashed) await rm(folder, { recursive: true })
    return trashed.map((folder) => path.basename(folder))
  }

  /** Drops a file, or a folder, on the window, as the system does: only then does something lie behind it. */
  async drop(file: string): Promise<void> {
    const cdp = await this.page.context().newCDPSession(this.page)
    const data = { items: [], files: [file], dragOperationsMask: 1 }
    const at = { x: 640, y: 60, data }
    await cdp.send('Input.dispatchDragEvent', { type: 'dragEnter', ...at })
    await cdp.send('Input.dispatchDragEvent', { type: 'dragOver', ...at })
    await this.page.getByText(this.words.app.dropHere).waitFor()
    await cdp.send('Input.dispatchDragEvent', { type: 'drop', ...at })
    await this.page.getByText(this.words.app.dropHere).waitFor({ state: 'detached' })
  }
}
