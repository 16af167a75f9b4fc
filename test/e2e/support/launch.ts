import { mkdtempSync } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { _electron, type ElectronApplication, type Page } from 'playwright-core'
import { executableIn } from '../../../scripts/electron/executable.mjs'
import { findRuntime } from '../../../scripts/electron/find.mjs'
import { sandboxEnvironment } from '../../../scripts/system/sandbox.mjs'

const root = path.resolve(import.meta.dirname, '../../..')

/** Nobody is there to answer, or to be shown around. */
const NO_PROMPT = '--no-quit-prompt'
const NO_TOUR = '--no-tour'

export interface LaunchOptions {
  /** For the program, behind its folder. */
  args?: readonly string[]
  env?: Record<string, string>
  /** Asks before it quits with something open, as a person's does. Default no. */
  asks?: boolean
  /** Shows the tour of a first start. Default no. */
  tour?: boolean
  /** As in `zh-CN`. Default `en-US`. */
  locale?: string
  /** A folder that stays when the program is closed; its own, which doesn't, unless given. */
  userData?: string
}

export interface RunningLab {
  readonly app: ElectronApplication
  readonly page: Page
  /** What the window's console has as an error, and what was thrown in it; violations of its policy among them. */
  readonly errors: string[]
  readonly userData: string
  /** Writes test-results/`name`.png. */
  screenshot(name: string): Promise<void>
  /** Quits as a person would, and waits until the process is gone. */
  close(): Promise<void>
}

export interface Start {
  /** The runtime's folder, and the executable in it. */
  runtime: string
  executable: string
  /** The program's folder, and switches for Chromium. */
  args: string[]
  env: Record<string, string>
}

/** How the program is started from its sources, with a profile of its own. */
export async function startOf(userData: string, locale = 'en-US'): Promise<Start> {
  const { folder } = await findRuntime()
  const env: Record<string, string | undefined> = {
    ...process.env,
    ...(await sandboxEnvironment(folder)),
    LANG: `${locale.replace('-', '_')}.UTF-8`,
    LANGUAGE: locale.replace('-', '_'),
    LC_ALL: undefined,
    // Set by some editors' terminals: Electron would be a plain Node.
    ELECTRON_RUN_AS_NODE: undefined,
  }
  return {
    runtime: folder,
    executable: executableIn(folder),
    args: [root, `--user-data-dir=${userData}`, `--lang=${locale}`, '--disable-gpu', NO_PROMPT, NO_TOUR],
    env: Object.fromEntries(Object.entries(env).filter((entry): entry is [string, string] => !!entry[1])),
  }
}

/** Starts the real program and waits for its window. */
export async function launchLab(options: LaunchOptions = {}): Promise<RunningLab> {
  const userData = options.userData ?? temporaryFolder()
  const { runtime, args, env } = await startOf(userData, options.locale)
  const wanted = new Set([options.asks && NO_PROMPT, options.tour && NO_TOUR])
  // Only an Electron that Playwright finds by itself, by this name, waits until Playwright listens to it.
  process.env.ELECTRON_OVERRIDE_DIST_PATH = runtime
  const app = await _electron.launch({
    args: [...args.filter((word) => !wanted.has(word)), ...(options.args ?? [])],
    env: { ...env, ...options.env },
    timeout: 30_000,
  })
  const errors: string[] = []
  app.context().on('weberror', (event) => errors.push(String(event.error())))
  app.context().on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text())
  })
  const ended = new Promise((resolve) => app.process().once('exit', resolve))
  const page = await app.firstWindow()
  return {
    app,
    page,
    errors,
    userData,
    async screenshot(name) {
      const folder = path.join(root, 'test-results')
      await mkdir(folder, { recursive: true })
      await page.screenshot({ path: path.join(folder, `${name}.png`) })
    },
    async close() {
      await app.close()
      await ended
      if (options.userData === undefined) await removeFolder(userData)
    },
  }
}

export function temporaryFolder(): string {
  return mkdtempSync(path.join(os.tmpdir(), 'socket-lab-e2e-'))
}

/** Chromium's helpers may still write what the program has left to them when it has ended. */
export async function removeFolder(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
}
