import { readFileSync } from 'node:fs'
import path from 'node:path'
import { createInstance, type TFunction } from 'i18next'
import { beforeAll, describe, expect, test } from 'vitest'
import { en } from '../../src/renderer/i18n/en'
import { EventStore } from '../../src/renderer/lab/events'
import { LabStore } from '../../src/renderer/lab/lab'
import { SCALES, type Scale, USUAL_SCALE } from '../../src/renderer/ladder/layout'
import { legNames, legsOf, proxiesOf } from '../../src/renderer/ladder/legs'
import { type Row, seqsOf } from '../../src/renderer/ladder/rows'
import { ladderText } from '../../src/renderer/ladder/text'
import { WholeFeed } from '../../src/renderer/ladder/useLadder'
import { ladderPicture } from '../../src/renderer/pictures/ladderPicture'
import { textWidth } from '../../src/renderer/pictures/parts'
import type { LabEvent } from '../../src/shared/events'
import { reduce } from '../../src/shared/model/reduce'

// The log of a connection through a proxy, drawn as one.

const USUAL = SCALES[USUAL_SCALE] as Scale
const [, ...lines] = readFileSync(path.resolve(import.meta.dirname, '../golden/proxy.ndjson'), 'utf8')
  .trim()
  .split('\n')
const log = lines.map((line) => JSON.parse(line) as LabEvent)

let t: TFunction
beforeAll(async () => {
  t = await createInstance().init({
    lng: 'en',
    resources: { en: { translation: en } },
    interpolation: { escapeValue: false },
  })
})

function labOf(events: readonly LabEvent[]): LabStore {
  const lab = new LabStore(new EventStore(), () => {})
  for (const event of events) put(lab, event)
  return lab
}

function put(lab: LabStore, event: LabEvent): void {
  lab.events.add(event)
  reduce(lab.model, event)
}

const shownOf = ({ key, t: at, before, leg, others, was, segment, client, server }: Row) => ({
  key,
  at,
  before,
  leg,
  others,
  was,
  flags: segment?.flags,
  calls: [client, server].map(({ calls }) => calls.map(({ name }) => name)),
  states: [client, server].map(({ states }) => states.map(({ to }) => to)),
})

describe('a connection through a proxy', () => {
  test('is found as a whole from each of its ends', () => {
    const { model } = labOf(log)
    const whole = [
      { client: 'alice', server: 'alice@proxy' },
      { client: 'alice>proxy', server: 'alice>proxy@server' },
    ]
    expect(legsOf(model, 'alice', 'alice@proxy')).toEqual(whole)
    expect(legsOf(model, 'alice>proxy', 'alice>proxy@server')).toEqual(whole)
    expect(proxiesOf(model, whole)).toEqual(['proxy'])
  })

  test('has the rows of both legs in the order of time, and in each row what the other ends are in', () => {
    const lab = labOf(log)
    const legs = legsOf(lab.model, 'alice', 'alice@proxy')
    const { ladder } = new WholeFeed(lab, legs).refresh(USUAL, true)
    const { rows } = ladder
    expect(rows.map((row) => row.t)).toEqual(rows.map((row) => row.t).toSorted((a, b) => a - b))
    expect(new Set(rows.map(({ key }) => key)).size).toBe(rows.length)
    const data = rows.filter(({ segment }) => segment && segment.bytes > 0)
    expect(data.map(({ leg, segment }) => `${leg} ${segment?.from} ${segment?.bytes}`)).toEqual([
      '0 client 7',
      '1 client 4',
      '1 server 4',
      '1 client 3',
      '0 server 4',
      '1 server 3',
      '0 server 3',
    ])
    const fin = rows.find(({ leg, segment }) => leg === 1 && segment?.flags.includes('F'))
    expect(fin?.others?.[0]).toEqual({ client: 'FIN_WAIT_2', server: 'CLOSE_WAIT' })
    // Every event of either leg leads to a row, and from there back.
    for (const [index, row] of rows.entries()) {
      expect(ladder.indexOf(row.key, row.t)).toBe(index)
      expect(ladder.find(ladder.pointOf(index))).toBe(index)
      expect(seqsOf(row).length).toBeGreaterThan(0)
    }
    expect(ladder.tops.length).toBe(rows.length)
  })

  test('is the same whether its events come one by one or all at once', () => {
    const whole = labOf(log)
    const legs = legsOf(whole.model, 'alice', 'alice@proxy')
    const atOnce = new WholeFeed(whole, legs).refresh(USUAL, true).ladder
    const lab = labOf([])
    const feed = new WholeFeed(lab, legs)
    for (const event of log) {
      put(lab, event)
      feed.refresh(USUAL, true)
    }
    const { ladder } = feed.refresh(USUAL, true)
    expect(ladder.rows.map(shownOf)).toEqual(atOnce.rows.map(shownOf))
    expect(ladder.tops.total).toBe(atOnce.tops.total)
    // Without calls, and with them again; at another scale, and back.
    expect(feed.refresh(USUAL, false).ladder.rows.length).toBeLessThan(atOnce.rows.length)
    feed.refresh(SCALES[0] as Scale, true)
    const again = feed.refresh(USUAL, true).ladder
    expect(again.rows.map(shownOf)).toEqual(atOnce.rows.map(shownOf))
    expect(again.tops.total).toBe(atOnce.tops.total)
  })

  test('has its lanes in the text and in the picture', () => {
    const lab = labOf(log)
    const legs = legsOf(lab.model, 'alice', 'alice@proxy')
    const { ladder, selves } = new WholeFeed(lab, legs).refresh(USUAL, true)
    const names = legNames(t, lab.model, legs, selves)
    const text = ladderText(
      t,
      ladder.rows,
      { client: 'alice', proxies: ['proxy'], server: 'alice>proxy@server' },
      () => '',
      200,
    )
    const [heads = '', ...rest] = text.split('\n')
    const at = (line: string) => [...line.matchAll(/\|/g)].map(({ index }) => index)
    expect(heads.indexOf('proxy')).toBeGreaterThan(heads.indexOf('alice'))
    expect(at(rest[0] ?? '')).toHaveLength(4)
    const svg = ladderPicture(t, {
      ladder,
      names,
      proxies: proxiesOf(lab.model, legs),
      time: () => '0 ms',
      states: [{ client: 'TIME_WAIT' }, { server: 'CLOSED' }],
      language: 'en',
    })
    for (const name of ['alice', 'proxy', 'alice&gt;proxy@server']) expect(svg).toContain(`>${name}</text>`)
    expect(svg.match(/data 4.B/g)?.length).toBeGreaterThan(2)
  })

  test('has room in the picture for what the ends of a proxy are in, beside each other', () => {
    const lab = labOf(log.slice(0, 14))
    const legs = legsOf(labOf(log).model, 'alice', 'alice@proxy')
    // Without calls there is little beside the lifelines.
    const { ladder, selves } = new WholeFeed(lab, legs).refresh(USUAL, false)
    const svg = ladderPicture(t, {
      ladder,
      names: legNames(t, lab.model, legs, selves),
      proxies: ['proxy'],
      time: () => '',
      states: [{ server: 'ESTABLISHED' }, { client: 'ESTABLISHED' }],
      language: 'en',
    })
    const [left = 0, right = 0] = [...svg.matchAll(/<text x="([\d.]+)"[^>]*>ESTABLISHED<\/text>/g)]
      .slice(-2)
      .map(([, x]) => Number(x))
    expect(right - left).toBeGreaterThan(2 * textWidth('ESTABLISHED', 11))
  })
})
