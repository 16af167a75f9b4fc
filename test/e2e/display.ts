import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { hasDisplay } from '../../scripts/system/display.mjs'

/** Large enough for the larger size of the pictures. */
const screen = '1920x1200x24'

export interface Display {
  /** What DISPLAY has to be; undefined if it needs no change. */
  readonly name: string | undefined
  dispose(): void
}

/** The display that is there, or else an X server of our own that shows nothing. */
export async function startDisplay(): Promise<Display> {
  if (hasDisplay()) return { name: undefined, dispose: () => {} }
  // Xvfb picks a free number by itself and writes it to descriptor 3 once it accepts clients.
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', screen, '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'inherit', 'pipe'],
  })
  const numbers = server.stdio[3]
  if (!numbers) throw new Error('Xvfb was started without descriptor 3.')
  const failed = once(server, 'exit').then(([status]) => {
    throw new Error(`Xvfb ended with status ${status}.`)
  })
  const [number] = (await Promise.race([once(numbers, 'data'), failed])) as [Buffer]
  failed.catch(() => {})
  return { name: `:${number.toString().trim()}`, dispose: () => server.kill() }
}
