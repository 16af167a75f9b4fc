import { describe, expect, test } from 'vitest'
import type { EventDraft, EventOf, LabEvent, SocketFacts } from '../../../src/shared/events'
import { Inference } from '../../../src/shared/tcp/inference'
import { kindOf, SegmentTrace, type TcpSegment, type TraceEnds } from '../../../src/shared/tcp/segments'
import type { TcpState } from '../../../src/shared/tcp/states'

/** A log with what the inference concludes of it, and the segments of its one connection, of `c` and `s`. */
class Wire {
  readonly log: LabEvent[] = []
  readonly #inference = new Inference()
  readonly #trace: SegmentTrace
  readonly #all = new Map<number, TcpSegment>()

  constructor(ends: TraceEnds = { client: 'c', server: 's' }) {
    this.#trace = new SegmentTrace(ends)
  }

  add(...drafts: EventDraft[]): this {
    for (const draft of drafts) this.#append(draft)
    return this
  }

  #append(draft: EventDraft): void {
    const event = { ...draft, seq: this.log.length + 1 } as LabEvent
    this.log.push(event)
    for (const segment of this.#trace.step(event)) this.#all.set(segment.id, segment)
    for (const state of this.#inference.step(event)) this.#append(state)
  }

  get segments(): TcpSegment[] {
    return [...this.#all.values()]
      .filter((segment) => !segment.withdrawn)
      .sort((a, b) => a.t - b.t || a.id - b.id)
  }

  /** `client SYN 0`, `server data 1/6 5 B`, with a question mark where it is only possible. */
  get said(): string[] {
    return this.segments.map((segment) => {
      const { from, sequence, acknowledgement, bytes, confidence, provenance, again } = segment
      const ack = acknowledgement === undefined ? '' : `/${segment.atLeast ? '≥' : ''}${acknowledgement}`
      return [
        from,
        `${kindOf(segment)}${confidence === 'possible' ? '?' : ''}`,
        `${sequence ?? ''}${ack}`,
        ...(bytes > 0 ? [`${bytes} B`] : []),
        ...(provenance === 'captured' ? ['captured'] : []),
        ...(again ? ['again'] : []),
      ].join(' ')
    })
  }
}

const FACTS: SocketFacts = { written: 0, unsent: 0, read: 0, peer: { written: 0, unsent: 0, read: 0 } }
const C = '127.0.0.1:40000'
const S = '127.0.0.1:8080'
const connecting = (t = 1): EventDraft => ({
  kind: 'connecting',
  socket: 'c',
  t,
  attempt: 1,
  local: C,
  remote: S,
})
const accepted = (t = 2): EventDraft => ({
  kind: 'accepted',
  socket: 's',
  t,
  listener: 'l',
  peer: 'c',
  local: S,
  remote: C,
})
const connected = (t = 3, peer?: string): EventDraft => ({
  kind: 'connected',
  socket: 'c',
  t,
  local: C,
  remote: S,
  ...(peer !== undefined && { peer }),
})
const OPEN = [connecting(), accepted(), connected()]
const asked = (word: 'reset' | 'destroy', socket: string, t: number, facts = FACTS): EventDraft => ({
  kind: 'asked',
  socket,
  t,
  command: { do: word, socket },
  by: 'user',
  facts,
})
const fin = (socket: string, t: number, facts = FACTS): EventDraft => ({
  kind: 'finished',
  socket,
  t,
  phase: 'sent',
  facts,
})
const failed = (code: string, t = 5): EventDraft => ({
  kind: 'failed',
  socket: 'c',
  t,
  code,
  syscall: 'connect',
  message: code,
})
const message = (kind: 'sent' | 'received', socket: string, t: number, bytes: number, offset = 0) =>
  ({ kind, socket, t, bytes, offset, index: 0, ...(kind === 'sent' && { queued: 0 }) }) as EventDraft
const sent = (socket: string, t: number, bytes: number, offset = 0) =>
  message('sent', socket, t, bytes, offset)
const received = (socket: string, t: number, bytes: number, offset = 0) =>
  message('received', socket, t, bytes, offset)
/** Their first numbers on the wire. */
const INITIAL = { c: 500, s: 900 }
const captured = (
  socket: 'c' | 's',
  t: number,
  flags: string,
  [sequence, acknowledgement]: [number, number],
  rest: Partial<EventOf<'segment'>> = {},
): EventDraft => ({
  kind: 'segment',
  socket,
  to: socket === 'c' ? 's' : 'c',
  t,
  local: socket === 'c' ? C : S,
  remote: socket === 'c' ? S : C,
  flags,
  sequence: sequence - INITIAL[socket],
  ...(flags.includes('A') && { acknowledgement: acknowledgement - INITIAL[socket === 'c' ? 's' : 'c'] }),
  raw: { sequence, acknowledgement },
  bytes: 0,
  window: 65_483,
  ...rest,
})

const HANDSHAKE = ['client SYN 0', 'server SYN+ACK 0/1', 'client ACK 1/1']

describe('the segments behind calls and transitions', () => {
  test('the handshake, whichever end is told first', () => {
    expect(new Wire().add(...OPEN).said).toEqual(HANDSHAKE)
    expect(new Wire().add(connecting(), connected(2), accepted(3)).said).toEqual(HANDSHAKE)
  })

  test('a listener that accepts nobody has answered the SYN all the same', () => {
    expect(new Wire({ client: 'c', server: undefined }).add(connecting(), connected()).said).toEqual(
      HANDSHAKE,
    )
  })

  test('a foreign client: its SYN is concluded from what was accepted', () => {
    const foreign: EventDraft = { ...accepted(), foreign: true } as EventDraft
    const wire = new Wire({ client: 'c', server: 's', foreign: ['client'] })
    expect(wire.add(foreign, received('s', 5, 4), sent('s', 6, 2)).said).toEqual([
      ...HANDSHAKE,
      'client data 1 4 B',
      'server data 1/≥5 2 B',
    ])
  })

  test('a foreign server: what it sends is known when it is read', () => {
    const wire = new Wire({ client: 'c', server: S, foreign: ['server'] })
    wire.add(connecting(), connected(2, S), sent('c', 3, 5), received('c', 9, 7))
    expect(wire.said).toEqual([...HANDSHAKE, 'client data 1/≥1 5 B', 'server data 1 7 B'])
    expect(wire.segments.at(-1)).toMatchObject({ t: 9, sent: { max: 9 }, arrived: { max: 9 } })
  })

  test('both FINs, each acknowledged: on its own, or by what follows', () => {
    const data = [sent('c', 4, 5), received('s', 5, 5), sent('s', 6, 5), received('c', 7, 5)]
    const facts = { written: 5, unsent: 0, read: 5, peer: { written: 5, unsent: 0, read: 5 } }
    const soon = new Wire().add(...OPEN, ...data, fin('c', 8, facts), fin('s', 9, facts))
    expect(soon.said.slice(5)).toEqual(['client FIN 6/6', 'server FIN 6/7', 'client ACK 7/7'])
    const late = new Wire().add(...OPEN, ...data, fin('c', 8, facts), fin('s', 200, facts))
    expect(late.said.slice(5)).toEqual([
      'client FIN 6/6',
      'server ACK 6/7',
      'server FIN 6/7',
      'client ACK 7/7',
    ])
    // Linux has no reason to wait before the first data: either is possible.
    const silent = new Wire().add(...OPEN, fin('c', 8), fin('s', 9))
    expect(silent.said.slice(3)).toEqual([
      'client FIN 1/1',
      'server ACK? 1/2',
      'server FIN 1/2',
      'client ACK 2/2',
    ])
  })

  test('transitions are told by the segments that made them', () => {
    const facts = { written: 5, unsent: 0, read: 0, peer: { written: 0, unsent: 0, read: 5 } }
    const wire = new Wire().add(
      ...OPEN,
      sent('c', 4, 5),
      received('s', 5, 5),
      fin('c', 8, facts),
      fin('s', 9, { ...facts.peer, peer: facts }),
    )
    const states = (seqs: number[]): TcpState[] =>
      seqs.flatMap((seq) => {
        const event = wire.log[seq - 1]
        return event?.kind === 'state' ? [event.to] : []
      })
    expect(
      wire.segments.map((segment) => [kindOf(segment), states(segment.made.from), states(segment.made.to)]),
    ).toEqual([
      ['SYN', ['SYN_SENT'], ['SYN_RECEIVED']],
      ['SYN+ACK', [], ['ESTABLISHED']],
      ['ACK', [], ['ESTABLISHED']],
      ['data', [], []],
      ['FIN', ['FIN_WAIT_1'], ['CLOSE_WAIT']],
      // The ACK of the FIN has come with it.
      ['FIN', ['LAST_ACK'], ['FIN_WAIT_2', 'TIME_WAIT']],
      ['ACK', [], ['CLOSED']],
    ])
  })

  test('a write knows its reads, and a read its writes', () => {
    const wire = new Wire().add(
      ...OPEN,
      sent('c', 4, 3),
      sent('c', 4.1, 7, 3),
      received('s', 5, 4),
      received('s', 6, 6, 4),
    )
    const [first, second] = wire.segments.slice(3)
    const reads = wire.log.filter(({ kind }) => kind === 'received').map(({ seq }) => seq)
    expect(first).toMatchObject({
      sequence: 1,
      reads: [reads[0]],
      sent: { min: 4, max: 4 },
      confidence: 'exact',
    })
    // The first one is not acknowledged yet: it may have to wait.
    expect(second).toMatchObject({ sequence: 4, reads, sent: { min: 4.1, max: 5 }, confidence: 'order' })
  })

  test('a reset is drawn once, from the end that sends it', () => {
    const wire = new Wire().add(...OPEN, asked('reset', 's', 4), {
      ...failed('ECONNRESET'),
      syscall: 'read',
    } as EventDraft)
    expect(wire.said.slice(3)).toEqual(['server RST 1/1'])
  })

  test('destroy sends FIN, or RST if bytes are unread', () => {
    expect(new Wire().add(...OPEN, asked('destroy', 'c', 4)).said.slice(3)).toEqual([
      'client FIN 1/1',
      'server ACK 1/2',
    ])
    const unread = { ...FACTS, peer: { written: 200, unsent: 0, read: 0 } }
    const wire = new Wire().add(...OPEN, sent('s', 4, 200), asked('destroy', 'c', 5, unread))
    expect(wire.said.slice(3)).toEqual(['server data 1/1 200 B', 'client RST 1/201'])
  })

  test('what Node still held when the end was destroyed has never left', () => {
    const facts = { written: 900, unsent: 600, read: 0, peer: { written: 0, unsent: 0, read: 0 } }
    const wire = new Wire().add(
      ...OPEN,
      sent('c', 4, 200),
      sent('c', 5, 300, 200),
      sent('c', 6, 400, 500),
      asked('destroy', 'c', 7, facts),
    )
    expect(wire.said.slice(3, 6)).toEqual([
      'client data 1/1 200 B',
      'client data 201/1 100 B',
      'client FIN 301/1',
    ])
  })

  test('but for what was read all the same: the kernel had taken it, and the FIN comes behind', () => {
    const facts = { written: 900, unsent: 900, read: 0, peer: { written: 0, unsent: 0, read: 0 } }
    const wire = new Wire().add(
      ...OPEN,
      sent('c', 4, 200),
      { ...sent('c', 5, 700, 200), queued: 900 } as EventDraft,
      asked('destroy', 'c', 6, facts),
    )
    expect(wire.said.slice(3, 5)).toEqual(['client FIN 1/1'])
    wire.add(received('s', 7, 300))
    expect(wire.said.slice(3)).toEqual([
      'client data 1/1 200 B',
      'client data 201/1 100 B',
      'client FIN 301/1',
    ])
    wire.add(received('s', 8, 150, 300))
    expect(wire.said.slice(4, 6)).toEqual(['client data 201/1 250 B', 'client FIN 451/1'])
    expect(wire.segments.filter(({ bytes }) => bytes > 0).map(({ reads }) => reads.length)).toEqual([1, 2])
  })

  test('what Node held back when the connection was lost may have left or not', () => {
    const blocked = { ...sent('c', 5, 900, 200), queued: 600 } as EventDraft
    const lost = (...between: EventDraft[]) =>
      new Wire()
        .add(...OPEN, sent('c', 4, 200), blocked, ...between)
        .add({ kind: 'closed', socket: 'c', t: 9, hadError: true })
        .said.slice(3, 5)
    expect(lost()).toEqual(['client data 1/1 200 B', 'client data? 201/1 900 B'])
    const drained: EventDraft = { kind: 'drained', socket: 'c', t: 8 }
    expect(lost(drained)).toEqual(['client data 1/1 200 B', 'client data 201/1 900 B'])
  })

  test('what is written to a closed end comes back as RST, without ACK', () => {
    const wire = new Wire().add(...OPEN, asked('destroy', 'c', 4), sent('s', 100, 3))
    expect(wire.said.slice(-2)).toEqual(['server data 1/2 3 B', 'client RST 2'])
  })

  test('a refused call; one that nobody answers; one that could not be made', () => {
    const wire = () => new Wire({ client: 'c', server: undefined })
    expect(wire().add(connecting(), failed('ECONNREFUSED')).said).toEqual(['client SYN 0', 'server RST 0/1'])
    expect(wire().add(connecting(), failed('ETIMEDOUT')).said).toEqual(['client SYN 0'])
    const { local: _local, ...nowhere } = connecting() as EventOf<'connecting'>
    expect(wire().add(nowhere, failed('ENETUNREACH')).said).toEqual([])
  })

  test('addresses that refuse, one after another, before the one that answers', () => {
    const attempt = (number: number, t: number): EventDraft =>
      ({ ...connecting(t), attempt: number, local: `127.0.0.1:4000${number}` }) as EventDraft
    const refusedAt = (number: number, t: number, timedOut?: true): EventDraft => ({
      kind: 'attemptFailed',
      socket: 'c',
      t,
      attempt: number,
      remote: S,
      code: timedOut ? 'ETIMEDOUT' : 'ECONNREFUSED',
      message: 'no',
      ...(timedOut && { timedOut }),
    })
    const wire = new Wire().add(attempt(1, 1), refusedAt(1, 2), attempt(2, 3), refusedAt(2, 4))
    expect(wire.said).toEqual(['client SYN 0', 'server RST 0/1', 'client SYN 0', 'server RST 0/1'])
    wire.add(attempt(3, 5), accepted(6), connected(7))
    expect(wire.said.slice(4)).toEqual(['client SYN 0', 'server SYN+ACK 0/1', 'client ACK 1/1'])
    const refusals = wire.segments.filter((one) => kindOf(one) === 'RST')
    expect(refusals.map(({ t }) => t)).toEqual([2, 4])
    // Nobody says no in time: the next one is tried.
    const silent = new Wire().add(attempt(1, 1), refusedAt(1, 2, true))
    expect(silent.said).toEqual(['client SYN 0'])
  })

  test('a socket that is connected to itself', () => {
    const wire = new Wire({ client: 'c', server: undefined })
    const self = { local: C, remote: C }
    wire.add(
      { ...connecting(), ...self } as EventDraft,
      { ...connected(), ...self } as EventDraft,
      sent('c', 4, 2),
      received('c', 5, 2),
    )
    expect(wire.said).toEqual(['client SYN 0', 'client SYN+ACK 0/1', 'client data 1/1 2 B'])
  })

  test('FINs that cross: each has an ACK of its own', () => {
    const state = (socket: string, t: number, from: TcpState, to: TcpState): EventDraft => ({
      kind: 'state',
      socket,
      t,
      from,
      to,
      provenance: 'observed',
      confidence: 'order',
      because: [],
      tMin: t,
      tMax: t,
      alternatives: [],
      rule: 'observed',
    })
    const wire = new Wire({ client: 'c', server: 's', foreign: ['client', 'server'] }).add(
      state('c', 4, 'ESTABLISHED', 'FIN_WAIT_1'),
      state('s', 4, 'ESTABLISHED', 'FIN_WAIT_1'),
      state('c', 5, 'FIN_WAIT_1', 'CLOSING'),
      state('s', 5, 'FIN_WAIT_1', 'CLOSING'),
      state('c', 6, 'CLOSING', 'TIME_WAIT'),
      state('s', 6, 'CLOSING', 'TIME_WAIT'),
    )
    expect(wire.segments.map((segment) => `${segment.from} ${kindOf(segment)}`)).toEqual([
      'client FIN',
      'server FIN',
      'client ACK',
      'server ACK',
    ])
  })

  test('begins in the middle: numbers are those of the whole connection', () => {
    const wire = new Wire().add(sent('c', 4, 5, 1000), received('s', 5, 5, 1000), sent('s', 6, 2, 77))
    expect(wire.said).toEqual(['client data 1001 5 B', 'server data 78/1006 2 B'])
  })
})

describe('captured segments', () => {
  const handshake = [
    captured('c', 0.9, 'S', [500, 0]),
    captured('s', 0.91, 'AS', [900, 501]),
    captured('c', 0.92, 'A', [501, 901]),
  ]

  test('take the place of the inferred ones, and of the transitions that these made', () => {
    const wire = new Wire().add(...OPEN, ...handshake)
    expect(wire.said).toEqual(HANDSHAKE.map((one) => `${one} captured`))
    expect(wire.segments.map(({ made }) => made.from.length + made.to.length)).toEqual([2, 1, 1])
  })

  test('are taken for no others that are told of later', () => {
    expect(new Wire().add(...handshake, ...OPEN).said).toEqual(HANDSHAKE.map((one) => `${one} captured`))
  })

  test('data as it was cut on the wire, its ACKs, and what was sent again', () => {
    const wire = new Wire().add(
      ...OPEN,
      ...handshake,
      sent('c', 4, 70_000),
      captured('c', 3.9, 'A', [501, 901], { bytes: 65_000 }),
    )
    expect(wire.said.slice(3)).toEqual(['client data 1/1 65000 B captured', 'client data 1/1 70000 B'])
    wire.add(
      captured('c', 3.91, 'AP', [65_501, 901], { bytes: 5000 }),
      captured('s', 3.92, 'A', [901, 70_501]),
      captured('c', 203, 'AP', [65_501, 901], { bytes: 5000, again: true }),
    )
    expect(wire.said.slice(3)).toEqual([
      'client data 1/1 65000 B captured',
      'client data 65001/1 5000 B captured',
      'server ACK 1/70001 captured',
      'client data 65001/1 5000 B captured again',
    ])
  })

  test('from the middle on: the numbers go on from the inferred ones', () => {
    const wire = new Wire().add(...OPEN, sent('c', 4, 5), received('s', 5, 5), sent('c', 6, 3, 5))
    wire.add(
      captured('c', 5.9, 'AP', [90_001, 70_001], { bytes: 3 }),
      captured('s', 5.91, 'A', [70_001, 90_004]),
    )
    expect(wire.said.slice(3)).toEqual([
      'client data 1/1 5 B',
      'client data 6/1 3 B captured',
      'server ACK 1/9 captured',
    ])
  })

  test('from the middle on, with a clock that is a little late: the write right before is the one that was captured', () => {
    const started: EventDraft = { kind: 'source', t: 100, source: 'capture', phase: 'started' }
    const late = captured('c', 200.01, 'AP', [90_001, 70_001], { bytes: 5 })
    const write = sent('c', 200, 5, 3)
    const said = (...more: EventDraft[]) => new Wire().add(...OPEN, sent('c', 4, 3), ...more).said.slice(4)
    expect(said(started, write, late)).toEqual(['client data 4/1 5 B captured'])
    // What was written before all was captured, or long before, may have gone by.
    expect(said(write, { ...started, t: 200.005 }, late)).toEqual([
      'client data 4/1 5 B',
      'client data 9/1 5 B captured',
    ])
    expect(said(started, sent('c', 150, 5, 3), late)).toEqual([
      'client data 4/1 5 B',
      'client data 9/1 5 B captured',
    ])
  })

  test('refute what was concluded and is not among them; unless some were lost', () => {
    const lost: EventDraft = { kind: 'source', t: 3, source: 'capture', phase: 'lost', lost: 2 }
    const rest = [fin('c', 4), captured('c', 3.9, 'AF', [501, 901]), captured('s', 500, 'AF', [901, 502])]
    const later = captured('c', 500.1, 'A', [502, 902])
    const said = (...more: EventDraft[]) =>
      new Wire().add(...OPEN, ...handshake, ...more, ...rest, later).said.slice(3)
    expect(said()).toEqual(['client FIN 1/1 captured', 'server FIN 1/2 captured', 'client ACK 2/2 captured'])
    expect(said(lost)).toContain('server ACK 1/2')
  })

  test('a correction takes the place of what it corrects', () => {
    const wire = new Wire().add(...OPEN, ...handshake, asked('destroy', 'c', 4))
    const closing = wire.log.find(
      (event) => event.kind === 'state' && event.to === 'FIN_WAIT_1',
    ) as EventOf<'state'>
    wire.add({ ...closing, confidence: 'possible', supersedes: closing.seq })
    expect(wire.said.slice(3)).toEqual(['client FIN 1/1', 'server ACK 1/2'])
    const reset = captured('c', 4.01, 'AR', [501, 901])
    wire.add(reset)
    const waiting = wire.log.filter(
      (event) => event.kind === 'state' && event.because[0] === closing.because[0],
    )
    for (const one of waiting as EventOf<'state'>[]) {
      wire.add({
        ...one,
        to: 'CLOSED',
        provenance: 'captured',
        because: [wire.log.length],
        supersedes: one.seq,
      })
    }
    expect(wire.said.slice(3)).toEqual(['client RST 1/1 captured'])
  })
})
