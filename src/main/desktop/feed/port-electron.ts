import { MessageChannelMain, type WebContents } from 'electron'
import { PORT_CHANNEL } from '../../../shared/ipc'
import type { FeedPort } from './feed'

/** Hands one end of a channel to the page in `contents`, and gives the other. */
export function openFeedPort(contents: WebContents): FeedPort {
  const { port1: port, port2 } = new MessageChannelMain()
  contents.postMessage(PORT_CHANNEL, null, [port2])
  return {
    postMessage: (message) => port.postMessage(message),
    onMessage: (listener) => {
      port.on('message', ({ data }) => listener(data))
      port.start()
    },
    onClose: (listener) => port.on('close', listener),
    close: () => port.close(),
  }
}
