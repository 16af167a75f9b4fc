import type { LabEvent } from '../../../shared/events'
import type { LoadCourse, LoadPlan } from '../../../shared/load'
import type { ClientEnd } from '../streams/client-end'
import { Latencies } from './latencies'

/** A client of a load. */
export interface Member {
  /** From 0. */
  readonly index: number
  readonly end: ClientEnd
  /** What has ended it: an error's code, or `closed`. */
  state: 'calling' | 'open' | 'over'
  over?: string
  /** When its first message is due, and when the newest one was written, ms of the log. */
  first: number
  writtenAt: number
  /** Messages that it has written, and those of them that are done. */
  sent: number
  answered: number
  /** Bytes that somebody else has sent from here. */
  others: number
  /** The kernel takes no more of it now. */
  blocked: boolean
  /** It has been blocked, and has not made up for that yet. */
  late: boolean
  /** Its next message waits for its time. */
  isDue: boolean
}

export interface Watcher {
  /** A client may be able to send: it is connected (`isNew`), its answer has come, or the kernel takes its bytes again. */
  canSend(member: Member, t: number, isNew: boolean): void
  /** Something has come to its end: an answer came, a client is over. */
  settled(): void
}

/**
 * What becomes of a load's clients and messages, read off the log like everything else. `seen` is called within the append of an
 * event: nothing is done there that would append another.
 */
export class Tally {
  readonly #plan: LoadPlan
  /** `seq` of the load's `asked`: the cause of its messages. */
  readonly #cause: number
  readonly #watcher: Watcher
  readonly #latencies = new Latencies()
  readonly #members = new Map<string, Member>()
  /** By name of the accepted end, where that is what is measured. */
  readonly #accepted = new Map<string, Member>()
  readonly #errors = new Map<string, number>()
  #counts = {
    calling: 0,
    open: 0,
    opened: 0,
    closed: 0,
    failed: 0,
    sent: 0,
    answered: 0,
    sentBytes: 0,
    receivedBytes: 0,
    blocked: 0,
    blockings: 0,
  }
  /** Messages whose answer can still come. */
  #awaited = 0
  #behind = 0

  constructor(plan: LoadPlan, cause: number, watcher: Watcher) {
    this.#plan = plan
    this.#cause = cause
    this.#watcher = watcher
  }

  get members(): Iterable<Member> {
    return this.#members.values()
  }

  /** How many clients have been called so far. */
  get called(): number {
    return this.#members.size
  }

  /** Clients that are not over. */
  get alive(): number {
    return this.#counts.calling + this.#counts.open
  }

  get awaited(): number {
    return this.#awaited
  }

  add(end: ClientEnd): Member {
    const member: Member = {
      index: this.#members.size,
      end,
      state: 'calling',
      first: 0,
      writtenAt: 0,
      sent: 0,
      answered: 0,
      others: 0,
      blocked: false,
      late: false,
      isDue: false,
    }
    this.#members.set(end.name, member)
    this.#counts.calling++
    return member
  }

  /** A message was written so many ms after it was due. */
  wasLate(ms: number): void {
    if (ms > this.#behind) this.#behind = ms
  }

  wasBlocked(member: Member): void {
    member.blocked = true
    member.late = true
    this.#counts.blocked++
    this.#counts.blockings++
  }

  /** All of it, for an event. What is told of the time since the last one begins anew. */
  look(): Omit<LoadCourse, 'kind' | 'socket' | 'seq' | 't' | 'cause' | 'phase' | 'ms'> {
    const { sent, answered } = this.#counts
    const behind = Math.round(this.#behind * 1000) / 1000
    this.#behind = 0
    return {
      ...this.#counts,
      unanswered: this.#plan.measured === 'none' ? 0 : sent - answered,
      errors: Object.fromEntries(this.#errors),
      behind,
      ...this.#latencies.look(),
    }
  }

  seen(event: LabEvent): void {
    if (event.socket === undefined) return
    const member = this.#members.get(event.socket)
    if (event.kind === 'received') {
      if (member) this.#counts.receivedBytes += event.bytes
      const { measured } = this.#plan
      const measuredHere = measured === 'answer' ? member : this.#accepted.get(event.socket)
      if (measuredHere && measured !== 'none') this.#read(measuredHere, event.offset + event.bytes, event.t)
    } else if (event.kind === 'accepted' || event.kind === 'dropped') {
      const client = event.peer === undefined ? undefined : this.#members.get(event.peer)
      if (!client) return
      if (event.kind === 'dropped') this.#end(client, event.reason)
      else if (this.#plan.measured === 'read') this.#accepted.set(event.socket, client)
    } else if (member) this.#seenAt(member, event)
  }

  #seenAt(member: Member, event: LabEvent): void {
    switch (event.kind) {
      case 'connected':
        if (member.state !== 'calling') return
        member.state = 'open'
        this.#counts.calling--
        this.#counts.open++
        this.#counts.opened++
        this.#watcher.canSend(member, event.t, true)
        return
      case 'sent':
        if (event.cause === this.#cause) this.#wrote(member, event.bytes, event.t)
        else member.others += event.bytes
        return
      case 'drained':
        if (!member.blocked) return
        this.#unblock(member)
        this.#watcher.canSend(member, event.t, false)
        return
      case 'failed':
        // What the lab refuses leaves a socket as it is.
        if (!event.code.startsWith('LAB_')) this.#end(member, event.code)
        return
      case 'closed':
        this.#end(member, 'closed')
    }
  }

  #wrote(member: Member, bytes: number, t: number): void {
    member.sent++
    member.writtenAt = t
    this.#counts.sent++
    this.#counts.sentBytes += bytes
    if (this.#plan.measured !== 'none') this.#awaited++
  }

  /** `total`: bytes that have been read by now where it is measured. */
  #read(member: Member, total: number, t: number): void {
    const { bytes, everyMs } = this.#plan
    const done = Math.min(Math.floor((total - member.others) / bytes), member.sent)
    if (done <= member.answered) return
    for (; member.answered < done; member.answered++) {
      // From the time at which it was due: what had to wait for its turn has waited.
      const since = everyMs === 0 ? member.writtenAt : member.first + member.answered * everyMs
      this.#latencies.record(t - since)
      this.#counts.answered++
      if (member.state !== 'over') this.#awaited--
    }
    this.#watcher.canSend(member, t, false)
    this.#watcher.settled()
  }

  #unblock(member: Member): void {
    member.blocked = false
    this.#counts.blocked--
  }

  /** The first thing that ended it counts, but for a drop, which is why the others came. */
  #end(member: Member, by: string): void {
    const { over } = member
    if (over !== undefined && !isDrop(by)) return
    if (over === undefined) {
      if (member.state === 'calling') this.#counts.calling--
      else this.#counts.open--
      if (this.#plan.measured !== 'none') this.#awaited -= member.sent - member.answered
      if (member.blocked) this.#unblock(member)
    } else this.#count(over, -1)
    member.state = 'over'
    member.over = by
    this.#count(by, 1)
    this.#watcher.settled()
  }

  #count(over: string, by: 1 | -1): void {
    if (over === 'closed') {
      this.#counts.closed += by
      return
    }
    this.#counts.failed += by
    const count = (this.#errors.get(over) ?? 0) + by
    if (count > 0) this.#errors.set(over, count)
    else this.#errors.delete(over)
  }
}

function isDrop(by: string): boolean {
  return by === 'maxConnections' || by === 'descriptors' || by === 'listener-closed'
}
