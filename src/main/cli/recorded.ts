import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type LongWork, partOf } from '../../shared/work'
import { unpackSession } from '../journal/single-file'
import { onSignal } from './signals'

/** What unpacking takes of the time until all is done, about. */
const UNPACKING = 0.3

/**
 * Gives `task` the folder of the session that `place` names: the folder itself, or a single file, unpacked until `task` is done.
 * Returns the exit status: that of `task`, or that of the signal which ended it; `task` is to reject then with the signal's
 * reason. `onProgress` is told of both. Rejects as unpackSession and `task` do.
 */
export async function withSession(
  place: string,
  task: (folder: string, work: LongWork & { signal: AbortSignal }) => Promise<number>,
  { onProgress }: Pick<LongWork, 'onProgress'> = {},
): Promise<number> {
  const stop = new AbortController()
  const signals = onSignal(() => stop.abort())
  const { signal } = stop
  const work = { signal, ...(onProgress && { onProgress }) }
  let temporary: string | undefined
  try {
    const isFile = await stat(place).then(
      (stats) => stats.isFile(),
      () => false,
    )
    if (!isFile) return await task(place, work)
    temporary = await mkdtemp(path.join(tmpdir(), 'socket-lab-'))
    const folder = path.join(temporary, 'session')
    await unpackSession(place, folder, partOf(work, 0, UNPACKING))
    return await task(folder, { ...partOf(work, UNPACKING, 1), signal })
  } catch (error) {
    if (signals.status === undefined) throw error
    return signals.status
  } finally {
    if (temporary !== undefined) await rm(temporary, { recursive: true, force: true })
    signals.dispose()
  }
}
