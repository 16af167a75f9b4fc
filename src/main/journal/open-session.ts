import { MessageChannel, Worker } from 'node:worker_threads'
import { LAB_CODES, LabFailure, labError } from '../../shared/errors'
import type { OpenedSession } from '../../shared/session'
import type { LongWork } from '../../shared/work'
import { workerFile } from '../worker-file'
import type { FromReading, ReadData, SessionPast } from './past-messages'
import { RemotePast } from './remote-past'

/** Memory of a thread that reads, MiB: a file from a stranger must not take all there is. */
const MAX_HEAP_MB = 1024

/**
 * Opens the recorded session in `folder`, in a thread of its own, which ends when `past` is disposed. Rejects with
 * LAB_NO_SESSION or LAB_NEWER, or the signal's reason.
 */
export async function openSession(
  folder: string,
  { onProgress, signal }: LongWork = {},
): Promise<{ past: SessionPast; opened: OpenedSession }> {
  signal?.throwIfAborted()
  const { port1, port2 } = new MessageChannel()
  const workerData: ReadData = { mode: 'read', folder, port: port2 }
  const worker = new Worker(workerFile('journal'), {
    workerData,
    transferList: [port2],
    resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB },
  })
  let past: RemotePast | undefined
  try {
    const opened = await new Promise<OpenedSession>((resolve, reject) => {
      const fell = (why: string) => {
        past?.end(why)
        reject(new LabFailure(labError(LAB_CODES.internal, `the thread that reads the session: ${why}`)))
      }
      signal?.addEventListener('abort', () => reject(signal.reason), { once: true })
      worker.on('error', (error) => fell(error.message))
      worker.on('exit', () => fell('it has ended'))
      worker.on('message', (message: FromReading) => {
        if (message.type === 'progress') onProgress?.(message.share, message.bytes)
        else if (message.type === 'refused') reject(new LabFailure(message.error))
        else resolve(message.opened)
      })
    })
    // From here on it is no reason for the program to go on.
    worker.unref()
    past = new RemotePast(opened.id, port1, () => worker.terminate())
    return { past, opened }
  } catch (error) {
    port1.close()
    await worker.terminate()
    throw error
  }
}
