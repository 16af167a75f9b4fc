import { readFileSync } from 'node:fs'
import path from 'node:path'
import { createInstance, type TFunction } from 'i18next'
import { beforeAll, expect, test } from 'vitest'
import { countsText, endText } from '../../src/renderer/diagram/figureText'
import { en } from '../../src/renderer/i18n/en'
import { zhCN } from '../../src/renderer/i18n/zh-CN'
import { EventStore } from '../../src/renderer/lab/events'
import { LabStore } from '../../src/renderer/lab/lab'
import { SCALES, type Scale, USUAL_SCALE } from '../../src/renderer/ladder/layout'
import { LadderModel } from '../../src/renderer/ladder/model'
import { endNames, rowText } from '../../src/renderer/ladder/words'
import { endOf } from '../../src/renderer/timeline/ends'
import { wayText } from '../../src/renderer/timeline/words'
import type { LabEvent } from '../../src/shared/events'
import { reduce } from '../../src/shared/model/reduce'
import { connectionOf } from '../../src/shared/model/selectors'

/** What is read out in the place of a picture. */

const GOLDEN = path.resolve(import.meta.dirname, '../golden/half-close.ndjson')
const words: Record<'en' | 'zh-CN', TFunction> = {} as never

beforeAll(async () => {
  for (const [lng, translation] of [
    ['en', en],
    ['zh-CN', zhCN],
  ] as const) {
    const i18n = createInstance()
    const resources = { [lng]: { translation } }
    words[lng] = await i18n.init({ lng, resources, interpolation: { escapeValue: false } })
  }
})

/** The log of a connection that its client half-closes, folded up to the event after which `until` holds, or whole. */
function folded(until?: (lab: LabStore) => boolean): { log: LabEvent[]; lab: LabStore } {
  const [, ...lines] = readFileSync(GOLDEN, 'utf8').trim().split('\n')
  const log: LabEvent[] = []
  const lab = new LabStore(new EventStore(), () => {})
  for (const line of lines) {
    const event = JSON.parse(line) as LabEvent
    log.push(event)
    lab.events.add(event)
    reduce(lab.model, event)
    if (until?.(lab)) break
  }
  return { log, lab }
}

/** Both ends of that connection. */
function halfClose(until?: (lab: LabStore) => boolean) {
  const connection = connectionOf(folded(until).lab.model, 'alice')
  if (!connection?.client || !connection.server) throw new Error('no connection of alice')
  return { client: connection.client, server: connection.server }
}

const stateOf = (lab: LabStore, name: string) => lab.model.sockets.get(name)?.state

function ladderRows(language: 'en' | 'zh-CN', until?: (lab: LabStore) => boolean): string[] {
  const { log, lab } = folded(until)
  const server = lab.model.sockets.has('alice@server') ? 'alice@server' : undefined
  const ends = { client: 'alice', server }
  const ladder = new LadderModel(ends, SCALES[USUAL_SCALE] as Scale)
  for (const event of log) ladder.take(event)
  ladder.refresh()
  const names = endNames(words[language], lab.model, { ...ends, self: false })
  return ladder.rows.map((row) => rowText(words[language], row, names))
}

test('a row of the ladder: who sends what to whom, how that is known, whether it arrives, and what it does to both ends', () => {
  const rows = ladderRows('en')
  expect(rows.slice(0, 3)).toEqual([
    'alice sends to alice@server: SYN, seq 0, Inferred, exact, arrives; alice: connect(), now in SYN_SENT; alice@server: now in SYN_RECEIVED',
    'alice@server sends to alice: SYN+ACK, seq 0 ack 1, Inferred, order known, arrives; alice: connected, now in ESTABLISHED',
    'alice sends to alice@server: ACK, seq 1 ack 1, Inferred, order known, arrives; alice@server: accept(), now in ESTABLISHED',
  ])
  expect(ladderRows('zh-CN')[0]).toBe(
    'alice 发给 alice@server：SYN, seq 0, 推断, 确切, 已到达; alice：connect(), 进入 SYN_SENT; alice@server：进入 SYN_RECEIVED',
  )
})

test('a segment of which nothing tells that it has arrived is said to be one', () => {
  const [syn] = ladderRows('en', (lab) => stateOf(lab, 'alice') === 'SYN_SENT')
  expect(syn).toContain(`SYN, seq 0, Inferred, exact, ${en.ladder.said.notSeen}; alice: connect()`)
})

test('the diagram: in which state each end is, by which way, and what may come next', () => {
  const half = halfClose(
    (lab) => stateOf(lab, 'alice') === 'FIN_WAIT_2' && stateOf(lab, 'alice@server') === 'CLOSE_WAIT',
  )
  const client = endText(words.en, { side: 'client', socket: half.client }, 'alice')
  expect(client).toContain(`alice, the client’s end, is in FIN_WAIT_2: ${en.states.FIN_WAIT_2}.`)
  expect(client).toContain('It has come by CLOSED, SYN_SENT, ESTABLISHED, FIN_WAIT_1, FIN_WAIT_2.')
  expect(client).toContain(`What may come next: TIME_WAIT: ${en.diagram.leave['receive-fin']}`)
  expect(client).toContain(en.diagram.leave.orphan)
  const server = endText(words['zh-CN'], { side: 'server', socket: half.server }, 'alice@server')
  expect(server).toContain('服务器端 alice@server 处于 CLOSE_WAIT')
  expect(server).toContain(`LAST_ACK：${zhCN.diagram.leave['send-fin']}`)

  const over = endText(words.en, { side: 'server', socket: halfClose().server }, 'alice@server')
  expect(over).toContain('LAST_ACK, CLOSED.')
  expect(over).not.toContain('What may come next')
})

test('the diagram of a server: how many are in each state, CLOSED at the end by itself', () => {
  const counts = new Map([
    ['ESTABLISHED', 1234],
    ['END', 2],
  ] as const)
  expect(countsText(words.en, counts)).toBe(
    'Of its connections: 1,234 in ESTABLISHED, 2 in CLOSED at the end.',
  )
  expect(countsText(words['zh-CN'], counts)).toBe(
    '各状态的数量：ESTABLISHED 有 1,234 个，终点的 CLOSED 有 2 个。',
  )
  expect(countsText(words.en, new Map())).toBe('')
})

test('a row of the timeline: each state with its beginning and how long it lasted; what lasts still has no end', () => {
  const way = wayText(words.en, endOf(halfClose().client)).split('; ')
  expect(way.map((part) => part.split(' ')[0])).toEqual([
    'SYN_SENT',
    'ESTABLISHED',
    'FIN_WAIT_1',
    'FIN_WAIT_2',
    'TIME_WAIT',
  ])
  expect(way[1]).toBe('ESTABLISHED from 0.001 s for 0.86 ms, Inferred · order known')
  expect(way[4]).toBe('TIME_WAIT from 0.003 s, Inferred · order known')
})
