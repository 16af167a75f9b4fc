import type { Faults, Respond } from '../../commands'
import type { Accepted, Asked, Failed, LabEvent, Received, Sent, StateChanged, Unpacked } from '../../events'
import { isFaultless } from '../../faults'
import { deafen, endMidway, lose } from './chance'
import {
  addBytes,
  awaitsAnswer,
  type End,
  type Group,
  isEnding,
  newEnd,
  noAnswers,
  ONE_READ,
  REST_MS,
} from './end'

/** The ends of a lab's connections, and its listeners, and which of what happens there hangs on chance. */
export class Ends {
  /** Those of which something happened since `clear`. */
  readonly touched = new Set<End>()
  /** Something was sent to an end that doesn't read: nothing tells when it has come. */
  isUnheard = false
  /** A proxy does, or has done, something to what passes: what comes of a command can take its time. */
  isSpoilt = false
  #ends = new Map<string, End>()
  /** Repeated sends that are under way, by `seq` of their `asked`. */
  #repeats = new Map<number, { end: End; t: number }>()
  #began = 0
  #longestDelay = 0
  /** When the last answer that waits will have come to rest, ms. */
  #answersUntil = 0

  /** Since when something goes on by a clock of its own that was started before `t`: a repeat, or an answer that waits. */
  since(t: number): number {
    const began = [...this.#repeats.values()].map((repeat) => repeat.t)
    return Math.min(t - this.#longestDelay, ...began)
  }

  /** True if something like that still goes on at `t`, so that bytes come at times of their own. */
  isBusy(t: number): boolean {
    return this.#repeats.size > 0 || t < this.#answersUntil
  }

  /** Acts that follow come at `t` or later, after what has happened so far. */
  begin(t: number): void {
    this.#began = t
  }

  /** What happened is expected, or let go: it begins anew. Ends that were closed before `t` are forgotten. */
  clear(t: number): void {
    this.isUnheard = false
    for (const end of this.touched) {
      if (end.closedAt !== undefined && end.closedAt < t) this.#ends.delete(end.name)
      // A closed one stays until then: its last states are yet to come.
      else if (end.closedAt !== undefined || end.items.length > 0) continue
      this.touched.delete(end)
    }
  }

  forgetAll(): void {
    this.touched.clear()
    this.#ends.clear()
    this.#repeats.clear()
  }

  /** A command makes this socket. */
  open(name: string, role: 'listener' | 'client' | 'datagram', group?: Group): void {
    const end = newEnd(name, role)
    if (group) end.group = group
    this.#ends.set(name, end)
  }

  /** What this end sends does not come to the other one as it was sent. */
  cutShort(name: string | undefined): void {
    const end = name === undefined ? undefined : this.#ends.get(name)
    if (!end) return
    end.cutShort = true
    if (end.peer) deafen(end.peer)
  }

  take(event: LabEvent): void {
    const end = event.socket === undefined ? undefined : this.#ends.get(event.socket)
    if (event.kind === 'accepted') this.#accept(event)
    if (event.kind === 'dropped' && event.peer !== undefined) {
      const client = this.#ends.get(event.peer)
      if (client) client.dropped = true
    }
    if (!end) return
    switch (event.kind) {
      case 'asked':
        this.#ask(end, event)
        return
      case 'connecting':
        // That it calls a datagram socket is known only now, if it was called by its name.
        if (event.transport === 'udp') end.role = 'datagram'
        return
      case 'connected':
        end.connected = true
        if (event.peer !== undefined) end.foreign = true
        return
      case 'paused':
      case 'resumed':
        end.paused = event.kind === 'paused'
        return
      case 'ended':
        end.ended = true
        return
      case 'sent':
        if (end.role === 'client' && end.listener?.answers) end.listener.answers.messageAt = event.t
        if (end.peer?.paused) this.isUnheard = true
        if (end.role === 'datagram') this.#post(end, event)
        end.burst.count++
        end.burst.bytes += event.bytes
        end.messageAt = event.t
        return
      case 'received':
        this.#receive(end, event)
        if (!end.above) this.#hear(end, event)
        return
      case 'unpacked':
        if (event.broken === undefined) this.#hear(end, event)
        return
      case 'layered':
        if (event.framing) end.above = 'framing'
        else if (event.tls) end.above = 'tls'
        return
      case 'state':
        this.#enter(end, event)
        return
      case 'failed':
        this.#fail(end, event)
        return
      case 'closed':
        end.closedAt = event.t
        // Nothing is expected of another program's connection.
        if (end.role === 'accepted' && end.foreign) {
          this.touched.delete(end)
          this.#ends.delete(end.name)
        } else this.touched.add(end)
        return
      case 'repeated':
        this.#endRepeat(event.cause)
        if (event.by === 'stop' || (event.by === 'closed' && end.finishing)) this.cutShort(end.name)
        else if (event.by === 'closed') lose(end)
    }
  }

  /** True if what this end receives can be said. */
  hears(end: End): boolean {
    return !end.lost && !end.deaf && !(end.role === 'client' && end.listener?.answers?.noise)
  }

  // --- Commands ---------------------------------------------------------------------------------------------

  #ask(end: End, { seq, t, command, by, facts }: Asked): void {
    // Whatever is done to a connection that is just about to end hangs on the moment.
    if (by === 'user' && command.do !== 'rename' && isEnding(end, this.#began)) lose(end)
    switch (command.do) {
      case 'listen':
      case 'bind':
        this.#answers(end, command.respond?.with ?? 'none', command.respond)
        return
      case 'proxy':
        this.#spoil(end, command.faults)
        return
      case 'configure':
        this.#spoil(end, command.faults)
        // What comes of a change while something is on its way hangs on the moment.
        if (command.respond && end.answers) {
          if (this.#repeats.size > 0 || t - end.answers.messageAt < REST_MS) end.answers.noise = true
          this.#answers(end, command.respond.with, command.respond)
        }
        return
      case 'send':
        if (command.repeat === undefined || command.repeat === 1) return
        this.#repeats.set(seq, { end, t })
        end.repeats++
        // Each read is answered once, however many messages it has.
        if (end.peer?.above !== 'framing' && end.peer?.listener?.answers?.kinds.has('reply')) deafen(end)
        return
      case 'recv':
        // How much there is to take hangs on the moment; that something comes is expected of the command itself.
        deafen(end)
        return
      case 'shutdown':
      case 'close':
      case 'destroy':
      case 'reset':
        end.endingAt = t
        // What is still on its way to it may be read, or not.
        if (end.role === 'datagram' && t - end.messageAt < REST_MS) deafen(end)
        if (by === 'lab') return
        if (awaitsAnswer(end, t)) lose(end)
        else if (command.do === 'shutdown') end.finishing = true
        else if (end.repeats + (end.peer?.repeats ?? 0) > 0) lose(end)
        else if (facts?.peer) endMidway(end, command.do, t, { ...facts, peer: facts.peer })
    }
  }

  /** How a proxy cuts what passes, and when it comes, hangs on the moment. */
  #spoil(proxy: End, faults: Faults | undefined): void {
    if (isFaultless(faults)) return
    this.isSpoilt = true
    proxy.answers ??= noAnswers()
    proxy.answers.noise = true
  }

  #answers(listener: End, kind: string, respond: Partial<Respond> = {}): void {
    const rules = respond.rules ?? []
    const delayMs = Math.max(respond.delayMs ?? 0, ...rules.map((rule) => rule.delayMs ?? 0))
    listener.answers ??= noAnswers()
    listener.answers.kinds.add(kind)
    listener.answers.closes ||= respond.thenClose === true || rules.some(({ then }) => then !== undefined)
    // What was read at once is matched at once, and an answer can tell the time.
    if (kind === 'rules') listener.answers.noise = true
    listener.answers.delayMs = Math.max(listener.answers.delayMs, delayMs)
    this.#longestDelay = Math.max(this.#longestDelay, delayMs)
  }

  // --- What happens -----------------------------------------------------------------------------------------

  #accept({ t, socket: name, listener: listenerName, peer: peerName, foreign }: Accepted): void {
    const end = newEnd(name, 'accepted')
    const listener = this.#ends.get(listenerName)
    const peer = foreign ? undefined : this.#ends.get(peerName)
    if (listener) end.listener = listener
    if (peer) {
      end.peer = peer
      peer.peer = end
      if (listener) peer.listener = listener
      if (peer.group) end.group = { name: `${peer.group.name}@${listenerName}`, count: peer.group.count }
      end.deaf = peer.cutShort
      // Whether it is there in time for what is said to all.
      const { kinds, delayMs, messageAt } = listener?.answers ?? noAnswers()
      if (kinds.has('broadcast') && t - messageAt < (delayMs > 0 ? Number.POSITIVE_INFINITY : REST_MS))
        peer.deaf = true
    } else end.foreign = true
    this.#ends.set(name, end)
  }

  #receive(end: End, event: Received): void {
    const { peer } = end
    const answers =
      end.role === 'accepted' ? end.listener?.answers : end.role === 'datagram' ? end.answers : undefined
    end.messageAt = event.t
    if (answers) answers.messageAt = event.t
    if (answers && !peer && answers.kinds.has('broadcast')) answers.noise = true
    if (answers && answers.delayMs > 0)
      this.#answersUntil = Math.max(this.#answersUntil, event.t + answers.delayMs + REST_MS)
    if (peer) {
      const { count, bytes } = peer.burst
      peer.burst.count = 0
      peer.burst.bytes = 0
      // How many reads they come in is not the sender's to choose, but with framing that decides nothing.
      if (answers && end.above !== 'framing' && (count > 1 || bytes > ONE_READ || peer.repeats > 0)) {
        if (answers.closes) lose(end)
        else if (answers.kinds.has('reply')) deafen(peer)
      }
    }
  }

  #hear(end: End, event: Received | Unpacked): void {
    this.touched.add(end)
    if (end.deaf || end.lost) return
    // What another program sends is its own affair, and it has to be there.
    if (end.role === 'datagram' && event.kind === 'received' && event.peer === undefined) return
    addBytes(end, event)
  }

  /** Of datagrams that come in floods, the kernel drops those that it has no room for. */
  #post(from: End, { peer }: Sent): void {
    const to = peer === undefined ? undefined : this.#ends.get(peer)
    if (to?.paused) this.isUnheard = true
    if (to && !to.deaf && (from.repeats > 0 || from.deaf)) deafen(to)
  }

  #enter(end: End, event: StateChanged): void {
    const { to, from, seq, t, confidence, supersedes } = event
    // The end of TIME_WAIT is only a matter of time.
    if (from === 'TIME_WAIT' && to === 'CLOSED') return
    // A correction of what is not the newest says nothing about where it ended.
    if (supersedes !== undefined && end.state?.seq !== supersedes) return
    end.state = { to, seq, t, sure: confidence !== 'possible' }
    this.touched.add(end)
  }

  #fail(end: End, { seq, t, cause, code }: Failed): void {
    if (code.startsWith('LAB_')) {
      // It was refused, and never began.
      this.#endRepeat(cause)
      return
    }
    // The kernel had taken its call, and nobody ever accepted it.
    const isStream = end.role !== 'datagram'
    if (isStream && end.connected && !end.peer && !end.foreign && !end.dropped) lose(end)
    const last = end.items.at(-1)
    // How many descriptors are left is this machine's affair.
    if (end.lost || code === 'EMFILE' || (last?.kind === 'failed' && last.code === code)) return
    end.items.push({ kind: 'failed', seq, t, code })
    this.touched.add(end)
  }

  #endRepeat(asked: number | undefined): void {
    const repeat = asked === undefined ? undefined : this.#repeats.get(asked)
    if (asked === undefined || !repeat) return
    this.#repeats.delete(asked)
    repeat.end.repeats--
  }
}
