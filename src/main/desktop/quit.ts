import { app } from 'electron'
import { programLog } from './faults'

/** Longest wait for the lab's end, ms: a peer that takes nothing must not keep the program open. */
const LONGEST_MS = 3000

/** Puts `dispose` before the program's end, so that nothing of the lab is left open. */
export function disposeBeforeQuit(dispose: () => Promise<void>): void {
  let state: 'running' | 'ending' | 'ended' = 'running'
  app.on('before-quit', (event) => {
    if (state === 'ended') return
    event.preventDefault()
    if (state === 'ending') return
    state = 'ending'
    void settle(dispose()).then(() => {
      state = 'ended'
      app.quit()
    })
  })
}

async function settle(task: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(() => {
      programLog.warn(`The lab was not closed within ${LONGEST_MS} ms.`)
      resolve()
    }, LONGEST_MS)
  })
  try {
    await Promise.race([task, late])
  } catch (error) {
    programLog.error(error)
  } finally {
    clearTimeout(timer)
  }
}
