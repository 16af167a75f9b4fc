import { parentPort, workerData } from 'node:worker_threads'
import type { ReadData } from './past-messages'
import { serveFolder } from './read/serve-folder'
import type { WriteData } from './write/protocol'
import { writeSession } from './write/write-session'

/** The journal's thread: writes the session of a lab, or reads a recorded one. */

if (parentPort) {
  const port = parentPort
  const data = workerData as ReadData | WriteData
  if (data.mode === 'read') void serveFolder(data, (message) => port.postMessage(message))
  else void writeSession(port, data)
}
