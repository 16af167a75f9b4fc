import { encodeUtf8, parseBase64, parseHex } from '../../bytes'
import { PREVIEW_TEXT } from '../../codec'
import type { SendCommand } from '../../commands'
import type { Asked, EventOf, LabEvent, Packed, Received, Sent, Unpacked } from '../../events'
import type { History } from './history'
import type { Content, EndStory, Step, StoryNote } from './story'

/** So many steps of one end are told. */
const MOST_STEPS = 500

/** How an end's doings are told. */
export interface Telling {
  /** A layer above the stream: its messages are the application's. */
  layered: boolean
  /** How much came at a time decides what is answered. */
  byRead: boolean
  /** Each is a message by itself, with an address. */
  datagrams: boolean
}

/** What one end of a conversation, or a datagram socket, did. */
export function tellEnd(history: History, name: string, telling: Telling, notes: Set<StoryNote>): EndStory {
  return new Teller(history, name, telling, notes).tell()
}

class Teller {
  readonly #story: EndStory
  /** What a person asked for, by the `seq` of that. */
  readonly #byAsked = new Map<number, Step & { seqs: number[] }>()
  /** By the `seq` of what was received. */
  readonly #receives = new Map<number, Extract<Step, { do: 'receive' }>>()
  #answers = new Map<number, number[]>()
  #read = 0
  #messages = 0

  constructor(
    private readonly history: History,
    name: string,
    private readonly telling: Telling,
    private readonly notes: Set<StoryNote>,
  ) {
    this.#story = {
      name,
      label: history.label(name),
      steps: [],
      byHand: 0,
      opened: [],
      closed: [],
      isClosed: false,
    }
  }

  tell(): EndStory {
    const story = this.#story
    for (const event of this.history.of(story.name)) this.#take(event)
    for (const [seq, answers] of this.#answers) this.#receives.get(seq)?.answers.push(...answers)
    return story
  }

  #take(event: LabEvent): void {
    const story = this.#story
    switch (event.kind) {
      case 'asked':
        this.#ask(event)
        break
      case 'sent':
      case 'packed':
        if ((event.kind === 'packed') === this.telling.layered) this.#sent(event)
        break
      case 'received':
      case 'unpacked':
        if ((event.kind === 'unpacked') === this.telling.layered) this.#received(event)
        break
      case 'accepted':
      case 'connected':
        story.opened.push(event.seq)
        story.local = event.local
        break
      case 'ended':
        this.#put({ do: 'end', seqs: [event.seq] })
        break
      case 'finished':
        this.#done(event.cause, event.seq)
        break
      case 'closed':
        story.isClosed = true
        this.#done(event.cause, event.seq)
        break
      case 'paused':
      case 'resumed':
        if (this.history.asked(event.cause)?.by === 'user') this.#remark(event.kind, '', event.seq)
        break
      case 'timedOut':
        this.#remark('timedOut', `${event.ms} ms`, event.seq)
        break
      case 'failed':
        this.#failed(event)
    }
  }

  #ask({ command, by, seq, deferred }: Asked): void {
    if (by !== 'user' || this.history.isRefused(seq)) return
    switch (command.do) {
      case 'send': {
        // What could not be sent is no part of it.
        if (this.history.failure(seq)) return
        const step: Step = {
          do: 'send',
          content: contentOf(command),
          times: command.repeat ?? 1,
          everyMs: command.everyMs ?? 0,
          seqs: [],
        }
        this.#hand(seq, step)
        return
      }
      case 'shutdown':
      case 'close':
      case 'destroy':
      case 'reset':
        if (!deferred || command.do === 'reset') this.#hand(seq, { do: command.do, seqs: [] })
    }
  }

  /** A person had it do that. */
  #hand(seq: number, step: Step): void {
    if (!this.#put(step)) return
    this.#story.byHand = this.#story.steps.length
    this.#byAsked.set(seq, step)
  }

  #put(step: Step): boolean {
    const { steps } = this.#story
    if (steps.length >= MOST_STEPS) {
      this.notes.add('stepsLeft')
      return false
    }
    steps.push(step)
    return true
  }

  #sent(event: Sent | Packed): void {
    const { cause, seq } = event
    const step = cause === undefined ? undefined : this.#byAsked.get(cause)
    if (step?.do === 'send') {
      this.#sentByHand(step, event)
      return
    }
    // Of a broadcast, what was received was received by another.
    if (cause === undefined) return
    const answers = this.#answers.get(cause)
    if (answers) answers.push(seq)
    else this.#answers.set(cause, [seq])
  }

  #sentByHand(step: Extract<Step, { do: 'send' }>, event: Sent | Packed): void {
    if (step.seqs.length === 0) {
      if (event.kind === 'sent' && event.remote !== undefined) step.to = event.remote
      this.#measure(step.content, event)
    }
    step.seqs.push(event.seq)
  }

  /** What a window has of a long text, and a log of a long message, is its beginning. */
  #measure(content: Content, { bytes, data }: Sent | Packed): void {
    if (content.file !== undefined) return
    if (content.bytes.length < bytes && data && data.length > content.bytes.length) content.bytes = data
    if (content.bytes.length > bytes) content.bytes = content.bytes.subarray(0, bytes)
    content.missing = bytes - content.bytes.length
    if (content.missing > 0) this.notes.add('bytesLeft')
  }

  #received(event: Received | Unpacked): void {
    const end = event.offset + event.bytes
    const bytes = end - this.#read
    const messages = event.index + 1 - this.#messages
    if (bytes !== event.bytes) this.notes.add('someSkipped')
    this.#read = end
    this.#messages = event.index + 1
    const cause = event.kind === 'unpacked' ? event.cause : undefined
    const last = this.#story.steps.at(-1)
    const { byRead, datagrams } = this.telling
    let step = last?.do === 'receive' && !byRead && !datagrams ? last : undefined
    if (step) {
      step.bytes += bytes
      step.messages += messages
      step.seqs.push(event.seq)
    } else {
      step = { do: 'receive', bytes, messages, seqs: [event.seq], answers: [] }
      if (event.kind === 'received' && event.remote !== undefined) step.from = event.remote
      if (!this.#put(step)) return
    }
    this.#receives.set(event.seq, step)
    if (cause !== undefined && !this.#receives.has(cause)) this.#receives.set(cause, step)
  }

  /** What came of an act, or came by itself. */
  #done(cause: number | undefined, seq: number): void {
    const step = cause === undefined ? undefined : this.#byAsked.get(cause)
    if (step) step.seqs.push(seq)
    else this.#story.closed.push(seq)
  }

  #remark(remark: Extract<Step, { do: 'remark' }>['remark'], detail: string, seq: number): void {
    this.#put({ do: 'remark', remark, detail, seqs: [seq] })
  }

  #failed({ code, seq }: EventOf<'failed'>): void {
    if (code.startsWith('LAB_')) return
    const story = this.#story
    if (story.opened.length === 0 && story.steps.length === 0) story.failure = { code, seqs: [seq] }
    else this.#remark('failed', code, seq)
  }
}

function contentOf({ text, hex, base64, file }: SendCommand): Content {
  if (file !== undefined) return { bytes: new Uint8Array(0), missing: 0, file }
  const bytes =
    text !== undefined
      ? encodeUtf8(whole(text))
      : hex !== undefined
        ? parseHex(whole(hex))
        : parseBase64(whole(base64 ?? ''))
  return { bytes: bytes ?? new Uint8Array(0), missing: 0 }
}

/** In a window a long text ends like that. */
const isCut = (text: string) => text.length > PREVIEW_TEXT && text.endsWith('…')
const whole = (text: string) => (isCut(text) ? text.slice(0, PREVIEW_TEXT) : text)
