import type { LabBridge } from '../../../src/shared/ipc'
import type { LabInWindow } from './lab-in-window'

declare const window: Window & { lab: LabBridge }

/** Events a second, while the window takes in what it can and gives a command every 20 ms, and how long their answers took, ms. */
export function attended(lab: LabInWindow, ms: number): Promise<{ rate: number; answers: number[] }> {
  return lab.page.evaluate(async (time) => {
    const note = async () => {
      const reply = await window.lab.request('execute', { command: { do: 'note', text: 'measured' } })
      if (!reply.ok) throw new Error(reply.error.message)
      return reply.value.seq
    }
    const start = performance.now()
    const before = await note()
    const answers: number[] = []
    while (performance.now() - start < time) {
      const asked = performance.now()
      await note()
      answers.push(performance.now() - asked)
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
    const after = await note()
    return { rate: ((after - before) / (performance.now() - start)) * 1000, answers }
  }, ms)
}

/** Events a second, while the window stands still and takes in nothing. */
export async function unattended(lab: LabInWindow, ms: number): Promise<number> {
  const { cdp } = lab
  await cdp.send('Debugger.enable')
  const before = await lab.head()
  const start = performance.now()
  const paused = new Promise<void>((resolve) => cdp.once('Debugger.paused', () => resolve()))
  await cdp.send('Debugger.pause')
  await paused
  await new Promise((resolve) => setTimeout(resolve, ms))
  await cdp.send('Debugger.resume')
  const after = await lab.head()
  const took = performance.now() - start
  await cdp.send('Debugger.disable')
  return ((after - before) / took) * 1000
}

/** How many events the log has between two, the second one included: what it was asked for, page by page. */
export function countLogged(lab: LabInWindow, after: number, upTo: number): Promise<number> {
  return lab.page.evaluate(
    async ([from, to]) => {
      let count = 0
      for (let before = to + 1; before > from + 1; ) {
        const limit = Math.min(10_000, before - from - 1)
        const reply = await window.lab.request('history', { sockets: [], before, limit })
        if (!reply.ok) throw new Error(reply.error.message)
        const { n, seq } = reply.value.batch
        if (n === 0) break
        count += n
        before = seq[0] as number
      }
      return count
    },
    [after, upTo] as const,
  )
}
