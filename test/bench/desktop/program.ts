import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { chromium, type Page } from 'playwright-core'
import { startOf } from '../../e2e/support/launch'

/** The lab, or the empty window that it is compared with. */
export type ProgramName = 'lab' | 'empty'

/** What the pages of both are called. */
const TITLES = new Set(['Socket Lab', 'Empty window'])
const LOOK_MS = 200

const EMPTY = path.resolve(import.meta.dirname, '../empty-window')

export interface Program {
  readonly pid: number
  readonly page: Page
  /** From the start of the process to its window's first paint, and to the first answer that its page has got, ms. */
  readonly painted: number
  readonly answered: number
  close(): Promise<void>
}

/**
 * Starts a program as a person does: nothing waits for those who measure. What its page has noted of itself is read when it is
 * there. `userData`: the folder of its profile; `packaged`: the executable of the lab as it is shipped, to be started instead.
 */
export async function startProgram(name: ProgramName, userData: string, packaged?: string): Promise<Program> {
  const { executable, args, env } = await startOf(userData)
  const [folder, ...switches] = args
  const words = packaged ? switches : [name === 'lab' ? (folder as string) : EMPTY, ...switches]
  const began = Date.now()
  const child = spawn(packaged ?? executable, [...words, '--remote-debugging-port=0'], {
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const ended = once(child, 'exit')
  const address = await addressIn(child.stderr)
  await hasPage(new URL(address).port)
  const browser = await chromium.connectOverCDP(address)
  const page = browser.contexts()[0]?.pages()[0]
  if (!page) throw new Error(`${name} has no window`)
  const { origin, paint, usable } = await page.evaluate(noted)
  return {
    pid: child.pid as number,
    page,
    painted: origin + paint - began,
    answered: origin + usable - began,
    async close() {
      await browser.close()
      child.kill()
      await ended
    },
  }
}

/** Chromium says where it can be asked. */
async function addressIn(stderr: NodeJS.ReadableStream): Promise<string> {
  const lines = createInterface({ input: stderr })
  for await (const line of lines) {
    const address = /DevTools listening on (ws:\S+)/.exec(line)?.[1]
    if (address === undefined) continue
    // Whatever else it says must not fill the pipe.
    stderr.resume()
    return address
  }
  throw new Error('the program has ended')
}

/** Resolves when the page is there, a little late: Playwright may wait for ever for one that is just being made. */
async function hasPage(port: string): Promise<void> {
  for (;;) {
    await sleep(LOOK_MS)
    const targets = (await (await fetch(`http://127.0.0.1:${port}/json/list`)).json()) as {
      type: string
      title: string
    }[]
    if (targets.some(({ type, title }) => type === 'page' && TITLES.has(title))) return sleep(LOOK_MS)
  }
}

/** In the page: ms of its clock. */
async function noted() {
  const first = <Name extends string>(name: Name): Promise<number> =>
    new Promise((resolve) => {
      const look = () => {
        const [entry] = performance.getEntriesByName(name)
        if (entry) resolve(entry.startTime)
        else setTimeout(look, 50)
      }
      look()
    })
  const [paint, usable] = await Promise.all([first('first-contentful-paint'), first('usable')])
  return { origin: performance.timeOrigin, paint, usable }
}
