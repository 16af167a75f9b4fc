import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { ElectronApplication, Locator, Page } from 'playwright-core'
import { pickInDialog } from './dialogs'
import { matching, type Words } from './words'

/** The scenario's panel, as a person uses it. */
export class ScenarioPane {
  constructor(
    readonly app: ElectronApplication,
    readonly page: Page,
    readonly words: Words,
  ) {}

  get panel(): Locator {
    return this.page.getByRole('region', { name: this.words.scenario.panel.title, exact: true })
  }

  button(name: string): Locator {
    return this.panel.getByRole('button', { name, exact: true })
  }

  /** The line that says where the run stands. */
  standing(key: keyof Words['scenario']['standing'], values = {}): Locator {
    return this.panel
      .getByRole('status')
      .filter({ hasText: matching(this.words.scenario.standing[key], values) })
  }

  /** The line that says that all of several expectations are met. */
  allMet(count: number): Locator {
    const { standing } = this.words.scenario
    const one = 'met_one' in standing && typeof standing.met_one === 'string' ? standing.met_one : undefined
    return this.panel
      .getByRole('status')
      .filter({ hasText: matching(count === 1 && one !== undefined ? one : standing.met_other, { count }) })
  }

  step(number: number): Locator {
    return this.panel
      .getByRole('listbox', { name: this.words.scenario.panel.steps })
      .locator(`[role="option"][aria-posinset="${number}"]`)
  }

  /** What a step says, in one line. */
  async stepText(number: number): Promise<string> {
    return (await this.step(number).innerText()).replace(/\s+/g, ' ').trim()
  }

  /** Picks a file, as in the system's dialog, from the button that opens it; shows the panel if none is in sight. */
  async open(file: string): Promise<void> {
    const button = this.page.getByRole('button', { name: this.words.scenario.panel.open, exact: true })
    if ((await button.count()) === 0) await this.page.keyboard.press('Control+9')
    await pickInDialog(this.app, file)
    await button.first().click()
  }
}

/** Writes a scenario file into `folder`; returns its path. */
export async function scenarioFile(folder: string, steps: unknown, rest: object = {}): Promise<string> {
  await mkdir(folder, { recursive: true })
  const file = path.join(folder, `scenario-${Math.random().toString(36).slice(2)}.json`)
  await writeFile(file, JSON.stringify({ version: 1, title: 'Of the test', steps, ...rest }))
  return file
}
