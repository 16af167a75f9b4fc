import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { encodeUtf8 } from '../../src/shared/bytes'
import type { EventDraft, LabEvent } from '../../src/shared/events'
import { emptyModel } from '../../src/shared/model/model'
import { reduce } from '../../src/shared/model/reduce'
import { Cursor, type EventExpectation, stateHolds } from '../../src/shared/scenario'
import type { TcpState } from '../../src/shared/tcp/states'

type Expected = Omit<EventExpectation, 'at'>

/** A cursor at a socket, and the events that come there. */
function socket(...drafts: Omit<EventDraft, 't' | 'socket'>[]) {
  const cursor = new Cursor()
  let seq = 0
  let offset = 0
  let index = 0
  const happen = (draft: Omit<EventDraft, 't' | 'socket'>) => {
    seq++
    cursor.take({ t: seq, socket: 'alice', ...draft, seq } as LabEvent)
  }
  const receive = (...chunks: (string | Uint8Array)[]) => {
    for (const chunk of chunks) {
      const data = typeof chunk === 'string' ? encodeUtf8(chunk) : chunk
      happen({ kind: 'received', bytes: data.length, offset, index, data } as Omit<
        EventDraft,
        't' | 'socket'
      >)
      offset += data.length
      index++
    }
  }
  const expects = (expected: Expected, joined = true) =>
    cursor.expect({ at: 'alice', ...expected } as EventExpectation, { joined, layered: false })
  for (const draft of drafts) happen(draft)
  return { cursor, happen, receive, expects }
}

const MET = { met: true }

describe('bytes of a stream', () => {
  it('are matched whatever the chunks are', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 1, maxLength: 40 }),
        fc.array(fc.nat(39), { maxLength: 5 }),
        fc.array(fc.nat(39), { maxLength: 5 }),
        (whole, chunkCuts, expectedCuts) => {
          const alice = socket()
          const chunks = split(whole, chunkCuts)
          for (const part of split(whole, expectedCuts)) {
            const matcher = alice.expects({ expect: 'received', hex: Buffer.from(part).toString('hex') })
            let verdict = matcher.look()
            while (verdict === undefined && chunks.length > 0) {
              alice.receive(chunks.shift() as Uint8Array)
              verdict = matcher.look()
            }
            expect(verdict).toEqual(MET)
          }
          expect(alice.cursor.restBytes).toBe(0)
        },
      ),
    )
  })

  it('that are left over belong to the next expectation', () => {
    const alice = socket()
    alice.receive('HELLO WORLD')
    expect(alice.expects({ expect: 'received', text: 'HELLO' }).look()).toEqual(MET)
    expect(alice.cursor.restBytes).toBe(6)
    expect(alice.expects({ expect: 'received', bytes: 1 }).look()).toEqual(MET)
    expect(alice.expects({ expect: 'received' }).look()).toEqual(MET)
    expect(alice.expects({ expect: 'received' }).look()).toBeUndefined()
  })

  it('that differ can never become what is expected', () => {
    const alice = socket()
    alice.receive('HELP')
    expect(alice.expects({ expect: 'received', text: 'HELLO' }).look()).toEqual({
      met: false,
      why: 'it differs after 3 of 5 bytes',
    })
  })

  it('that have not all come are waited for', () => {
    const alice = socket()
    const matcher = alice.expects({ expect: 'received', bytes: 10 })
    alice.receive('1234')
    expect(matcher.look()).toBeUndefined()
    expect(matcher.progress).toEqual({ have: 4, wanted: 10 })
    alice.receive('567890')
    expect(matcher.look()).toEqual(MET)
  })

  it('that the log did not keep are said to be missing', () => {
    const alice = socket()
    alice.happen({ kind: 'received', bytes: 5, offset: 0, index: 0, data: encodeUtf8('HE') } as never)
    expect(alice.expects({ expect: 'received', text: 'HELLO' }).look()).toMatchObject({
      met: false,
      why: /kept 2 of its 5/,
    })
  })

  it('are matched chunk by chunk where another field asks for it', () => {
    const alice = socket()
    alice.receive('HEL', 'LO')
    expect(alice.expects({ expect: 'received', text: 'LO', index: 1 }).look()).toEqual(MET)
  })
})

describe('messages with boundaries', () => {
  it('are matched whole', () => {
    const alice = socket()
    alice.receive('HEL', 'LO')
    expect(alice.expects({ expect: 'received', text: 'HELLO' }, false).look()).toBeUndefined()
    expect(alice.expects({ expect: 'received', text: 'LO' }, false).look()).toEqual(MET)
  })
})

describe('an event', () => {
  const failed = { kind: 'failed', code: 'ECONNRESET', message: 'read ECONNRESET', syscall: 'read' } as never
  const closed = { kind: 'closed', hadError: true } as never

  it('matches by the fields that are named, after the one that matched before', () => {
    const alice = socket(failed, closed, failed)
    expect(alice.expects({ expect: 'closed', hadError: true }).look()).toEqual(MET)
    const again = alice.expects({ expect: 'failed', code: 'ECONNRESET' })
    expect(again.look()).toEqual(MET)
    expect(alice.expects({ expect: 'failed' }).look()).toBeUndefined()
  })

  it('does not match by another value', () => {
    const alice = socket(failed, closed)
    expect(alice.expects({ expect: 'closed', hadError: false }).look()).toBeUndefined()
  })

  it('matches by part of an object, and by the whole of a list', () => {
    const asked = { kind: 'asked', by: 'user', command: { do: 'send', from: 'alice', text: 'x' } } as never
    expect(
      socket(asked)
        .expects({ expect: 'asked', command: { do: 'send' } })
        .look(),
    ).toEqual(MET)
    expect(
      socket(asked)
        .expects({ expect: 'asked', command: { do: 'close' } })
        .look(),
    ).toBeUndefined()
  })
})

describe('a state', () => {
  function inStates(...states: TcpState[]) {
    return ending([], ...states)
  }

  /** The same, with more events behind. */
  function ending(more: unknown[], ...states: TcpState[]) {
    const model = emptyModel()
    const events: unknown[] = [
      { kind: 'connecting', attempt: 1, remote: '127.0.0.1:80' },
      ...states.map((to, i) => ({
        kind: 'state',
        from: states[i - 1] ?? 'CLOSED',
        to,
        provenance: i === 0 ? 'observed' : 'inferred',
        confidence: 'exact',
        because: [],
        tMin: 0,
        tMax: 0,
        alternatives: [],
        rule: 'test',
      })),
      ...more,
    ]
    for (const [index, event] of events.entries()) {
      reduce(model, { t: 0, seq: index + 1, socket: 'alice', ...(event as object) } as LabEvent)
    }
    return (expectation: object) =>
      stateHolds(model, 'alice', { expect: 'state', of: 'alice', ...expectation } as never)
  }

  it('is the present one with `is`, and any that was entered with `was`', () => {
    const holds = inStates('SYN_SENT', 'ESTABLISHED')
    expect(holds({ is: 'ESTABLISHED' })).toBe(true)
    expect(holds({ is: 'SYN_SENT' })).toBe(false)
    expect(holds({ was: 'SYN_SENT' })).toBe(true)
    expect(holds({ was: 'ESTABLISHED' })).toBe(true)
    expect(holds({ was: 'CLOSED' })).toBe(false)
  })

  it('can be asked for by how it is known', () => {
    const holds = inStates('SYN_SENT', 'ESTABLISHED')
    expect(holds({ is: 'ESTABLISHED', provenance: 'inferred' })).toBe(true)
    expect(holds({ is: 'ESTABLISHED', provenance: 'observed' })).toBe(false)
    expect(holds({ was: 'SYN_SENT', provenance: 'observed' })).toBe(true)
  })

  it('that was concluded is observed, too, once a row of the kernel has shown it', () => {
    const holds = ending([{ kind: 'observed', state: 'ESTABLISHED' }], 'SYN_SENT', 'ESTABLISHED')
    expect(holds({ is: 'ESTABLISHED', provenance: 'observed' })).toBe(true)
    expect(holds({ is: 'ESTABLISHED', provenance: 'inferred' })).toBe(true)
    expect(holds({ is: 'ESTABLISHED', provenance: 'captured' })).toBe(false)
  })
})

/** `whole` cut at `cuts`, without empty parts. */
function split(whole: Uint8Array, cuts: number[]): Uint8Array[] {
  const places = [...new Set([0, ...cuts.map((cut) => cut % whole.length), whole.length])].sort(
    (a, b) => a - b,
  )
  return places.slice(1).map((end, index) => whole.subarray(places[index], end))
}
