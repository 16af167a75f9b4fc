import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { unpackSession } from '../journal/single-file'
import { onSignal } from './signals'

/**
 * Gives `task` the folder of the session that `place` names: the folder itself, or a single file, unpacked until `task` is done.
 * Returns the exit status: that of `task`, or that of the signal which ended it; `task` is to reject then with the signal's
 * reason. Rejects as unpackSession and `task` do.
 */
export async function withSession(
  place: string,
  task: (folder: string, signal: AbortSignal) => Promise<number>,
): Promise<number> {
  const stop = new AbortController()
  const signals = onSignal(() => stop.abort())
  let temporary: string | undefined
  try {
    const isFile = await stat(place).then(
      (stats) => stats.isFile(),
      () => false,
    )
    if (!isFile) return await task(place, stop.signal)
    temporary = await mkdtemp(path.join(tmpdir(), 'socket-lab-'))
    const folder = path.join(temporary, 'session')
    await unpackSession(place, folder, stop.signal)
    return await task(folder, stop.signal)
  } catch (error) {
    if (signals.status === undefined) throw error
    return signals.status
  } finally {
    if (temporary !== undefined) await rm(temporary, { recursive: true, force: true })
    signals.dispose()
  }
}
