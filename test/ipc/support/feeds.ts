import { vi } from 'vitest'
import { Feed, type FeedOptions, FLUSH_MS, type View } from '../../../src/main/desktop/feed/feed'
import { Log } from '../../../src/main/engine/log/log'
import { Writer } from './events'
import { DirectPort, portPair } from './ports'
import { WindowEnd } from './window-end'

export const sockets = ['alice', 'bob', 'carol']

export function newLog(maxEvents?: number): { log: Log; writer: Writer } {
  const log = new Log(maxEvents === undefined ? {} : { maxEvents })
  return { log, writer: new Writer(log) }
}

/** The log as it grows, for a window. */
export function live(log: Log): View {
  return { log, lab: 'lab', travel: null }
}

/** A feed of `log` over a real channel. With `acks`, its window acknowledges at once. */
export function feedOverChannel(
  log: Log,
  { acks = true, ...options }: FeedOptions & { acks?: boolean } = {},
) {
  const { near, far } = portPair()
  const end = new WindowEnd()
  far.on('message', (data) => {
    end.take(data)
    if (acks && data.type === 'batch') far.postMessage({ ack: data.id })
  })
  const feed = new Feed(near, options)
  feed.show(live(log))
  return { feed, end, far }
}

/** A feed of `log` in a test with fake timers. */
export function feedByHand(log: Log, options: FeedOptions = {}) {
  const end = new WindowEnd()
  const port = new DirectPort(end.take)
  const feed = new Feed(port, options)
  feed.show(live(log))
  let acknowledged = 0
  const ack = () => {
    if (end.lastBatch > acknowledged) port.receive({ ack: end.lastBatch })
    acknowledged = end.lastBatch
  }
  /** Acknowledges and lets time pass until nothing more comes. */
  const drain = () => {
    ack()
    while (vi.getTimerCount() > 0) {
      vi.advanceTimersByTime(FLUSH_MS)
      ack()
    }
  }
  return { feed, end, port, ack, drain }
}
