import type { Damage } from '../../../shared/session'
import { EVENTS, MANIFEST, PAYLOADS } from '../../journal/format/manifest'

/** A part of a session that is not whole, in a line. */
export function damageWords({ kind, line, seq, count }: Damage): string {
  const several = count > 1
  const lines = several ? `lines ${line} and on (${count})` : `line ${line}`
  switch (kind) {
    case 'tornLine':
      return `${EVENTS}: the last line, ${line}, was cut off`
    case 'badLine':
      return `${EVENTS}: ${lines} ${several ? 'are' : 'is'} not what was written, and left out`
    case 'gap':
      return `${EVENTS}: ${several ? `${count} events are missing, from seq ${seq} on` : `the event with seq ${seq} is missing`}`
    case 'payload':
      return `${PAYLOADS}: bytes of ${several ? `${count} messages, the first one` : 'the message'} with seq ${seq}, are missing or not what was written`
    case 'noPayloads':
      return `${PAYLOADS} is missing or cannot be read: bytes of ${count} ${several ? 'messages are' : 'message is'} gone, but for short ones`
    case 'manifest':
      return `${MANIFEST} is missing or not what was written`
    case 'newer':
      return count === 0
        ? 'a newer version of the program has recorded this'
        : `${EVENTS}: ${lines} ${several ? 'are' : 'is'} of a newer version of the program, and left out`
  }
}
