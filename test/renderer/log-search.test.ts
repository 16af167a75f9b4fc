import i18next, { type TFunction } from 'i18next'
import { describe, expect, test } from 'vitest'
import { en } from '../../src/renderer/i18n/en'
import { zhCN } from '../../src/renderer/i18n/zh-CN'
import { EventStore } from '../../src/renderer/lab/events'
import { phrasesOf } from '../../src/renderer/log/phrases'
import { SearchText } from '../../src/renderer/log/searchText'
import { hasTerms } from '../../src/renderer/ui/terms'
import type { LabEvent } from '../../src/shared/events'
import { chance } from '../support/chance'
import { note } from './builders'

describe('phrases', () => {
  const i18n = i18next.createInstance()
  void i18n.init({
    lng: 'en',
    fallbackLng: 'en',
    resources: { en: { translation: en }, 'zh-CN': { translation: zhCN } },
    initAsync: false,
    interpolation: { escapeValue: false },
  })
  test.each(['en', 'zh-CN'])('say in %s what the library says', (language) => {
    const t = i18n.getFixedT(language) as TFunction
    const values = { local: '127.0.0.1:8080', backlog: 511, size: '{{peer}} $1', from: 'A', to: 'B', seq: 7 }
    const say = t as unknown as (key: string, values: object) => string
    for (const key of ['listening', 'sent', 'state', 'stateCorrected', 'ended']) {
      for (let again = 0; again < 2; again++) {
        expect(phrasesOf(t).t(`events.${key}`, values)).toBe(say(`events.${key}`, values))
      }
    }
    const counted = { count: 2, where: 'there' }
    expect(phrasesOf(t).t('events.asked.connect', counted)).toBe(say('events.asked.connect', counted))
    const queues = { state: 'ESTABLISHED', sendQueue: 12_345, receiveQueue: 0 }
    expect(phrasesOf(t).t('events.observed', queues)).toBe(say('events.observed', queues))
  })
})

describe('what a search looks into', () => {
  const says = {
    event: (event: LabEvent) => (event.kind === 'note' ? event.text : ''),
    socket: (name: string) => name,
  }
  const WORDS = ['Alpha', 'beta', 'GAMMA', 'delta', 'ÄÖ', '中文']

  test('finds what a plain look at each event finds, while events come, go and are put in', () => {
    const { below } = chance(7)
    const store = new EventStore(300)
    const texts = new SearchText(store, says)
    const word = () => WORDS[below(WORDS.length)] as string
    let seq = 0
    for (let round = 0; round < 200; round++) {
      for (let count = below(40); count > 0; count--) {
        seq++
        store.add({ ...note(seq), text: `${word()} ${word()} ${seq}`, socket: `s${below(5)}` } as LabEvent)
      }
      if (below(10) === 0) {
        store.dropAfter(seq - below(20))
        seq = store.size === 0 ? 0 : store.seqAt(store.end - 1)
      }
      if (below(3) === 0) texts.prepare(below(2))
      const terms = [word().toLowerCase(), `s${below(5)}`].slice(0, 1 + below(2))
      const has = texts.finder(terms)
      const [found, plain]: [number[], number[]] = [[], []]
      for (let ordinal = store.first; ordinal < store.end; ordinal++) {
        const event = store.at(ordinal) as LabEvent
        if (has(ordinal)) found.push(ordinal)
        if (hasTerms(`${says.event(event)} ${event.socket}`, terms)) plain.push(ordinal)
      }
      expect(found).toEqual(plain)
    }
  })

  test('is prepared a slice at a time, the newest first', () => {
    const store = new EventStore()
    for (let seq = 1; seq <= 100; seq++) store.add({ ...note(seq), text: `word ${seq}` } as LabEvent)
    let said = 0
    let clock = 0
    const counting = { ...says, event: (event: LabEvent) => `${++said} ${says.event(event)}` }
    const texts = new SearchText(store, counting, () => clock++)
    expect(texts.prepare(0)).toBe(false)
    expect(said).toBeLessThan(100)
    while (!texts.prepare(0));
    expect(said).toBe(100)
    texts.finder(['word'])(store.first)
    expect(said).toBe(100)
  })
})
