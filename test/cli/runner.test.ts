import { describe, expect, it } from 'vitest'
import type { LabEvent } from '../../src/shared/events'
import { events } from './support'

const LISTEN = { do: 'listen', as: 'server' }
const ECHO = { ...LISTEN, respond: { with: 'echo' } }
const ALICE = { do: 'connect', as: 'alice', to: 'server' }
const send = (from: string, text: string) => ({ do: 'send', from, text })
const received = (at: string, text: string) => ({ expect: 'received', at, text })

function seqs(all: LabEvent[], wanted: (event: LabEvent) => boolean): number[] {
  return all.filter(wanted).map((event) => event.seq)
}

describe('steps', () => {
  it('leave a log that is whole, and nothing else on standard output', async () => {
    const {
      status,
      stderr,
      events: log,
    } = await events([ECHO, ALICE, send('alice', 'hi'), received('alice', 'hi')])
    expect(status).toBe(0)
    expect(stderr).toBe('✓ step 4: received at alice: text "hi"\n')
    expect(log[0]).toMatchObject({ seq: 1, kind: 'opened' })
    expect(log.map((event) => event.seq)).toEqual(log.map((_, index) => index + 1))
  })

  it('that are not awaited run in the same tick', async () => {
    const { events: log } = await events([
      LISTEN,
      ALICE,
      send('alice', 'one'),
      send('alice@server', 'two'),
      { do: 'shutdown', socket: 'alice' },
      { do: 'shutdown', socket: 'alice@server' },
    ])
    const asked = log.filter((event) => event.kind === 'asked' && event.by === 'user').slice(2)
    const between = log.filter(
      (event) => event.seq > (asked[0]?.seq ?? 0) && event.seq < (asked.at(-1)?.seq ?? 0),
    )
    // Nothing of the network, and nothing of a later tick, comes between them.
    expect(between.filter(({ kind }) => !['asked', 'sent', 'finished'].includes(kind))).toEqual([])
  })

  it('of listen and connect are done before the next one', async () => {
    const { events: log } = await events([LISTEN, { ...ALICE, count: 3 }, send('alice@server', 'hi')])
    const accepted = seqs(log, (event) => event.kind === 'accepted')
    expect(accepted).toHaveLength(3)
    expect(seqs(log, (event) => event.kind === 'sent')[0]).toBeGreaterThan(Math.max(...accepted))
  })

  it('with nowait have begun, but are not done, before the next one', async () => {
    const { status, events: log } = await events([
      LISTEN,
      { ...ALICE, nowait: true },
      { do: 'close', socket: 'server' },
      { expect: 'failed', at: 'alice' },
    ])
    expect(status).toBe(0)
    const [called] = seqs(log, (event) => event.kind === 'connecting')
    const [closed] = seqs(log, (event) => event.kind === 'closed' && event.socket === 'server')
    expect(called).toBeLessThan(closed ?? 0)
    expect(log.some((event) => event.kind === 'accepted')).toBe(false)
  })

  it('wait as long as they say', async () => {
    const { events: log } = await events([{ do: 'wait', ms: 60 }, LISTEN])
    const [wait, listen] = log.filter((event) => event.kind === 'asked')
    expect((listen?.t ?? 0) - (wait?.t ?? 0)).toBeGreaterThanOrEqual(59)
  })

  it('that fail are events, and the run goes on', async () => {
    const { status, events: log } = await events([
      LISTEN,
      ALICE,
      { do: 'shutdown', socket: 'alice' },
      send('alice', 'too late'),
      { expect: 'failed', at: 'alice', code: 'LAB_NOT_POSSIBLE' },
      { do: 'close', socket: 'server' },
      { expect: 'closed', at: 'server' },
    ])
    expect(status).toBe(0)
    expect(log.some((event) => event.kind === 'closed' && event.socket === 'server')).toBe(true)
  })

  it('may use any name of a socket, and expectations too', async () => {
    const { status, events: log } = await events([
      ECHO,
      { ...ALICE, as: 'crowd', count: 2 },
      { do: 'rename', socket: 'crowd.2', to: 'second' },
      { do: 'rename', socket: 'server', to: 'desk' },
      send('second', 'hi'),
      received('second', 'hi'),
      received('second@desk', 'hi'),
      { do: 'close', socket: 'second@desk' },
      { expect: 'state', of: 'second', was: 'CLOSE_WAIT' },
      { expect: 'ended', at: 'crowd.2' },
    ])
    expect(status).toBe(0)
    expect(log.some((event) => event.socket === 'second' || event.socket === 'desk')).toBe(false)
  })

  it('at the end are still seen', async () => {
    const { events: log } = await events([ECHO, ALICE, send('alice', 'hi')])
    expect(log.some((event) => event.kind === 'received' && event.socket === 'alice')).toBe(true)
  })
})

describe('an expectation', () => {
  it('is met by what has happened already', async () => {
    const { status } = await events([
      ECHO,
      ALICE,
      send('alice', 'hi'),
      { do: 'wait', ms: 50 },
      { ...received('alice', 'hi'), within: 0 },
    ])
    expect(status).toBe(0)
  })

  it('matches bytes whatever the chunks were', async () => {
    const { status } = await events([
      ECHO,
      ALICE,
      send('alice', 'HEL'),
      { do: 'wait', ms: 20 },
      send('alice', 'LO WORLD'),
      received('alice', 'HELLO'),
      { expect: 'received', at: 'alice', hex: '20' },
      { expect: 'received', at: 'alice', bytes: 5 },
    ])
    expect(status).toBe(0)
  })

  it('moves on by event at each socket, and by none for states', async () => {
    const { status } = await events([
      LISTEN,
      ALICE,
      { do: 'close', socket: 'alice' },
      { expect: 'ended', at: 'alice@server' },
      { expect: 'state', of: 'alice', is: 'TIME_WAIT' },
      { expect: 'connected', at: 'alice' },
      { expect: 'closed', at: 'alice' },
      { expect: 'state', of: 'alice', was: 'SYN_SENT', provenance: 'inferred' },
    ])
    expect(status).toBe(0)
  })

  it('is not met twice by one event', async () => {
    const once = { expect: 'connected', at: 'alice', within: 50 }
    const { status, stderr } = await events([LISTEN, ALICE, once, once])
    expect(status).toBe(1)
    expect(stderr).toContain('✗ step 4: connected at alice')
  })

  it('of a group is met when every member meets it', async () => {
    const crowd = { ...ALICE, as: 'crowd', count: 3 }
    const good = await events([
      ECHO,
      crowd,
      send('crowd', 'hi'),
      received('crowd', 'hi'),
      received('crowd@server', 'hi'),
    ])
    expect(good.status).toBe(0)
    const bad = await events([
      ECHO,
      crowd,
      send('crowd.2', 'hi'),
      { ...received('crowd', 'hi'), within: 100 },
    ])
    expect(bad.status).toBe(1)
    expect(bad.stderr).toContain('crowd.1: ')
    expect(bad.stderr).not.toContain('crowd.2: ')
    expect(bad.stderr).toContain('crowd.3: ')
  })

  it('that is not met ends the run and says what was seen instead', async () => {
    const {
      status,
      stderr,
      events: log,
    } = await events([
      ECHO,
      ALICE,
      send('alice', 'HELP'),
      received('alice', 'HELLO'),
      { do: 'close', socket: 'server' },
    ])
    expect(status).toBe(1)
    expect(stderr).toContain('it differs after 3 of 5 bytes')
    expect(stderr).toContain('received 4 B "HELP"')
    expect(log.some((event) => event.kind === 'asked' && event.command.do === 'close')).toBe(false)
  })

  it('of a state that is not met says the path', async () => {
    const { status, stderr } = await events([
      LISTEN,
      ALICE,
      { expect: 'state', of: 'alice', is: 'TIME_WAIT', within: 20 },
    ])
    expect(status).toBe(1)
    expect(stderr).toMatch(/alice: CLOSED → SYN_SENT → ESTABLISHED/)
  })

  it('waits for its own time', async () => {
    const start = performance.now()
    const { status } = await events([LISTEN, ALICE, { expect: 'ended', at: 'alice', within: 150 }])
    expect(status).toBe(1)
    expect(performance.now() - start).toBeGreaterThanOrEqual(149)
    expect(performance.now() - start).toBeLessThan(1500)
  })
})
