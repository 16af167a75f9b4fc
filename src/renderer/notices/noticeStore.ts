import { LAB_CODES, type LabError } from '../../shared/errors'
import type { Failed } from '../../shared/events'

/** A failure that the person should hear of. Equal ones become one notice with a count. */
export interface Notice {
  id: number
  error: LabError
  /** The socket that it happened at, if it is about one. */
  socket?: string
  /** `seq` of the newest `failed` event; absent if a command was refused at the gate. */
  seq?: number
  /** How many times it happened. */
  count: number
}

/** Notices that stay on the screen; older ones give way. */
const SHOWN = 3

const sameKind = (a: LabError, b: LabError) => a.code === b.code && a.syscall === b.syscall
const same = (a: LabError, b: LabError) => sameKind(a, b) && a.message === b.message

export class NoticeStore {
  #notices: readonly Notice[] = []
  #listeners = new Set<() => void>()
  /** Commands whose failure is shown elsewhere, by `seq`. */
  #claimed = new Set<number>()
  /** Refusals that are shown elsewhere, and whose `failed` event has not come yet. */
  #expected: LabError[] = []
  #lastId = 0

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  current = (): readonly Notice[] => this.#notices

  addFailure(event: Failed): void {
    if (event.cause !== undefined && this.#claimed.has(event.cause)) return
    const { code, message, advice, syscall, address, reason } = event
    const error: LabError = {
      code,
      message,
      ...(advice !== undefined && { advice }),
      ...(syscall !== undefined && { syscall }),
      ...(reason !== undefined && { reason }),
      ...(address !== undefined && { address }),
    }
    const expected = this.#expected.findIndex((other) => same(other, error))
    if (expected >= 0) {
      this.#expected.splice(expected, 1)
      return
    }
    const about = { error, seq: event.seq, ...(event.socket !== undefined && { socket: event.socket }) }
    // The engine's refusal was told by the answer to the request already: the event only adds the place.
    const told = this.#notices.find((notice) => notice.seq === undefined && same(notice.error, error))
    const before =
      told ?? this.#notices.find((notice) => notice.seq !== undefined && sameKind(notice.error, error))
    this.#show({
      ...about,
      id: before?.id ?? ++this.#lastId,
      count: told ? told.count : (before?.count ?? 0) + 1,
    })
  }

  /** The answer to a command was a refusal. `quiet`: whoever gave the command shows it. */
  addRefusal(error: LabError, quiet?: 'quiet'): void {
    // The person knows: it was they who did it.
    if (error.code === LAB_CODES.cancelled) return
    // Of a flood, one is enough; no event follows it.
    const isBusy = (other: LabError) => other.code === LAB_CODES.busy
    if (isBusy(error) && this.#notices.some((notice) => isBusy(notice.error))) return
    const known = this.#notices.find((notice) => notice.seq !== undefined && same(notice.error, error))
    if (quiet !== undefined) {
      if (known) this.dismiss(known.id)
      else this.#expected = [...this.#expected, error].slice(-SHOWN)
    } else if (!known) this.#show({ error, id: ++this.#lastId, count: 1 })
  }

  /** The failure of the command with this `seq` is shown elsewhere (in the dialog that gave it). */
  claim(seq: number, failure: Failed): void {
    this.#claimed.add(seq)
    this.#set(this.#notices.filter((notice) => notice.seq !== failure.seq))
  }

  dismiss(id: number): void {
    this.#set(this.#notices.filter((notice) => notice.id !== id))
  }

  #show(notice: Notice): void {
    this.#set([...this.#notices.filter((other) => other.id !== notice.id), notice].slice(-SHOWN))
  }

  #set(notices: readonly Notice[]): void {
    this.#notices = notices
    for (const listener of [...this.#listeners]) listener()
  }
}
