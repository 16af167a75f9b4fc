import { isOwnUrl } from '../page/origin'

/** Who asks, as Electron tells it. */
export interface Sender {
  /** The address of the page in the frame; undefined if the frame is gone. */
  url: string | undefined
  /** It is the page itself, not a frame in it. */
  isMainFrame: boolean
  /** It is in a window that this program opened for the lab. */
  isOwnWindow: boolean
}

export function isTrustedSender(sender: Sender): boolean {
  return sender.isOwnWindow && sender.isMainFrame && sender.url !== undefined && isOwnUrl(sender.url)
}
