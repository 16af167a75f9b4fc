import type { LabEvent } from '../../events'

/** Calls and failures are few; of writes and captured segments only what was just told matters. */
const CALLS = 256
const TRAFFIC = 64

/** What transitions are concluded from: kept until they come, and for a while longer, since they can be corrected. */
export class Evidence {
  readonly #calls = new Map<number, LabEvent>()
  readonly #traffic = new Map<number, LabEvent>()

  get(seq: number | undefined): LabEvent | undefined {
    return seq === undefined ? undefined : (this.#calls.get(seq) ?? this.#traffic.get(seq))
  }

  remember(event: LabEvent): void {
    switch (event.kind) {
      case 'asked':
        if (event.command.do !== 'send') keep(this.#calls, event, CALLS)
        return
      case 'connecting':
      case 'finished':
      case 'attemptFailed':
      case 'failed':
        keep(this.#calls, event, CALLS)
        return
      case 'sent':
      case 'segment':
        keep(this.#traffic, event, TRAFFIC)
    }
  }
}

function keep(events: Map<number, LabEvent>, event: LabEvent, most: number): void {
  events.set(event.seq, event)
  const [oldest] = events.keys()
  if (events.size > most && oldest !== undefined) events.delete(oldest)
}
