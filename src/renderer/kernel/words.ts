import type { TFunction } from 'i18next'
import { visible } from '../../shared/bytes'
import type { KernelTimer } from '../../shared/events'
import { isHeldByNobody } from '../../shared/model/kernel'
import type { KernelRow, SocketModel } from '../../shared/model/model'
import { isForeign } from '../../shared/model/selectors'
import { duration, fixed } from '../ui/format'

/** How long something has lasted, in whole seconds, so that it changes as often as it is looked at: `7 s`, `2 min 3 s`. */
export function lasting(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000))
  return seconds < 60 ? `${seconds} s` : duration(seconds * 1000)
}

/** What is left of a timer: whole seconds, and tenths below ten: `54 s`, `1.6 s`. */
export function secondsLeft(ms: number): string {
  const seconds = ms / 1000
  return seconds >= 9.95 ? `${Math.round(seconds)} s` : `${fixed(seconds, 1)} s`
}

/**
 * A timer and what is left of it. One that runs again and again, as for a retransmission, is told once: then only its kind
 * is known.
 */
export function timerText(t: TFunction, timer: KernelTimer): string {
  const kind = t(`kernel.timer.${timer.kind}`)
  return timer.ms > 0 ? t('kernel.timerLeft', { kind, left: secondsLeft(timer.ms) }) : kind
}

/** The program that a socket belongs to: `python3 (12345)`; undefined for one that nobody knows. */
export function programText(t: TFunction, socket: SocketModel): string | undefined {
  if (!isForeign(socket)) return t('kernel.ownProcess')
  const { pid, process } = socket
  if (pid === undefined) return undefined
  return process === undefined
    ? t('kernel.pid', { pid })
    : t('kernel.process', { process: visible(process), pid })
}

/** Who holds a socket, as far as the kernel's row and the process table tell. */
export function processText(t: TFunction, socket: SocketModel, row: KernelRow): string {
  if (isHeldByNobody(row)) return t('kernel.noProcess')
  const uid = row.uid ?? socket.uid
  const parts = [
    programText(t, socket),
    uid === undefined ? undefined : t('kernel.uid', { uid }),
    row.inode === undefined ? undefined : t('kernel.inode', { inode: row.inode }),
  ].filter((part) => part !== undefined)
  return parts.length === 0 ? t('kernel.unknownProcess') : parts.join(' · ')
}
