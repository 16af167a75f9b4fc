import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Browser, chromium, type Page } from 'playwright-core'
import { temporaryFolder } from '../../e2e/support/launch'
import { en } from '../../e2e/support/words'

/** The folder of the packaged program, and the executable in it. */
export const packageFolder = (): string => process.env.SOCKET_LAB_PACKAGE as string
export const executable = (): string => path.join(packageFolder(), 'socket-lab')
export const resources = (): string => path.join(packageFolder(), 'resources')
/** An example that is in the package. */
export const example = (name: string): string => path.join(resources(), 'examples', name)

/** What a machine without a display has. */
export const { DISPLAY: _display, WAYLAND_DISPLAY: _wayland, ...NO_DISPLAY } = process.env

export interface Ended {
  status: number | null
  stdout: string
  stderr: string
}

/** Runs a program to its end, without a display. */
export async function runToEnd(
  program: string,
  words: readonly string[],
  options: SpawnOptions = {},
): Promise<Ended> {
  const child = spawn(program, words, { env: NO_DISPLAY, ...options, stdio: ['ignore', 'pipe', 'pipe'] })
  const [stdout, stderr, [status]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit'),
  ])
  return { status, stdout, stderr }
}

export interface PackagedWindow {
  readonly program: ChildProcess
  readonly page: Page
  /** Ends it the hard way, if it still runs. */
  dispose(): Promise<void>
}

/** Starts the program in its window, as with a double click on a file. The window speaks English. */
export async function startWindow(...words: string[]): Promise<PackagedWindow> {
  // The fuse that Playwright needs to drive Electron is off; Chromium's own way to be driven is there.
  const switches = [
    '--remote-debugging-port=0',
    '--disable-gpu',
    '--lang=en-US',
    '--no-quit-prompt',
    '--no-tour',
  ]
  const program = spawn(executable(), [...switches, `--user-data-dir=${temporaryFolder()}`, ...words], {
    env: { ...process.env, LANG: 'en_US.UTF-8', LANGUAGE: 'en_US' },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const address = await debuggingAddress(program)
  await windowIsThere(address)
  const browser: Browser = await chromium.connectOverCDP(address)
  const context = browser.contexts()[0]
  const page = context?.pages()[0] ?? (await context?.waitForEvent('page'))
  if (!page) throw new Error('it has no window')
  return {
    program,
    page,
    async dispose() {
      await browser.close()
      if (program.exitCode !== null || program.signalCode !== null) return
      const ended = once(program, 'exit')
      program.kill('SIGKILL')
      await ended
    },
  }
}

/** Where it can be driven, as it says itself. */
async function debuggingAddress({ stderr }: ChildProcess): Promise<string> {
  const lines: string[] = []
  for await (const line of createInterface({ input: stderr as NodeJS.ReadableStream })) {
    const found = /DevTools listening on ws:\/\/([^/]+)\//.exec(line)
    if (found) return `http://${found[1]}`
    lines.push(line)
  }
  throw new Error(`it ended:\n${lines.join('\n')}`)
}

/** Whoever attaches while the window is being made may wait for it for ever. */
async function windowIsThere(address: string): Promise<void> {
  for (;;) {
    const targets = (await (await fetch(`${address}/json/list`)).json()) as { type: string; title: string }[]
    if (targets.some(({ type, title }) => type === 'page' && title === en.app.name)) return
    await sleep(50)
  }
}
