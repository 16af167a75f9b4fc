import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { LabEvent } from '../../src/shared/events'
import { eventToObject } from '../../src/shared/ndjson'
import { realLog } from '../journal/logs'
import { connectedLab, event, events } from '../support/lab'
import { exported } from './tshark'

/** The table, as a reader of CSV that nobody here wrote takes it. */

const READ = `
import csv, json, sys
with open(sys.argv[1], encoding='utf-8-sig', newline='') as file:
    print(json.dumps(list(csv.DictReader(file, strict=True))))
`

async function table(all: readonly LabEvent[]): Promise<Record<string, string>[]> {
  const { file, left } = await exported(all, { to: 'csv' })
  expect(left).toEqual([])
  return JSON.parse(execFileSync('python3', ['-c', READ, file], { encoding: 'utf8' }))
}

test('has a row for each event, and all that is in it', async () => {
  const all = await realLog()
  const rows = await table(all)
  expect(rows).toHaveLength(all.length)
  const start = Date.parse((all[0] as LabEvent & { wall: string }).wall)
  rows.forEach(({ seq, t, wall, details, ...cells }, index) => {
    const one = all[index] as LabEvent
    const numbers = { seq: Number(seq), t: Number(t) }
    const rest = Object.entries(cells).filter(([, value]) => value !== '')
    const read = { ...numbers, ...Object.fromEntries(rest), ...(details ? JSON.parse(details) : {}) }
    if (read.bytes !== undefined) read.bytes = Number(read.bytes)
    expect(read).toEqual(JSON.parse(JSON.stringify(eventToObject(one))))
    expect(Math.abs(Date.parse(wall ?? '') - start - one.t)).toBeLessThan(1)
  })
})

test('has what is said as it was said; what a spreadsheet would reckon with, or can’t show, is made harmless', async () => {
  const lab = await connectedLab()
  const cases: [said: string | number[], column: 'text' | 'hex', cell: string][] = [
    ['a "quoted", text; with\ttabs', 'text', 'a "quoted", text; with\ttabs'],
    ['lines\nof\r\nall\rkinds', 'text', 'lines\nof\r\nall\rkinds'],
    ['  grüße 你好 ', 'text', '  grüße 你好 '],
    ['=HYPERLINK("http://evil.example")', 'text', '\'=HYPERLINK("http://evil.example")'],
    ['+1', 'text', "'+1"],
    ['-1+cmd|calc', 'text', "'-1+cmd|calc"],
    ['@SUM(A1)', 'text', "'@SUM(A1)"],
    ['\t=1', 'text', "'\t=1"],
    ['\r=1', 'text', "'\r=1"],
    [[0xff, 0, 1], 'hex', 'ff0001'],
    ['\u0000', 'hex', '00'],
    ['\u001b[2J', 'hex', '1b5b324a'],
    ['\u202eexe', 'hex', 'e280ae657865'],
  ]
  let total = 0
  for (const [said] of cases) {
    const bytes = Buffer.from(said as string)
    total += bytes.length
    lab.execute({ do: 'send', from: 'alice', hex: bytes.toString('hex') })
    await event(lab, 'received', 'alice@server', ({ offset, bytes: came }) => offset + came === total)
  }
  const rows = (await table(events(lab))).filter(({ kind }) => kind === 'sent')
  expect(rows.map((row, index) => row[cases[index]?.[1] ?? ''])).toEqual(cases.map(([, , cell]) => cell))
  for (const { text, hex } of rows) expect([text, hex]).toContain('')
})

test('begins as Excel wants it, and ends its lines as RFC 4180 does', async () => {
  const { file } = await exported(await realLog(), { to: 'csv' })
  const text = readFileSync(file, 'utf8')
  expect(text.startsWith('\ufeffseq,t,wall,kind,socket,peer,local,remote,bytes,text,hex,details\r\n')).toBe(
    true,
  )
  expect(text.endsWith('\r\n')).toBe(true)
})
