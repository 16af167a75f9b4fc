import type { LabBridge } from '../../../src/shared/ipc'
import type { LabInWindow } from './lab-in-window'

declare const window: Window & { lab: LabBridge }

/** The newest event of the log that a frame shows, and when that frame was drawn, ms since the epoch. */
export interface Painted {
  seq: number
  at: number
}

/** In the page: what its frames show, for `ms`. */
export function paintedFor(ms: number): Promise<Painted[]> {
  const rows = document.querySelector('[role=listbox] [role=none]')
  if (!rows) throw new Error('the log is not in sight')
  const { port1, port2 } = new MessageChannel()
  const painted: Painted[] = []
  const start = performance.now()
  return new Promise((resolve) => {
    // A message that is sent within a frame comes when the frame has been drawn.
    port1.onmessage = () => {
      let seq = 0
      for (const row of rows.children) seq = Math.max(seq, Number((row as HTMLElement).dataset.seq))
      if (seq > (painted.at(-1)?.seq ?? 0))
        painted.push({ seq, at: performance.timeOrigin + performance.now() })
      if (performance.now() - start > ms) resolve(painted)
      else next()
    }
    const next = () => requestAnimationFrame(() => port2.postMessage(null))
    next()
  })
}

/**
 * For each event between the first of these frames and the last: from when it happened until the first frame that shows it or a
 * later one, ms. The lab tells the wall clock of its beginning without fractions, so that it is up to 1 ms too much.
 */
export function latencies(lab: LabInWindow, painted: readonly Painted[]): Promise<number[]> {
  return lab.page.evaluate(async (frames) => {
    const pageOf = async (before: number) => {
      const reply = await window.lab.request('history', { sockets: [], before, limit: 10_000 })
      if (!reply.ok) throw new Error(reply.error.message)
      return reply.value.batch
    }
    const opened = await pageOf(2)
    const zero = Date.parse((JSON.parse(opened.text) as { wall: string }).wall)
    const [first, last] = [frames[0], frames.at(-1)]
    if (!first || !last) return []
    const found: number[] = []
    let at = frames.length - 1
    for (let before = last.seq + 1; before > first.seq + 1; ) {
      const batch = await pageOf(before)
      for (let row = batch.n - 1; row >= 0; row--) {
        const seq = batch.seq[row] as number
        if (seq <= first.seq) break
        while (at > 0 && (frames[at - 1] as Painted).seq >= seq) at--
        found.push((frames[at] as Painted).at - zero - (batch.t[row] as number))
      }
      before = batch.seq[0] as number
    }
    return found
  }, painted)
}
