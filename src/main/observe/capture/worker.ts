import { parentPort, workerData } from 'node:worker_threads'
import type { Order, ReaderOptions, Report } from './protocol'
import { PacketSource } from './reader'

/** Makes segments of the packets that a capture tool writes, in a thread of its own. */

if (parentPort) {
  const port = parentPort
  const source = new PacketSource(workerData as ReaderOptions, (report: Report) => {
    port.postMessage(report, report.type === 'segments' ? [report.frames.buffer] : [])
    if (report.type === 'finished') port.close()
  })
  port.on('message', (order: Order) => source.order(order))
}
