import { Lab } from '../../src/main/engine/lab'
import { emptyModel } from '../../src/shared/model/model'
import { reduce } from '../../src/shared/model/reduce'
import { type Comparison, compareAll } from './comparison'
import { KernelTrace } from './kernel-trace'
import { openServers, play } from './workload'

export interface OracleRun {
  name: string
  compared: Comparison[]
  /** Ends that went through states and that the kernel knows nothing of. */
  unknown: string[]
}

/** Plays the workload of a seed on a lab of its own, under the kernel's eyes. */
export async function runSeed(seed: number, connections: number): Promise<OracleRun> {
  // Nobody looks at the bytes; the model is folded at once, since the log's ring may be too small.
  const lab = new Lab({ keepBytes: 0 })
  const model = emptyModel()
  const opened = lab.log.at(1)
  if (opened?.kind !== 'opened') throw new Error('a log begins with `opened`')
  reduce(model, opened)
  lab.log.subscribe((event) => reduce(model, event))
  try {
    const trace = await KernelTrace.open(await openServers(lab))
    try {
      await play(lab, seed, connections)
      const { compared, missing } = compareAll(model, await trace.read(), BigInt(opened.origin))
      return { name: `seed ${seed}`, compared, unknown: missing.map((socket) => socket.name) }
    } finally {
      await trace.close()
    }
  } finally {
    await lab.dispose()
  }
}
