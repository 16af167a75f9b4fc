import type { EventOf, LabEvent } from '../../../shared/events'
import { MARGIN_MS } from '../../../shared/tcp/path'
import type { TcpState } from '../../../shared/tcp/states'

/** What was concluded of an end last, and what its row is, if it has one. */
interface Followed {
  concluded?: { state: TcpState; seq: number; until: number }
  row?: TcpState
}

/** So many ends are kept that may have no row. */
const MOST_ENDS = 20_000

/**
 * Ends whose row does not follow what was concluded of them. Only rows that change are told; one that ought to have changed
 * and has not is told once more, so that it can contradict the conclusion.
 */
export class Laggards {
  readonly #ends = new Map<string, Followed>()
  /** What has to be looked at again, and when, ms of the lab's clock; the first one first. */
  readonly #due: { socket: string; seq: number; at: number }[] = []
  #timer: NodeJS.Timeout | undefined

  /** `now`: the lab's clock. `retell` is given the names of ends whose row is to be told, changed or not. */
  constructor(
    private readonly now: () => number,
    private readonly retell: (sockets: string[]) => void,
  ) {}

  take(event: LabEvent): void {
    if (event.kind === 'observed') this.#observed(event)
    else if (event.kind === 'state') {
      const until = Math.max(event.t, event.tMax)
      const end = this.#end(event.socket)
      end.concluded = { state: event.to, seq: event.seq, until }
      if (event.provenance === 'inferred') this.#check(event.socket, end, until)
    }
  }

  #observed({ socket, state, t }: EventOf<'observed'>): void {
    if (state === 'CLOSED') {
      this.#ends.delete(socket)
      return
    }
    const end = this.#end(socket)
    end.row = state
    this.#check(socket, end, t)
  }

  #end(socket: string): Followed {
    let end = this.#ends.get(socket)
    if (!end) {
      end = {}
      this.#ends.set(socket, end)
      if (this.#ends.size > MOST_ENDS)
        for (const oldest of this.#ends.keys()) {
          this.#ends.delete(oldest)
          break
        }
    }
    return end
  }

  /** If row and conclusion differ after `t` (ms), they are compared again once no delay explains that any more. */
  #check(socket: string, { concluded, row }: Followed, t: number): void {
    if (!concluded || row === undefined || row === concluded.state) return
    const at = Math.max(t, concluded.until) + 2 * MARGIN_MS
    const before = this.#due.findLastIndex((other) => other.at <= at)
    this.#due.splice(before + 1, 0, { socket, seq: concluded.seq, at })
    this.#arm()
  }

  /** Forgets all, and looks at nothing any more. */
  clear(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#ends.clear()
    this.#due.length = 0
  }

  #arm(): void {
    const [first] = this.#due
    if (this.#timer || !first) return
    this.#timer = setTimeout(() => this.#look(), Math.max(0, first.at - this.now()))
    this.#timer.unref()
  }

  #look(): void {
    this.#timer = undefined
    const now = this.now()
    const sockets: string[] = []
    while (this.#due[0] && this.#due[0].at <= now) {
      const { socket, seq } = this.#due.shift() as { socket: string; seq: number }
      const end = this.#ends.get(socket)
      // Of several conclusions the newest counts.
      if (end?.concluded?.seq === seq && end.row !== undefined && end.row !== end.concluded.state)
        sockets.push(socket)
    }
    if (sockets.length > 0) this.retell(sockets)
    this.#arm()
  }
}
