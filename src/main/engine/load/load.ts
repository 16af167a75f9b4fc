import type { ConnectCommand } from '../../../shared/commands'
import type { LoadCourse, LoadPlan } from '../../../shared/load'
import type { Context } from '../context'
import type { Disposable, Log } from '../log/log'
import { ClientEnd } from '../streams/client-end'
import { callOf, type Target } from '../streams/connecting'
import { Calls } from './calls'
import { Closing } from './closing'
import { DueQueue } from './due-queue'
import { type Member, Tally } from './tally'

/** How often the log is told where a load stands, ms. */
const LOOK_MS = 250
/** Messages that are written, or clients that are closed, in one turn of the event loop: the lab must not stall. */
const PER_TURN = 256
/** At the end, so long is waited for answers, and then for the clients to close, ms. */
const ANSWERS_MS = 5000
const CLOSES_MS = 2000

export interface LoadSetting {
  context: Context
  log: Pick<Log, 'subscribe'>
  /** Present time on the log's axis, ms. */
  now: () => number
}

export interface LoadWork {
  name: string
  plan: LoadPlan
  /** The command that would make its clients. */
  connect: ConnectCommand
  listener: Target | undefined
  /** Of its clients. */
  names: readonly string[]
  /** `seq` of its `asked`. */
  cause: number
}

/**
 * Many clients that send messages for a while. They are clients like others; one timer drives all of them, in slices, so that the
 * lab goes on meanwhile.
 */
export class Load {
  readonly name: string
  /** Resolves when it has ended. */
  readonly ended: Promise<void>
  #settleEnded!: () => void
  readonly #setting: LoadSetting
  readonly #work: LoadWork
  readonly #tally: Tally
  readonly #message: Uint8Array
  readonly #subscription: Disposable
  readonly #startedAt: number
  readonly #due = new DueQueue<Member>()
  readonly #calls: Calls
  #phase: 'running' | 'finishing' | 'closing' | 'ended' = 'running'
  #by: LoadCourse['by']
  /** `seq` of what has ended it. */
  #because: number
  /** When the phase ends at the latest, and when the log is told next, ms of the log. */
  #until: number
  #lookAt: number
  #closing: Closing | undefined
  /** How long closing may take, ms. */
  #patience = CLOSES_MS
  #timer: NodeJS.Timeout | undefined
  #armedFor = 0
  #turn: NodeJS.Immediate | undefined

  /** Begins at once. */
  constructor(setting: LoadSetting, work: LoadWork) {
    this.#setting = setting
    this.#work = work
    this.name = work.name
    this.#because = work.cause
    this.#message = messageOf(work.plan.bytes)
    this.#calls = new Calls(this.#clients(), work.names.length, work.plan.rate, setting.now)
    this.ended = new Promise((resolve) => {
      this.#settleEnded = resolve
    })
    this.#tally = new Tally(work.plan, work.cause, {
      canSend: (member, t, isNew) => this.#canSend(member, t, isNew),
      settled: () => this.#settled(),
    })
    this.#startedAt = setting.now()
    this.#until = this.#startedAt + work.plan.forMs
    this.#lookAt = this.#startedAt + LOOK_MS
    this.#record('started', { plan: work.plan })
    this.#subscription = setting.log.subscribe((event) => this.#tally.seen(event))
    void this.#call()
    this.#arm()
  }

  /** Ends it: it sends no more, and closes its clients. The second time it waits for nothing. `cause`: `seq` of who asked. */
  stop(cause: number): void {
    if (this.#phase === 'running') {
      this.#because = cause
      this.#finish('stop')
    } else {
      this.#patience = 0
      this.#until = Math.min(this.#until, this.#setting.now())
    }
    this.#wake()
  }

  /** The lab is about to close everything. */
  dispose(): void {
    if (this.#phase === 'ended') return
    this.#by ??= 'lab'
    this.#end()
  }

  // --- Calling ----------------------------------------------------------------------------------------------

  async #call(): Promise<void> {
    const { connect, listener } = this.#work
    const call = await callOf(this.#setting.context, connect, listener)
    if (this.#phase !== 'running') return
    this.#calls.begin(call)
    this.#wake()
  }

  /** Made when they are to call: of a load that is stopped, those that have not called never were. */
  *#clients(): Generator<ClientEnd> {
    const { context } = this.#setting
    for (const name of this.#work.names) {
      if (this.#phase !== 'running') return
      const end = new ClientEnd(context, name, this.#work.cause, () => {})
      context.directory.add(end)
      this.#tally.add(end)
      yield end
    }
  }

  // --- Sending ----------------------------------------------------------------------------------------------

  #canSend(member: Member, t: number, isNew: boolean): void {
    const { everyMs, clients, measured } = this.#work.plan
    // They take turns: not all of them at once every time.
    if (isNew) member.first = t + (everyMs * member.index) / clients
    if (this.#phase !== 'running' || member.blocked || member.isDue) return
    if (everyMs === 0 && measured !== 'none' && member.answered < member.sent) return
    this.#plan(member, t)
    this.#arm()
  }

  /** Its next message is due; at `t` if that hangs on nothing but the one before. */
  #plan(member: Member, t: number): void {
    const { everyMs } = this.#work.plan
    member.isDue = true
    this.#due.add(member, everyMs === 0 ? t : member.first + member.sent * everyMs)
  }

  #sendDue(): void {
    let now = this.#setting.now()
    for (let i = 0; i < PER_TURN; i++) {
      const due = this.#due.next
      if (due === undefined || due > now) return
      const member = this.#due.take() as Member
      member.isDue = false
      this.#send(member, due, now)
      now = this.#setting.now()
    }
  }

  #send(member: Member, due: number, now: number): void {
    const { end } = member
    // A client that somebody else has closed, or keeps from sending, sends no more.
    if (member.state !== 'open' || end.refuse('send')) return
    if (!member.late) this.#tally.wasLate(now - due)
    const { everyMs, measured } = this.#work.plan
    if (!end.write(this.#message, this.#work.cause)) {
      this.#tally.wasBlocked(member)
      return
    }
    if (everyMs === 0 || now - due < everyMs) member.late = false
    // Where nothing is measured, there is nothing to wait for.
    if (everyMs > 0 || measured === 'none') this.#plan(member, now)
  }

  // --- The course -------------------------------------------------------------------------------------------

  #settled(): void {
    if (this.#phase !== 'running' || (this.#calls.areOver && this.#tally.alive === 0)) this.#wake()
  }

  /** Goes on in a turn of its own: events are told within the append of one. */
  #wake(): void {
    if (this.#phase !== 'ended') this.#turn ??= setImmediate(() => this.#run())
  }

  /** Goes on when the next thing is due. */
  #arm(): void {
    if (this.#phase === 'ended') return
    const due = this.#phase === 'running' ? [this.#due.next, this.#calls.next] : []
    const next = Math.min(this.#until, this.#lookAt, ...due.filter((at) => at !== undefined))
    const ms = next - this.#setting.now()
    if (ms <= 0) {
      this.#wake()
      return
    }
    if (this.#timer && next >= this.#armedFor) return
    clearTimeout(this.#timer)
    this.#armedFor = next
    this.#timer = setTimeout(() => this.#run(), ms)
  }

  #run(): void {
    clearImmediate(this.#turn)
    clearTimeout(this.#timer)
    this.#turn = undefined
    this.#timer = undefined
    this.#setting.context.guard(this.name, () => this.#step())
    this.#arm()
  }

  #step(): void {
    const now = this.#setting.now()
    if (now >= this.#lookAt) {
      this.#lookAt = now + LOOK_MS
      this.#record('progress')
    }
    switch (this.#phase) {
      case 'running':
        if (now >= this.#until) this.#finish('time')
        else if (this.#calls.areOver && this.#tally.alive === 0) this.#finish('clients')
        else {
          this.#calls.letGo()
          this.#sendDue()
        }
        return
      case 'finishing':
        // With answers on their way, a close would meet bytes that nobody has read, and be a reset.
        if (this.#tally.awaited > 0 && now < this.#until) return
        if (this.#work.plan.keep) this.#end()
        else this.#closeAll('close')
        return
      case 'closing':
        if (this.#tally.alive === 0) this.#end()
        else if (this.#closing) this.#closeSome(this.#closing)
        // Its peer doesn't read, and what is left cannot be flushed.
        else if (now >= this.#until) this.#closeAll('destroy')
    }
  }

  #finish(by: LoadCourse['by']): void {
    this.#phase = 'finishing'
    this.#by = by
    this.#until = this.#setting.now() + ANSWERS_MS
    this.#due.clear()
    this.#wake()
  }

  #closeAll(act: 'close' | 'destroy'): void {
    this.#phase = 'closing'
    this.#until = Number.POSITIVE_INFINITY
    this.#closing = new Closing(this.#setting.context, this.#tally.members, act, this.#because)
    this.#closeSome(this.#closing)
  }

  #closeSome(closing: Closing): void {
    if (closing.some(PER_TURN)) {
      this.#closing = undefined
      // How long their peers may take from here on; nothing is left to wait for once they are destroyed.
      if (closing.act === 'close') this.#until = this.#setting.now() + this.#patience
    }
    this.#wake()
  }

  #end(): void {
    this.#phase = 'ended'
    this.#subscription.dispose()
    clearTimeout(this.#timer)
    clearImmediate(this.#turn)
    const by = this.#by === undefined ? {} : { by: this.#by }
    this.#record('ended', { plan: this.#work.plan, ...by })
    this.#settleEnded()
  }

  #record(phase: LoadCourse['phase'], more: Partial<LoadCourse> = {}): void {
    const finishing = this.#phase === 'finishing' || this.#phase === 'closing'
    this.#setting.context.record({
      kind: 'load',
      socket: this.name,
      cause: phase === 'ended' ? this.#because : this.#work.cause,
      phase,
      ...more,
      ...(finishing && { finishing: true as const }),
      ms: Math.round((this.#setting.now() - this.#startedAt) * 1000) / 1000,
      ...this.#tally.look(),
    })
  }
}

/** Letters, so that they can be read in every view. */
function messageOf(bytes: number): Uint8Array {
  const letters = new Uint8Array(bytes)
  for (let i = 0; i < bytes; i++) letters[i] = 97 + (i % 26)
  return letters
}
