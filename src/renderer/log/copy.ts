import type { LabEvent } from '../../shared/events'
import { fullTime } from '../ui/format'

/** Most events that are copied at once. */
export const COPY_CAP = 10_000

export interface CopyWords {
  /** Wall-clock time of `t`, ms since the epoch. */
  wallOf: (t: number) => number
  /** What people call a socket. */
  nameOf: (socket: string) => string
  /** What happened, in words. */
  say: (event: LabEvent) => string
  message: (event: LabEvent) => string | undefined
}

/** A row of the log as text: number, time, socket, what happened and, of a message, its bytes, with tabs between. */
export function rowText(event: LabEvent, { wallOf, nameOf, say, message }: CopyWords): string {
  const bytes = message(event)
  const cells = [
    String(event.seq),
    fullTime(wallOf(event.t), event.t),
    event.socket === undefined ? '' : nameOf(event.socket),
    say(event),
    ...(bytes === undefined ? [] : [bytes]),
  ]
  return cells.join('\t')
}
