import type { TFunction } from 'i18next'
import { visible } from '../../shared/bytes'
import { formatAddress } from '../../shared/ids'
import type { Watched } from '../../shared/watched'

/** What is watched: `port 8000`, `127.0.0.1:8000`, `python3 (12345)`. */
export function watchedText(t: TFunction, { port, host, pid, process }: Watched): string {
  if (port !== undefined) {
    return host === undefined ? t('watching.watch.ofPort', { port }) : formatAddress(host, port)
  }
  return process === undefined
    ? t('kernel.pid', { pid })
    : t('kernel.process', { process: visible(process), pid })
}
