import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { PassThrough } from 'node:stream'
import { describe, expect, test } from 'vitest'
import { type ExportOptions, eventsOfPast, exportTo } from '../../src/main/journal/export/export'
import { MemoryPast } from '../../src/main/journal/memory-past'
import type { EventDraft, LabEvent } from '../../src/shared/events'
import { eventToLine } from '../../src/shared/ndjson'
import { connectedLab, event, events, openLab } from '../support/lab'
import { goldenLogs, realLog } from './logs'
import { temporaryFolder } from './support'

/** Logs as text for people, spreadsheets and scripts. */

async function text(all: readonly LabEvent[], options: ExportOptions): Promise<string> {
  const out = new PassThrough()
  const parts: Buffer[] = []
  out.on('data', (part: Buffer) => parts.push(part))
  await exportTo(() => all, options, out)
  return Buffer.concat(parts).toString()
}

/** A lab in which `alice` sends these bytes to the server, which sends them back in upper case. */
async function said(...messages: (string | Uint8Array)[]): Promise<LabEvent[]> {
  const lab = await connectedLab({ respond: { with: 'upper' } })
  let total = 0
  for (const message of messages) {
    const bytes = Buffer.from(message)
    total += bytes.length
    lab.execute({ do: 'send', from: 'alice', hex: bytes.toString('hex') })
    await event(lab, 'received', 'alice', ({ offset, bytes: came }) => offset + came === total)
  }
  return events(lab)
}

describe('NDJSON', () => {
  test('has the public form of each event, as a run tells it', async () => {
    const all = await realLog()
    expect(await text(all, { to: 'ndjson' })).toBe(all.map((one) => `${eventToLine(one)}\n`).join(''))
    expect(await text([], { to: 'ndjson' })).toBe('')
  })

  test('of one connection: what happened at both ends, and what its listener did', async () => {
    const lab = await connectedLab({ respond: { with: 'echo' } })
    await lab.execute({ do: 'connect', as: 'bob', to: 'server' }).done
    lab.execute({ do: 'rename', socket: 'bob', to: 'robert' } as never)
    lab.execute({ do: 'send', from: 'alice', text: 'not his' })
    await event(lab, 'received', 'alice')
    lab.execute({ do: 'close', socket: 'bob' })
    await event(lab, 'closed', 'bob@server')
    const all = events(lab)
    const own = (await text(all, { to: 'ndjson', socket: 'bob' }))
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(new Set(own.map(({ socket }) => socket))).toEqual(
      new Set([undefined, 'server', 'bob', 'bob@server']),
    )
    expect(own.filter(({ socket }) => socket === undefined).map(({ kind }) => kind)).toEqual(['opened'])
    const at = (name: string) => all.filter(({ socket }) => socket === name).map(({ seq }) => seq)
    expect(own.map(({ seq }) => seq)).toEqual(expect.arrayContaining([...at('bob'), ...at('bob@server')]))
    for (const socket of ['bob@server', 'robert']) {
      expect(await text(all, { to: 'ndjson', socket })).toBe(await text(all, { to: 'ndjson', socket: 'bob' }))
    }
  })

  test.each([
    ['nobody', /there is no socket nobody/],
    ['server', /server is a listener/],
  ])('of %s is refused', async (socket, message) => {
    const lab = await connectedLab()
    const file = path.join(temporaryFolder(), 'log.ndjson')
    await expect(exportTo(() => events(lab), { to: 'ndjson', socket }, file)).rejects.toThrow(message)
    expect(readdirSync(path.dirname(file))).toEqual([])
  })
})

describe('a file', () => {
  test('takes the place of the old one when it is whole, and not before', async () => {
    const folder = temporaryFolder()
    const file = path.join(folder, 'log.ndjson')
    writeFileSync(file, 'old', { mode: 0o600 })
    const all = await realLog()
    function* torn() {
      yield* all.slice(0, 5)
      throw new Error('torn')
    }
    await expect(exportTo(torn, { to: 'ndjson' }, file)).rejects.toThrow('torn')
    expect(readFileSync(file, 'utf8')).toBe('old')
    expect(readdirSync(folder)).toEqual(['log.ndjson'])
    expect(await exportTo(() => all, { to: 'ndjson' }, file)).toEqual({ file, left: [] })
    expect(readFileSync(file, 'utf8')).toBe(await text(all, { to: 'ndjson' }))
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(readdirSync(folder)).toEqual(['log.ndjson'])
  })

  test('in a folder that is not there is an error', async () => {
    const file = path.join(temporaryFolder(), 'none', 'log.csv')
    await expect(exportTo(() => [], { to: 'csv' }, file)).rejects.toMatchObject({ code: 'ENOENT' })
  })
})

test('a past gives all bytes of its events, though it hands out less of many at once', async () => {
  const lab = await connectedLab()
  lab.execute({ do: 'send', from: 'alice', text: 'x'.repeat(3000) })
  await event(lab, 'received', 'alice@server', ({ offset, bytes }) => offset + bytes === 3000)
  const past = new MemoryPast(lab.log, 'lab')
  const all: LabEvent[] = []
  for await (const one of eventsOfPast(past)()) all.push(one)
  expect(all.map(eventToLine)).toEqual(events(lab).map(eventToLine))
  await past.dispose()
})

describe('Markdown', () => {
  test('has both ends side by side: states and how they are known, calls, messages, what went wrong, notes', async () => {
    const lab = await connectedLab({ respond: { with: 'upper' } })
    lab.execute({ do: 'send', from: 'alice', text: 'hello' })
    const { seq } = await event(lab, 'received', 'alice')
    lab.execute({ do: 'note', text: 'look here', socket: 'alice', about: seq })
    lab.execute({ do: 'reset', socket: 'alice@server' })
    await event(lab, 'failed', 'alice')
    const report = await text(events(lab), { to: 'markdown', socket: 'alice' })
    const lines = report.split('\n')
    expect(lines).toContain('## Connection 1: `alice` and `alice@server`')
    expect(report).toMatch(/\| Address \| `127\.0\.0\.1:\d+` \| `127\.0\.0\.1:\d+` \|/)
    expect(report).toContain('| Sent | 1 message, 5 B | 1 message, 5 B |')
    expect(report).toMatch(/\| [\d.]+ \| `CLOSED → SYN_SENT` \| {2}\| inferred, exact; from event \d+ \|/)
    expect(report).toMatch(
      /\| [\d.]+ to [\d.]+ \| {2}\| `CLOSED → SYN_RECEIVED` \| inferred, order; from event \d+ \|/,
    )
    expect(report).toMatch(/\| \d+ \| [\d.]+ \| `sent 5 B "hello"` \| {2}\|/)
    expect(report).toMatch(/\| \d+ \| [\d.]+ \| {2}\| `sent 5 B "HELLO"` \|/)
    expect(report).toMatch(/- Event \d+, [\d.]+ ms at `alice`: `failed: [^`]*ECONNRESET/)
    expect(report).toMatch(new RegExp(`- On event ${seq}, [\\d.]+ ms at \`alice\`: \`look here\``))
    expect(report).toContain('| State at the end | `CLOSED` | `CLOSED` |')
  })

  test('shows what anybody may have written as it is: no cell, link, HTML or mark comes of it', async () => {
    const hostile = [
      'a | b || c',
      '`` ` ```',
      '<img src=x onerror=alert(1)> <!-- ',
      '[click](javascript:alert(1)) ![x](http://evil.example/x.png) http://evil.example www.evil.example',
      '\n\n# heading\r\n| a | b |\n',
      '\u202egnp.exe \u0007\u001b[31m\\| \\',
    ]
    const all = await said(...hostile)
    const note = {
      kind: 'note',
      topic: 'pinned',
      text: '`|<b>x</b>\n# no',
      socket: 'alice',
      t: 1,
    } as EventDraft
    const report = await text([...all, { ...note, seq: all.length + 1 } as LabEvent], { to: 'markdown' })
    const outside = report
      .split('\n')
      .map((line) => line.replace(/`[^`]*`/g, '\u0000'))
      .join('\n')
    expect(outside).not.toMatch(/[`<>[\]!]|http|www|javascript|evil|heading|\\/)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: none of them is to be in it.
    expect(report).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/)
    // Each row has as many cells as the head of its table.
    let cells = 0
    for (const line of report.split('\n')) {
      if (!line.startsWith('|')) cells = 0
      else if (cells === 0) cells = line.split('|').length
      else expect(line.split('|').length, line).toBe(cells)
    }
  })

  test('of a long session tells of the first connections, and of the beginning and the end of long ones', async () => {
    const lab = await connectedLab({ respond: { with: 'discard' } })
    await lab.execute({ do: 'connect', as: 'crowd', to: 'server', count: 120 }).done
    lab.execute({ do: 'send', from: 'alice', text: 'x', repeat: 700 })
    await event(lab, 'sent', 'alice', ({ index }) => index === 699)
    const file = path.join(temporaryFolder(), 'report.md')
    const { left } = await exportTo(() => events(lab), { to: 'markdown' }, file)
    const report = readFileSync(file, 'utf8')
    expect(report.match(/^## Connection /gm)).toHaveLength(100)
    expect(report).toContain('## 21 connections more')
    expect(report).toMatch(/\| … \| … \| \d+ events left out \| {2}\|/)
    expect(report.length).toBeLessThan(500_000)
    expect(left).toEqual([
      '21 connections',
      expect.stringMatching(/^\d+ events in the middle of long connections$/),
    ])
  })

  test('says which connections a proxy makes one way of', async () => {
    const lab = openLab()
    await lab.execute({ do: 'listen', as: 'server' }).done
    await lab.execute({ do: 'proxy', as: 'proxy', to: 'server' }).done
    await lab.execute({ do: 'connect', as: 'alice', to: 'proxy' }).done
    await event(lab, 'accepted', 'alice>proxy@server')
    const lines = (await text(events(lab), { to: 'markdown' })).split('\n')
    const told = lines.filter((line) => /^## Connection|proxy carries/.test(line))
    expect(told).toEqual([
      '## Connection 1: `alice` and `alice@proxy`',
      'A proxy carries it on: connection 2.',
      '## Connection 2: `alice>proxy` and `alice>proxy@server`',
      'With it a proxy carries on what comes in at `alice@proxy`, connection 1.',
    ])
    const alone = await text(events(lab), { to: 'markdown', socket: 'alice>proxy' })
    expect(alone).toContain('\nWith it a proxy carries on what comes in at `alice@proxy`.\n')
  })

  test('of a connection by itself tells what stands above its stream at its listener, too', async () => {
    const lab = openLab()
    await lab.execute({ do: 'listen', as: 'server', framing: { by: 'line' } }).done
    await lab.execute({ do: 'connect', as: 'alice', to: 'server' }).done
    await event(lab, 'accepted', 'alice@server')
    const report = await text(events(lab), { to: 'markdown', socket: 'alice' })
    expect(report).toMatch(/\| `server` \| `above its stream: lines that end in LF` \|/)
  })

  test.each(goldenLogs())('the kept log %s has a report', async (_name, all) => {
    const report = await text(all, { to: 'markdown' })
    expect(report).toMatch(/^## Connection 1: /m)
    expect(report).not.toMatch(/undefined|NaN|\[object/)
  })
})
