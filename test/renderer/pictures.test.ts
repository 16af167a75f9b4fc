import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { createInstance, type TFunction } from 'i18next'
import { beforeAll, describe, expect, test } from 'vitest'
import { stepText } from '../../src/renderer/diagram/useStepText'
import { takenBy } from '../../src/renderer/diagram/ways'
import { en } from '../../src/renderer/i18n/en'
import { zhCN } from '../../src/renderer/i18n/zh-CN'
import { EventStore } from '../../src/renderer/lab/events'
import { LabStore } from '../../src/renderer/lab/lab'
import { SCALES, type Scale, USUAL_SCALE } from '../../src/renderer/ladder/layout'
import { LadderModel } from '../../src/renderer/ladder/model'
import { endNames, rowText } from '../../src/renderer/ladder/words'
import { diagramPicture } from '../../src/renderer/pictures/diagramPicture'
import { ladderPicture, MOST_ROWS } from '../../src/renderer/pictures/ladderPicture'
import { wrapped } from '../../src/renderer/pictures/parts'
import { element, text } from '../../src/renderer/pictures/svg'
import type { LabEvent } from '../../src/shared/events'
import { reduce } from '../../src/shared/model/reduce'
import { connectionOf } from '../../src/shared/model/selectors'

const USUAL = SCALES[USUAL_SCALE] as Scale
const GOLDEN = path.resolve(import.meta.dirname, '../golden')
const words: Record<'en' | 'zh-CN', TFunction> = {} as never

beforeAll(async () => {
  for (const [lng, translation] of [
    ['en', en],
    ['zh-CN', zhCN],
  ] as const) {
    const i18n = createInstance()
    words[lng] = await i18n.init({
      lng,
      resources: { [lng]: { translation } },
      interpolation: { escapeValue: false },
    })
  }
})

function logOf(name: string): LabEvent[] {
  const [, ...lines] = readFileSync(path.join(GOLDEN, name), 'utf8').trim().split('\n')
  return lines.map((line) => JSON.parse(line) as LabEvent)
}

/** The pictures of the log's first connection. */
function pictures(log: readonly LabEvent[], language: 'en' | 'zh-CN', client = 'alice') {
  const t = words[language]
  const lab = new LabStore(new EventStore(), () => {})
  for (const event of log) {
    lab.events.add(event)
    reduce(lab.model, event)
  }
  const found =
    connectionOf(lab.model, client) ??
    [...lab.model.sockets.keys()]
      .map((name) => connectionOf(lab.model, name))
      .find((one) => one !== undefined)
  if (!found) throw new Error('no connection')
  const ladder = new LadderModel({ client: found.client?.name, server: found.server?.name }, USUAL)
  for (const event of log) ladder.take(event)
  ladder.refresh()
  const ends = { client: found.client?.name, server: found.server?.name, self: ladder.trace.self }
  const names = endNames(t, lab.model, ends)
  const sides = (['client', 'server'] as const).flatMap((side) => {
    const socket = found[side]
    return socket ? [{ side, socket, name: socket.name }] : []
  })
  return {
    ladder,
    rows: ladder.rows.map((row) => rowText(t, row, names)),
    steps: sides.flatMap(({ side, socket }) => takenBy(socket, side)),
    ladderSvg: ladderPicture(t, {
      ladder,
      names: [names],
      proxies: [],
      time: (row) => `${row.t} ms`,
      states: [{ client: found.client?.state ?? 'CLOSED' }],
      language,
    }),
    diagramSvg: diagramPicture(t, { ends: sides, says: stepText(t, lab), start: 0, language }),
  }
}

const escaped = (value: string) =>
  value.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;')

/** Fails unless each element is closed where it should be, and nothing stands between that is none. */
function expectWellFormed(svg: string): void {
  const open: string[] = []
  const token = /<\?xml[^<>]*\?>|<(\/?)([a-z]+)((?:\s[\w:-]+="[^"<]*")*)(\/?)>|([^<]+)/gy
  while (token.lastIndex < svg.length) {
    const at = token.lastIndex
    const found = token.exec(svg)
    if (!found) throw new Error(`not XML from here on: ${svg.slice(at, at + 80)}`)
    const [, closing, name = '', attributes = '', empty, between = ''] = found
    expect(`${attributes}${between}`).not.toMatch(/&(?!(?:amp|lt|gt|quot);)/)
    if (name === '') continue
    if (closing) expect(open.pop()).toBe(name)
    else if (!empty) open.push(name)
  }
  expect(open).toEqual([])
}

describe.each(['en', 'zh-CN'] as const)('pictures, in %s', (language) => {
  const logs = readdirSync(GOLDEN).filter((name) => name.endsWith('.ndjson'))
  test.each(logs)('%s has every row and every step, in a file of its own', (name) => {
    const { rows, steps, ladderSvg, diagramSvg } = pictures(logOf(name), language)
    for (const svg of [ladderSvg, diagramSvg]) {
      expectWellFormed(svg)
      expect(svg).toContain(`lang="${language}"`)
      // Nothing of the program, of a network, of a script.
      expect(svg).not.toMatch(/var\(|url\(|href|<script|<style|on\w+="|NaN|undefined/)
    }
    for (const row of rows) expect(ladderSvg).toContain(escaped(row))
    for (const { step } of steps) expect(diagramSvg).toContain(`${step.from} → ${step.to}`)
  })
})

test('names and addresses from elsewhere are text', () => {
  const hostile = '"><script>alert(1)</script>&lt;\u0000\u202e]]>\ud800'
  const log = logOf('half-close.ndjson').map(
    (event) => JSON.parse(JSON.stringify(event).replaceAll('"alice"', JSON.stringify(hostile))) as LabEvent,
  )
  const { ladderSvg, diagramSvg } = pictures(log, 'en', hostile)
  for (const svg of [ladderSvg, diagramSvg]) {
    expectWellFormed(svg)
    expect(svg).not.toContain('<script>')
    expect([...svg].filter((char) => char === '\u0000' || char === '\ud800')).toEqual([])
    expect(svg).toContain('&lt;script&gt;')
  }
})

test('what XML cannot hold is replaced, and what it can is kept', () => {
  expect(element('text', { x: 1.234, id: '<&">' }, text('\u0001<a> & "b"\n\ufffe😀'))).toBe(
    '<text x="1.23" id="&lt;&amp;&quot;&gt;">\ufffd&lt;a&gt; &amp; &quot;b&quot;\n\ufffd😀</text>',
  )
})

test('segments that were captured, inferred and possible are drawn apart, not by colour alone', () => {
  const { ladderSvg } = pictures(logOf('half-close.ndjson'), 'en')
  expect(ladderSvg).toContain('stroke-dasharray="7 4"')
  // The legend has all three.
  for (const name of Object.values(en.ladder.legend).slice(1, 4)) expect(ladderSvg).toContain(`>${name}<`)
  expect(ladderSvg).toContain('stroke-dasharray="1.5 4"')
})

test('of very many rows, the first and the last are there, and how many are not', () => {
  const [opened, ...rest] = logOf('half-close.ndjson')
  const first = rest.findIndex(({ kind }) => kind === 'sent')
  const sent = rest[first] as Extract<LabEvent, { kind: 'sent' }>
  const many = Array.from({ length: 6000 }, (_, index) => ({
    ...sent,
    t: sent.t + index / 1000,
    index,
    offset: index * sent.bytes,
  }))
  const log = [opened as LabEvent, ...rest.slice(0, first), ...many, ...rest.slice(first + 1)].map(
    (event, index) => ({ ...event, seq: index + 1 }) as LabEvent,
  )
  const { ladder, rows, ladderSvg } = pictures(log, 'en')
  expect(ladder.rows.length).toBeGreaterThan(MOST_ROWS)
  expectWellFormed(ladderSvg)
  const left = (ladder.rows.length - MOST_ROWS).toLocaleString('en-US')
  expect(ladderSvg).toContain(`${left} rows in the middle are left out.`)
  expect(ladderSvg).toContain(escaped(rows[0] ?? ''))
  expect(ladderSvg).toContain(escaped(rows.at(-1) ?? ''))
  expect([...ladderSvg.matchAll(/<g><title>/g)].length).toBe(MOST_ROWS)
})

test('lines are broken between words, in Chinese anywhere', () => {
  expect(wrapped('one two three four', 10, 60)).toEqual(['one two', 'three', 'four'])
  expect(wrapped('一二三四五六七八九十', 10, 62).every((line) => line.length <= 5)).toBe(true)
  expect(wrapped('', 10, 60)).toEqual([])
})
