import type { SendCommand } from '../../shared/commands'
import type { PickedFile } from '../../shared/ipc'
import type { Payload } from './parse'

/** Most characters that go to the lab in one turn, over all sockets that send. */
export const MAX_AT_ONCE = 64 * 1024 * 1024

export interface Repeat {
  times: number
  /** ms; 0 for as fast as it goes. */
  everyMs: number
}

/** One command for each socket that sends. */
export function sendCommands(
  senders: readonly string[],
  what: { payload: Payload } | { file: PickedFile },
  { times, everyMs }: Repeat,
  /** Of datagrams. */
  to?: string,
): SendCommand[] {
  const content = 'file' in what ? { file: what.file.path } : what.payload
  return senders.map((from) => ({
    do: 'send',
    from,
    ...(to !== undefined && { to }),
    ...content,
    ...(times > 1 && { repeat: times, everyMs }),
  }))
}
