import type { ActionId } from '../../shared/actions'
import { PORT_MESSAGE } from '../../shared/channels'
import type { Ack, FeedMessage, LabBridge, OpenRequest, ShowRequest } from '../../shared/ipc'
import { unpackModel } from '../../shared/model/packed'
import type { WorkState } from '../../shared/work'
import type { LabStore } from './lab'

const RETRY_MS = 1000

/** What comes through the feed besides the lab. */
export interface FeedListeners {
  /** The person has chosen an item of the native menu. */
  onMenu?: (id: ActionId) => void
  /** The person has given a session or a scenario to the program from outside. */
  onOpen?: (request: OpenRequest) => void
  /** The person has chosen a notification of the system's. */
  onShow?: (request: ShowRequest) => void
  /** How long work for this window goes. */
  onWork?: (works: readonly WorkState[]) => void
}

/**
 * Keeps the store fed: asks for a port, takes in what it brings and acknowledges at once (not in an animation
 * frame, because a hidden window gets none). Asks again when the port is gone.
 */
export function startFeed(
  store: LabStore,
  bridge: LabBridge,
  page: Window,
  { onMenu, onOpen, onShow, onWork }: FeedListeners = {},
): void {
  let current: MessagePort | undefined

  const attach = async () => {
    const reply = await bridge.request('attach', {})
    if (!reply.ok) return lost()
    // Of what a start takes (test/bench/desktop/start.test.ts): from here on commands are answered.
    performance.mark('usable')
  }
  const lost = () => {
    store.setStatus('lost')
    setTimeout(() => {
      if (!current) void attach()
    }, RETRY_MS)
  }

  // Before the first request: a port that nobody listens for is lost.
  page.addEventListener('message', (message: MessageEvent) => {
    if (message.source !== page || message.data?.type !== PORT_MESSAGE) return
    const port = message.ports[0]
    if (!port) return
    // Another lab took the place of the one before: nothing more comes over the old port.
    current?.close()
    current = port
    store.newPort()
    port.onmessage = ({ data }: MessageEvent<FeedMessage>) => {
      if (port !== current) return
      if (data.type === 'menu') return onMenu?.(data.id)
      if (data.type === 'open') return onOpen?.(data)
      if (data.type === 'show') return onShow?.(data)
      if (data.type === 'work') return onWork?.(data.works)
      store.take(data.type === 'snapshot' ? { ...data, model: unpackModel(data.model) } : data)
      if (data.type === 'batch') port.postMessage({ ack: data.id } satisfies Ack)
    }
    port.addEventListener('close', () => {
      if (port !== current) return
      current = undefined
      lost()
    })
  })
  void attach()
}
