import type { Model } from '../../shared/model/model'

/** How far the repeated sends of some sockets have come. */
export interface Progress {
  /** Sockets that repeat. */
  sockets: string[]
  /** Messages written and wanted, over all of them. */
  done: number
  of: number
}

/** Undefined while none repeats. Counts what each has written since it was asked, answers of its own included. */
export function progressOf(model: Model, names: readonly string[]): Progress | undefined {
  const progress: Progress = { sockets: [], done: 0, of: 0 }
  for (const name of names) {
    const socket = model.sockets.get(name)
    if (!socket || socket.repeating.length === 0) continue
    const of = socket.repeating.reduce((sum, each) => sum + each.of, 0)
    const from = Math.min(...socket.repeating.map((each) => each.from))
    progress.sockets.push(name)
    progress.of += of
    progress.done += Math.min(of, Math.max(0, socket.sent.count - from))
  }
  return progress.of > 0 ? progress : undefined
}
