import { once } from 'node:events'
import type { MessagePort } from 'node:worker_threads'
import { portPair } from './ports'
import { WindowEnd } from './window-end'

/** A window as far as feeds go: takes the newest port, and lets go of the one before, as the page does. */
export class Page {
  zoomFactor = 1
  ends: WindowEnd[] = []
  ports: MessagePort[] = []
  closed: Promise<unknown>[] = []

  open = () => {
    const { near, far } = portPair()
    const end = new WindowEnd()
    far.on('message', (data) => {
      end.take(data)
      if (data.type === 'batch') far.postMessage({ ack: data.id })
    })
    this.closed.push(once(far, 'close'))
    this.ports.at(-1)?.close()
    this.ports.push(far)
    this.ends.push(end)
    return near
  }

  get end(): WindowEnd {
    const end = this.ends.at(-1)
    if (!end) throw new Error('no port')
    return end
  }

  /** Who wants to know when the window is gone. */
  readonly gone: (() => void)[] = []

  /** The window is gone. */
  async close(): Promise<void> {
    for (const listener of this.gone.splice(0)) listener()
    this.ports.at(-1)?.close()
    await Promise.all(this.closed)
  }
}
