import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { copyFileSync, mkdirSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { EVENTS, MANIFEST, PAYLOADS } from '../../src/main/journal/format/manifest'
import { MAX_LINE } from '../../src/main/journal/read/lines'
import { readAll } from '../../src/main/journal/read/read-all'
import { SessionReader } from '../../src/main/journal/read/session-reader'
import { LAB_CODES } from '../../src/shared/errors'
import type { LabEvent } from '../../src/shared/events'
import { eventToLine } from '../../src/shared/ndjson'
import type { Damage } from '../../src/shared/session'
import { chance } from '../support/chance'
import { folded, inventedLog, modelOf } from './logs'
import { append, fileOf, SessionWriter, sealed, writeManifest, writeSession } from './recorded'
import { temporaryFolder } from './support'

const LOG = inventedLog(chance(5), 400)
const seqOf = ({ seq }: LabEvent) => seq

interface Seen {
  damage: Damage[]
  seqs: number[]
  events: LabEvent[]
}

/** What a reader makes of the session, which it leaves as it is. Both ways to read it tell the same. */
async function read(folder: string): Promise<Seen> {
  const before = printOf(folder)
  const reader = await SessionReader.open(folder)
  const { head } = await reader.reach()
  const moment = await reader.moment(head)
  const past = await reader.read(1, 10_000)
  const whole = readAll(folder)
  const all: LabEvent[] = []
  for await (const event of whole) all.push(event)
  expect(all.map(seqOf)).toEqual(past.map(seqOf))
  expect(modelOf(moment)).toEqual(folded(all))
  expect(whole.damage).toEqual(reader.damage)
  await reader.dispose()
  expect(printOf(folder)).toBe(before)
  return { damage: reader.damage, seqs: all.map(seqOf), events: all }
}

function printOf(folder: string): string {
  const hash = createHash('sha256')
  for (const name of [MANIFEST, EVENTS, PAYLOADS]) {
    try {
      hash.update(name).update(fileOf(folder, name))
    } catch {
      // It isn't there.
    }
  }
  return hash.digest('hex')
}

/** Offsets of the lines of events.ndjson. */
function starts(folder: string): number[] {
  const bytes = fileOf(folder, EVENTS)
  const found = [0]
  for (let at = bytes.indexOf(10); at >= 0 && at + 1 < bytes.length; at = bytes.indexOf(10, at + 1)) {
    found.push(at + 1)
  }
  return found
}

function flip(folder: string, name: string, at: number, bits = 1): void {
  const bytes = fileOf(folder, name)
  bytes[at] = (bytes[at] as number) ^ bits
  writeFileSync(path.join(folder, name), bytes)
}

const codeOf = async (task: Promise<unknown>) => {
  const failure = await task.then(
    () => undefined,
    (error) => error,
  )
  return failure?.error?.code ?? failure
}

describe('what is whole is read, and what is not is told', () => {
  const session = (manifest = {}) => writeSession(path.join(temporaryFolder(), 'session'), LOG, manifest)

  test('of a session that is whole, nothing', async () => {
    expect(await read(session({ ended: { at: '', events: LOG.length, t: 100 } }))).toMatchObject({
      damage: [],
      seqs: LOG.map(seqOf),
    })
  })

  test('tornLine: the last line was cut off', async () => {
    const folder = session()
    truncateSync(path.join(folder, EVENTS), fileOf(folder, EVENTS).length - 20)
    const { damage, seqs } = await read(folder)
    expect(damage).toEqual([{ kind: 'tornLine', line: LOG.length, count: 1 }])
    expect(seqs).toEqual(LOG.slice(0, -1).map(seqOf))
  })

  test('a last line that only lacks its line feed is whole', async () => {
    const folder = session()
    truncateSync(path.join(folder, EVENTS), fileOf(folder, EVENTS).length - 1)
    expect(await read(folder)).toMatchObject({ damage: [], seqs: LOG.map(seqOf) })
  })

  test('a file that ends with zeros, as after a crash of the machine', async () => {
    const folder = session()
    append(folder, '\0'.repeat(5000))
    const { damage, seqs } = await read(folder)
    expect(damage).toEqual([{ kind: 'tornLine', line: LOG.length + 1, count: 1 }])
    expect(seqs).toEqual(LOG.map(seqOf))
  })

  test('badLine: a byte of it is another one', async () => {
    const folder = session()
    flip(folder, EVENTS, (starts(folder)[9] as number) + 30)
    const { damage, seqs } = await read(folder)
    expect(damage).toEqual([{ kind: 'badLine', line: 10, count: 1 }])
    expect(seqs).toEqual(LOG.map(seqOf).filter((seq) => seq !== 10))
  })

  test('badLine and gap: a line feed is gone, and two events with it', async () => {
    const folder = session()
    flip(folder, EVENTS, (starts(folder)[10] as number) - 1)
    const { damage, seqs } = await read(folder)
    expect(damage).toEqual([
      { kind: 'badLine', line: 10, count: 1 },
      { kind: 'gap', seq: 10, count: 2 },
    ])
    expect(seqs).toEqual(LOG.map(seqOf).filter((seq) => seq !== 10 && seq !== 11))
  })

  test('gap: lines are gone, in the middle or at the end', async () => {
    const folder = session({ ended: { at: '', events: LOG.length, t: 100 } })
    const at = starts(folder)
    const bytes = fileOf(folder, EVENTS)
    const left = [bytes.subarray(0, at[20]), bytes.subarray(at[23], at[at.length - 2])]
    writeFileSync(path.join(folder, EVENTS), Buffer.concat(left))
    const { damage } = await read(folder)
    expect(damage).toEqual([
      { kind: 'gap', seq: 21, count: 3 },
      { kind: 'gap', seq: LOG.length - 1, count: 2 },
    ])
  })

  test('no gap where events were left out on purpose', async () => {
    const writer = new SessionWriter(path.join(temporaryFolder(), 'session'))
    const kept = LOG.filter(({ seq }) => seq < 30 || seq > 40)
    for (const event of kept) writer.put(event, event.seq === 41 ? 11 : 0)
    writer.end()
    expect(await read(writer.folder)).toMatchObject({ damage: [], seqs: kept.map(seqOf) })
  })

  test('badLine: a line that comes twice, or from before', async () => {
    const folder = session()
    const at = starts(folder)
    const bytes = fileOf(folder, EVENTS)
    append(folder, bytes.subarray(at[4], at[6]).toString())
    const { damage, seqs } = await read(folder)
    expect(damage).toEqual([{ kind: 'badLine', line: LOG.length + 1, count: 2 }])
    expect(seqs).toEqual(LOG.map(seqOf))
  })

  test('badLine: one that is longer than any that is written', async () => {
    const folder = session()
    append(folder, `${'x'.repeat(MAX_LINE + 1_000_000)}\n`)
    append(folder, `${sealed({ seq: LOG.length + 1, t: 1, kind: 'note', text: 'on' })}\n`)
    const { damage, events } = await read(folder)
    expect(damage).toEqual([{ kind: 'badLine', line: LOG.length + 1, count: 1 }])
    expect(events.at(-1)).toMatchObject({ kind: 'note', text: 'on' })
  })

  test('payload: a byte of a message is another one; the short ones are in their lines, too', async () => {
    const folder = session()
    flip(folder, PAYLOADS, 3)
    const { damage, events } = await read(folder)
    const first = LOG.find((event) => 'data' in event) as LabEvent
    expect(damage).toEqual([{ kind: 'payload', seq: first.seq, count: 1 }])
    expect(events[first.seq - 1]).toEqual(first)
  })

  test('payload: bytes of a long message are not what was written, so it has none', async () => {
    const long = { ...(LOG.find(({ kind }) => kind === 'received') as LabEvent), seq: 1, bytes: 3000 }
    const event = { ...long, data: new Uint8Array(3000).fill(0x61) } as LabEvent
    const folder = writeSession(path.join(temporaryFolder(), 'session'), [event])
    flip(folder, PAYLOADS, 2000)
    const { damage, events } = await read(folder)
    expect(damage).toEqual([{ kind: 'payload', seq: 1, count: 1 }])
    expect(events[0]).not.toHaveProperty('data')
    expect(events[0]).toMatchObject({ bytes: 3000 })
  })

  test('payload: the file of them is cut off', async () => {
    const folder = session()
    truncateSync(path.join(folder, PAYLOADS), 100)
    const { damage } = await read(folder)
    expect(damage.every(({ kind }) => kind === 'payload')).toBe(true)
    expect(damage.length).toBeLessThanOrEqual(100)
    const messages = LOG.filter((event) => 'data' in event && (event.data?.length ?? 0) > 0).length
    const within = messages - damage.reduce((sum, { count }) => sum + count, 0)
    expect(within).toBeGreaterThan(0)
    expect(within).toBeLessThan(messages / 2)
  })

  test.each(['missing', 'a link', 'a folder', 'a pipe'])(
    'noPayloads: the file of them is %s',
    async (what) => {
      const folder = session()
      const file = path.join(folder, PAYLOADS)
      const elsewhere = path.join(folder, '../elsewhere')
      copyFileSync(file, elsewhere)
      rmSync(file)
      if (what === 'a link') symlinkSync(elsewhere, file)
      if (what === 'a folder') mkdirSync(file)
      if (what === 'a pipe') execFileSync('mkfifo', [file])
      const reader = await SessionReader.open(folder)
      const messages = LOG.filter((event) => 'data' in event && (event.data?.length ?? 0) > 0).length
      expect(reader.damage).toEqual([{ kind: 'noPayloads', count: messages }])
      const short = LOG.find((event) => 'data' in event) as LabEvent
      expect(await reader.event(short.seq)).toEqual(short)
      await reader.dispose()
    },
  )

  test.each([
    ['missing', undefined],
    ['empty', ''],
    ['cut off', '{"format":"socket-lab-session","ver'],
    ['of another form', '[1,2,3]'],
    ['huge', ' '.repeat(2_000_000)],
  ])('manifest: session.json is %s', async (_what, text) => {
    const folder = session()
    if (text === undefined) rmSync(path.join(folder, MANIFEST))
    else writeFileSync(path.join(folder, MANIFEST), text)
    const { damage, seqs } = await read(folder)
    expect(damage).toEqual([{ kind: 'manifest', count: 1 }])
    expect(seqs).toEqual(LOG.map(seqOf))
  })

  test('without session.json, the log itself says when it began and which it is', async () => {
    const opened = {
      kind: 'opened',
      seq: 1,
      t: 0,
      wall: '2026-11-21T10:00:00.000Z',
      origin: '1',
      versions: {},
    }
    const started = { kind: 'recording', seq: 2, t: 1, phase: 'started', session: 'the-session' }
    const folder = writeSession(path.join(temporaryFolder(), 'session'), [opened, started] as LabEvent[])
    rmSync(path.join(folder, MANIFEST))
    const reader = await SessionReader.open(folder)
    expect([reader.id, reader.startedAt]).toEqual(['the-session', '2026-11-21T10:00:00.000Z'])
    await reader.dispose()
  })

  test('newer: lines of kinds that came later, and what this version knows around them', async () => {
    const folder = session()
    const { length } = LOG
    append(folder, `${sealed({ seq: length + 1, t: 1, kind: 'teleported', socket: 'alice' })}\n`)
    append(folder, `${sealed({ seq: length + 2, t: 1, kind: 'note', text: 'on' })}\n`)
    const { damage, seqs } = await read(folder)
    expect(damage).toEqual([{ kind: 'newer', line: length + 1, count: 1 }])
    expect(seqs.at(-1)).toBe(length + 2)
  })

  test('newer: by session.json, though all can be read', async () => {
    expect((await read(session({ version: 2 }))).damage).toEqual([{ kind: 'newer', count: 0 }])
  })

  test('a session that ended before it had an event is an empty one', async () => {
    expect(await read(writeSession(path.join(temporaryFolder(), 'session'), []))).toEqual({
      damage: [],
      seqs: [],
      events: [],
    })
  })
})

describe('refused with its code', () => {
  const nothing = () => writeSession(path.join(temporaryFolder(), 'session'), [])

  test('what only a newer version can read', async () => {
    const folder = nothing()
    writeManifest(folder, { version: 9 })
    append(folder, `${sealed({ seq: 1, t: 1, kind: 'teleported' })}\n{"another":"form"}\n`)
    expect(await codeOf(SessionReader.open(folder))).toBe(LAB_CODES.newer)
  })

  test.each(['lines', 'noise'])('%s that are none of a session', async (what) => {
    const folder = nothing()
    append(folder, what === 'lines' ? '{"a":1}\n'.repeat(50) : '\0\u{1f600}'.repeat(100_000))
    expect(await codeOf(SessionReader.open(folder))).toBe(LAB_CODES.noSession)
  })

  test('a folder without events, a file, and nothing at all', async () => {
    const folder = temporaryFolder()
    writeFileSync(path.join(folder, 'file'), '')
    for (const place of ['.', 'file', 'nothing']) {
      expect(await codeOf(SessionReader.open(path.join(folder, place)))).toBe(LAB_CODES.noSession)
    }
  })

  test('an empty file of events without session.json', async () => {
    const folder = nothing()
    rmSync(path.join(folder, MANIFEST))
    expect(await codeOf(SessionReader.open(folder))).toBe(LAB_CODES.noSession)
  })

  test.each(['link', 'folder', 'pipe'])('a %s in place of the events', async (what) => {
    const folder = nothing()
    const file = path.join(folder, EVENTS)
    rmSync(file)
    if (what === 'link') symlinkSync('/etc/passwd', file)
    if (what === 'folder') mkdirSync(file)
    if (what === 'pipe') execFileSync('mkfifo', [file])
    expect(await codeOf(SessionReader.open(folder))).toBe(LAB_CODES.noSession)
  })

  test('by who gives up', async () => {
    const stop = new AbortController()
    const opening = SessionReader.open(writeSession(temporaryFolder(), inventedLog(chance(9), 20_000)), {
      signal: stop.signal,
    })
    stop.abort(new Error('enough'))
    await expect(opening).rejects.toThrow('enough')
  })
})

describe('a line with a right checksum can be anybody’s', () => {
  const good = { seq: 1, t: 0, kind: 'connecting', socket: 'alice', attempt: 1, remote: '127.0.0.1:80' }
  const hostile: [string, Record<string, unknown>][] = [
    ['no seq', { seq: undefined }],
    ['a seq of 0', { seq: 0 }],
    ['a seq that is no number', { seq: '2' }],
    ['a broken seq', { seq: 1.5 }],
    ['no time', { t: null }],
    ['a socket that is none', { socket: {} }],
    ['no socket', { socket: undefined }],
    ['an escape sequence in a name', { socket: 'a\u001b[2Jb' }],
    ['an escape sequence in an address', { remote: '\u001b]0;x\u0007' }],
    ['a name of megabytes', { socket: 'x'.repeat(2_000_000) }],
    ['fields of other types', { attempt: 'first', remote: 80 }],
    ['bytes among the fields', { kind: 'sent', bytes: 1, offset: 0, index: 0, queued: 0, data: { 0: 1 } }],
    ['a negative count', { kind: 'sent', bytes: -1, offset: 0, index: 0, queued: 0 }],
    ['an unknown state', { kind: 'state', from: 'CLOSED', to: 'OPEN' }],
    ['a state without its reasons', { kind: 'state', from: 'CLOSED', to: 'SYN_SENT', because: null }],
    ['a command that is none', { kind: 'asked', by: 'user', command: null }],
    ['a command of other types', { kind: 'asked', by: 'user', command: { do: 'send', text: 7 } }],
    ['facts that are none', { kind: 'finished', phase: 'sent', facts: 'none' }],
    ['a source that is none', { kind: 'source', source: '__proto__', phase: 'started' }],
    ['a problem without words', { kind: 'failed', code: 5 }],
    ['a segment without numbers', { kind: 'segment', to: 'b', local: 'l', remote: 'r', flags: '<b>' }],
    ['missing events that are none', { kind: 'recording', phase: 'missing', missing: [1, 2] }],
  ]

  test.each(hostile)('with %s', async (_what, fields) => {
    const folder = writeSession(path.join(temporaryFolder(), 'session'), [])
    append(
      folder,
      `${sealed(good)}\n${sealed({ ...good, seq: 2, ...fields })}\n${sealed({ ...good, seq: 3 })}\n`,
    )
    const { damage, seqs } = await read(folder)
    expect(seqs).toEqual([1, 3])
    expect(damage).toEqual([{ kind: 'badLine', line: 2, count: 1 }])
  })

  test('with a time beyond all times', async () => {
    const folder = writeSession(path.join(temporaryFolder(), 'session'), [])
    append(folder, `${sealed(good)}\n${sealed({ ...good, seq: 2, t: 1 }).replace('"t":1', '"t":1e999')}\n`)
    expect((await read(folder)).damage).toEqual([{ kind: 'badLine', line: 2, count: 1 }])
  })

  test('with a seq far away: what follows is read, and the overview stays small', async () => {
    const folder = writeSession(path.join(temporaryFolder(), 'session'), [])
    const far = Number.MAX_SAFE_INTEGER - 1
    append(
      folder,
      [good, { ...good, seq: far }, { ...good, seq: far + 1 }].map((e) => `${sealed(e)}\n`).join(''),
    )
    const reader = await SessionReader.open(folder)
    expect(reader.damage).toEqual([{ kind: 'gap', seq: 2, count: far - 2 }])
    expect((await reader.overview(1_000_000)).t.length).toBeLessThanOrEqual(8192)
    expect((await reader.moment(far + 1)).events).toHaveLength(3)
    expect(await reader.seqAt(1)).toBe(far + 1)
    await reader.dispose()
  })

  test('with bytes that are said to be anywhere', async () => {
    const message = { ...good, kind: 'received', bytes: 5, offset: 0, index: 0, sum: '00000000' }
    const folder = writeSession(path.join(temporaryFolder(), 'session'), [])
    const places = [
      { at: Number.MAX_SAFE_INTEGER, kept: 5 },
      { at: 0, kept: Number.MAX_SAFE_INTEGER },
      { at: -1, kept: 5 },
    ]
    append(folder, places.map((place, i) => `${sealed({ ...message, ...place, seq: i + 1 })}\n`).join(''))
    const { damage, seqs } = await read(folder)
    expect(seqs).toEqual([1, 2, 3])
    expect(damage).toEqual([{ kind: 'payload', seq: 1, count: 2 }])
  })
})

test('flipped and torn bytes at 1,000 places: no crash, a report each time, and what is whole stays right', async () => {
  const seed = Number(process.env.SEED ?? Date.now() % 1_000_000)
  console.info(`seed ${seed}`)
  const { below, one, happens } = chance(seed)
  const log = inventedLog(chance(seed + 1), 120)
  const whole = new Map(log.map((event) => [event.seq, event]))
  const source = writeSession(path.join(temporaryFolder(), 'source'), log, {
    ended: { at: '', events: log.length, t: 1000 },
  })
  const original = new Map([EVENTS, PAYLOADS, MANIFEST].map((name) => [name, fileOf(source, name)]))
  const folder = path.join(temporaryFolder(), 'session')
  mkdirSync(folder)
  const seen: Record<string, number> = {}
  for (let round = 0; round < 1000; round++) {
    for (const [name, bytes] of original) writeFileSync(path.join(folder, name), bytes)
    const name = one([EVENTS, EVENTS, EVENTS, PAYLOADS, MANIFEST])
    const bytes = Buffer.from(original.get(name) as Buffer)
    const at = below(bytes.length)
    const isTorn = happens(0.3)
    if (isTorn) truncateSync(path.join(folder, name), at)
    else {
      bytes[at] = (bytes[at] as number) ^ (1 << below(8))
      writeFileSync(path.join(folder, name), bytes)
    }
    const what = `seed ${seed}, round ${round}: ${name} ${isTorn ? 'cut at' : 'flipped at'} ${at}`
    const before = printOf(folder)
    const reading = await SessionReader.open(folder).catch((error) => error.error.code as string)
    expect(printOf(folder), what).toBe(before)
    if (typeof reading === 'string') {
      // Nothing of it is left.
      expect([isTorn, name, reading], what).toEqual([true, EVENTS, LAB_CODES.noSession])
      continue
    }
    const { head } = await reading.reach()
    const moment = await reading.moment(head)
    const { events } = moment
    for (const event of events) {
      const { data: _, ...written } = whole.get(event.seq) as LabEvent & { data?: unknown }
      const { data: __, ...found } = event as LabEvent & { data?: unknown }
      expect(eventToLine(found as LabEvent), what).toBe(eventToLine(written as LabEvent))
    }
    expect(modelOf(moment).seq, what).toBe(head)
    const { damage } = reading
    const lost = log.length - events.length
    // A flip in session.json can make another valid one, and a cut take nothing but the last line feed.
    if (name === PAYLOADS || lost > 0) expect(damage.length, what).toBeGreaterThan(0)
    if (name === PAYLOADS) expect(lost, what).toBe(0)
    else if (name === EVENTS && !isTorn) expect([1, 2], what).toContain(lost)
    for (const { kind } of damage) seen[kind] = (seen[kind] ?? 0) + 1
    await reading.dispose()
  }
  console.info(JSON.stringify(seen))
  for (const kind of ['tornLine', 'badLine', 'gap', 'payload', 'manifest'])
    expect(seen[kind]).toBeGreaterThan(0)
}, 120_000)
