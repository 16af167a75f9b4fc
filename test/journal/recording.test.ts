import { existsSync, readdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { checksum, inlineBytes } from '../../src/main/journal/format/line'
import { isMessage, type LabEvent } from '../../src/shared/events'
import { event, events, openLab } from '../support/lab'
import { bytesOf, gaps, readJournal, record, temporaryFolder, told } from './support'

async function converse(lab: ReturnType<typeof openLab>, texts: readonly string[]): Promise<void> {
  await lab.execute({ do: 'listen', as: 'server', respond: { with: 'echo' } }).done
  await lab.execute({ do: 'connect', as: 'alice', to: 'server' }).done
  for (const text of texts) lab.execute({ do: 'send', from: 'alice', text })
  const bytes = Buffer.byteLength(texts.join(''))
  await event(lab, 'received', 'alice', (one) => one.offset + one.bytes === bytes)
  lab.execute({ do: 'close', socket: 'alice' })
  await event(lab, 'closed', 'alice@server')
}

test('every event of a lab is in its journal, from the first to the last, with its bytes', async () => {
  const lab = openLab()
  const recorder = record(lab)
  await converse(lab, ['hello', '\u0000\u2028 Grüße', 'x'.repeat(3000)])
  lab.execute({ do: 'send', from: 'nobody', hex: 'fe00ff' })
  await lab.dispose()
  await recorder.dispose()

  const journal = readJournal(recorder.folder)
  expect(journal.rest).toBe('')
  expect(gaps(journal)).toEqual([])
  expect(journal.manifest).toMatchObject({ id: 'session', title: 'server', ended: { events: lab.log.head } })
  expect(told(lab).map(({ phase, session }) => [phase, session])).toEqual([['started', 'session']])
  const logged = events(lab)
  expect(journal.lines.length).toBe(logged.length)
  for (const [i, line] of journal.lines.entries()) {
    const { data, ...rest } = logged[i] as LabEvent & { data?: Uint8Array }
    expect(line.event).toEqual(rest)
    if (!data) expect(line.place).toBeUndefined()
    else {
      expect(bytesOf(journal, line)).toEqual(Buffer.from(data))
      expect(line.place?.sum).toBe(checksum(data))
      if (data.length <= 256) expect(inlineBytes(line)).toEqual(new Uint8Array(data))
    }
  }
  expect(journal.lines.some((line) => line.event.kind === 'received' && line.place)).toBe(true)
})

test('bytes that are answered as they came are on the disk once, and are found for each message', async () => {
  const lab = openLab()
  const recorder = record(lab)
  const texts = Array.from({ length: 200 }, (_, i) => `${i}`.padStart(3000, '-'))
  await lab.execute({ do: 'listen', as: 'server', respond: { with: 'echo' } }).done
  await lab.execute({ do: 'connect', as: 'alice', to: 'server' }).done
  for (const [i, text] of texts.entries()) {
    lab.execute({ do: 'send', from: 'alice', text })
    await event(lab, 'received', 'alice', (one) => one.offset + one.bytes === (i + 1) * 3000)
  }
  await lab.dispose()
  await recorder.dispose()
  const journal = readJournal(recorder.folder)
  const messages = journal.lines.filter((line) => isMessage(line.event))
  for (const line of messages) {
    const { data } = lab.log.at(line.event.seq) as LabEvent & { data: Uint8Array }
    expect(bytesOf(journal, line)).toEqual(Buffer.from(data))
  }
  const all = messages.reduce((sum, line) => sum + (line.place?.kept ?? 0), 0)
  const size = statSync(path.join(recorder.folder, 'payloads.bin')).size
  expect(size).toBe(new Set(messages.map((line) => line.place?.at)).size * 3000)
  expect(size).toBeLessThan(0.85 * all)
})

test('what is sent in a command goes on the disk as far as its message does', async () => {
  const lab = openLab()
  const recorder = record(lab, { limits: { messageBytes: 2000, sessionBytes: 1_048_576, sessions: 50 } })
  await converse(lab, ['x'.repeat(100_000)])
  await lab.dispose()
  await recorder.dispose()
  const { lines } = readJournal(recorder.folder)
  const asked = lines.find(({ event }) => event.kind === 'asked' && event.command.do === 'send')?.event
  expect(JSON.stringify(asked)).toContain(`"${'x'.repeat(2000)}…"`)
  for (const { event, place } of lines) if (isMessage(event)) expect(place?.kept).toBeLessThanOrEqual(2000)
})

test('a lab in which nothing was done leaves nothing', async () => {
  const lab = openLab()
  const recorder = record(lab)
  await lab.dispose()
  await recorder.dispose()
  expect(existsSync(recorder.folder)).toBe(false)
})

test('a folder that is there already and has a journal is left alone', async () => {
  const lab = openLab()
  const first = record(lab)
  await converse(lab, ['one'])
  await first.dispose()
  const before = readJournal(first.folder)
  const second = record(lab, { folder: first.folder })
  await second.dispose()
  expect(told(lab).at(-1)).toMatchObject({ phase: 'failed', error: { code: 'LAB_NOT_RECORDED' } })
  expect(readJournal(first.folder)).toEqual(before)
})

test('the files are for this person alone', async () => {
  const lab = openLab()
  const recorder = record(lab, { folder: path.join(temporaryFolder(), 'sessions', 'one') })
  await converse(lab, ['secret'])
  await recorder.dispose()
  const modes = readdirSync(recorder.folder).map(
    (name) => statSync(path.join(recorder.folder, name)).mode & 0o777,
  )
  expect(modes).toEqual(process.platform === 'win32' ? expect.anything() : [0o600, 0o600, 0o600])
})

test('says what is in it as long as it is recorded, too', async () => {
  const lab = openLab()
  const recorder = record(lab, { atOnce: true })
  await lab.execute({ do: 'listen', as: 'echo' }).done
  await recorder.flush()
  const title = () => readJournal(recorder.folder).manifest?.title
  await expect.poll(title, { timeout: 5000 }).toBe('echo')
  await lab.execute({ do: 'listen', as: 'upper' }).done
  await expect.poll(title, { timeout: 5000 }).toBe('echo, upper')
})

test('a long burst in one turn of the event loop is given to the thread while it lasts', async () => {
  const lab = openLab()
  const recorder = record(lab, { atOnce: true })
  await recorder.flush()
  const file = path.join(recorder.folder, 'events.ndjson')
  const before = statSync(file).size
  const until = performance.now() + 400
  while (performance.now() < until) lab.note({ kind: 'note', text: 'busy' })
  expect(statSync(file).size).toBeGreaterThan(before)
  await recorder.flush()
  expect(readJournal(recorder.folder).lines.length).toBe(lab.log.head)
})

test('nothing is missing of sockets that do more than a disk can take', async () => {
  const lab = openLab()
  const phases: string[] = []
  lab.log.subscribe((one) => {
    if (one.kind === 'recording') phases.push(one.phase)
  })
  const recorder = record(lab, { atOnce: true })
  await lab.execute({ do: 'listen', as: 'server', respond: { with: 'echo' } }).done
  await lab.execute({ do: 'connect', as: 'client', to: 'server' }).done
  const send = () => lab.execute({ do: 'send', from: 'client', text: 'x'.repeat(64) })
  const until = performance.now() + 3000
  await new Promise<void>((resolve) => {
    lab.log.subscribe((one) => {
      if (one.kind !== 'received' || one.socket !== 'client') return
      if (performance.now() < until) send()
      else resolve()
    })
    send()
  })
  await recorder.flush()
  expect(phases).toEqual(['started'])
  const { lines } = readJournal(recorder.folder)
  expect(lines.length).toBe(lab.log.head)
})

test('events that had left the memory before they could be written are told as missing, and no damage', async () => {
  const lab = openLab({ maxEvents: 500 })
  for (let i = 0; i < 2000; i++) lab.note({ kind: 'note', text: `${i}` })
  const recorder = record(lab, { atOnce: true })
  await recorder.flush()
  await lab.dispose()
  await recorder.dispose()
  const journal = readJournal(recorder.folder)
  expect(told(lab)).toMatchObject([
    { phase: 'missing', missing: { from: 1, to: 1501 } },
    { phase: 'started' },
  ])
  expect(journal.lines[0]).toMatchObject({ event: { seq: 1502 }, skipped: 1501 })
  expect(gaps(journal)).toEqual([])
})
