import { parentPort, workerData } from 'node:worker_threads'
import type { ReadData } from './past-messages'
import { serveFolder } from './read/serve-folder'

/** The journal's thread: reads a recorded session. */

if (parentPort) {
  const port = parentPort
  const data = workerData as ReadData
  if (data.mode === 'read') void serveFolder(data, (message) => port.postMessage(message))
}
