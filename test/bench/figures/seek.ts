import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { openSession } from '../../../src/main/journal/open-session'
import { readAll } from '../../../src/main/journal/read/read-all'
import { emptyModel, type Model } from '../../../src/shared/model/model'
import { unpackModel } from '../../../src/shared/model/packed'
import { reduce } from '../../../src/shared/model/reduce'
import { chance } from '../../support/chance'
import { apart } from '../apart'
import { writeJournal } from '../journal'
import { judged, type Result } from '../results'

/** How long it takes to go to any moment of a recorded session, and what that costs in memory. */
export interface SeekCost {
  events: number
  /** Sockets in the model at the end. */
  sockets: number
  /** From the request in this thread to the model of that moment in it, ms. */
  median: number
  worst: number
  /** What a seek takes of processors, in all threads, on average, ms: less than it lasts if others want them, too. */
  cpu: number
  /** To fold everything from the start, and to open the session, ms. */
  whole: number
  open: number
  /** What the open session adds to this process, MiB. */
  memory: number
}

const SEEKS = 200
const WARM_UP = 20
const CONNECTIONS = 100

/** Going to any moment of a recorded session, against folding all of it. */
export function seekFigures(events: number, tell: (line: string) => void): Result[] {
  const cost = apart<SeekCost>('seek', String(events))
  const { median, worst, cpu, whole, open, memory, sockets } = cost
  tell(
    `seek: worst ${worst.toFixed(0)} ms, ${cpu.toFixed(0)} ms of processors each, ${sockets} sockets in the model; opened in ${(open / 1000).toFixed(1)} s, with ${memory.toFixed(0)} MiB`,
  )
  return [
    judged({
      name: `seek in ${cost.events.toLocaleString('en-US')} events, against folding them`,
      value: median,
      unit: 'ms',
      baseline: whole,
      ratio: median / whole,
      goal: null,
    }),
  ]
}

export async function seekCost(events: number): Promise<SeekCost> {
  const folder = mkdtempSync(path.join(tmpdir(), 'socket-lab-bench-'))
  try {
    writeJournal(folder, events, CONNECTIONS)
    const before = process.memoryUsage.rss()
    const start = performance.now()
    const { past } = await openSession(folder)
    const open = performance.now() - start
    const { head } = await past.reach()
    const { below } = chance(1)
    const times: number[] = []
    let model: Model = emptyModel()
    let busy = process.cpuUsage()
    for (let i = -WARM_UP; i < SEEKS; i++) {
      if (i === 0) busy = process.cpuUsage()
      const seq = 1 + below(head)
      const began = performance.now()
      const moment = await past.moment(seq)
      model = unpackModel(moment.model)
      for (const event of moment.events) reduce(model, event)
      if (model.seq !== seq) throw new Error(`went to ${model.seq}, not to ${seq}`)
      if (i >= 0) times.push(performance.now() - began)
    }
    const { user, system } = process.cpuUsage(busy)
    const memory = (process.memoryUsage.rss() - before) / 2 ** 20
    await past.dispose()
    times.sort((a, b) => a - b)
    const whole = await foldAll(folder)
    return {
      events: head,
      sockets: whole.sockets,
      median: times[SEEKS / 2] as number,
      worst: times.at(-1) as number,
      cpu: (user + system) / 1000 / SEEKS,
      whole: whole.ms,
      open,
      memory,
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function foldAll(folder: string): Promise<{ ms: number; sockets: number }> {
  const start = performance.now()
  const model = emptyModel()
  for await (const event of readAll(folder)) reduce(model, event)
  return { ms: performance.now() - start, sockets: model.sockets.size }
}
