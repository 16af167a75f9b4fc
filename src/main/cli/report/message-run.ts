import { formatBytes } from '../../../shared/bytes'
import { isMessage, type LabEvent, type Received, type Sent } from '../../../shared/events'
import { SHOWN_BYTES } from '../../scenario/quoting'

/** Messages further apart than this are told one by one, ms: a story is live. */
const LONGEST_GAP = 50

/** Like messages that follow each other at one socket: the first one is told, the others are counted. */
export class MessageRun {
  #tell: (line: string) => void
  #indent = ''
  #newest: Sent | Received | undefined
  #more = 0
  #bytes = 0

  constructor(tell: (line: string) => void) {
    this.#tell = tell
  }

  /**
   * True if `event` goes on with the run, and is counted; otherwise the run ends, and `event` may begin another.
   * `indent`: the place of its words.
   */
  takes(event: LabEvent, indent: string): boolean {
    if (this.#newest && isMessage(event) && alike(this.#newest, event)) {
      this.#newest = event
      this.#more++
      this.#bytes += event.bytes
      return true
    }
    this.end()
    if (isMessage(event)) {
      this.#newest = event
      this.#indent = indent
      this.#bytes = event.bytes
    }
    return false
  }

  end(): void {
    const newest = this.#newest
    if (newest && this.#more > 0) {
      const held =
        newest.kind === 'sent' && newest.queued > 0 ? `; ${formatBytes(newest.queued)} wait here` : ''
      this.#tell(`${this.#indent}… and ${this.#more} more, ${formatBytes(this.#bytes)} in all${held}`)
    }
    this.#newest = undefined
    this.#more = 0
  }
}

/** True if telling both would tell nothing more: neither is shown whole, or they are the same. */
function alike(one: Sent | Received, other: Sent | Received): boolean {
  if (one.kind !== other.kind || one.socket !== other.socket || other.t - one.t > LONGEST_GAP) return false
  if (one.bytes > SHOWN_BYTES && other.bytes > SHOWN_BYTES) return true
  const [a, b] = [one.data, other.data]
  return (
    one.bytes === other.bytes &&
    a?.length === b?.length &&
    (a?.every((byte, index) => byte === b?.[index]) ?? true)
  )
}
