import i18next from 'i18next'
import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { choicePreference, groupPreference, Preference } from '../../src/renderer/app/preferences'
import { en } from '../../src/renderer/i18n/en'
import { zhCN } from '../../src/renderer/i18n/zh-CN'
import {
  SECTIONS,
  SETTING_IDS,
  type Setting,
  settingOf,
  type Value,
} from '../../src/renderer/settings/settings'
import {
  changedSettings,
  currentValue,
  defaultOf,
  isSame,
  resetValues,
  setValue,
} from '../../src/renderer/settings/values'
import { optionText, searchSettings, valueText } from '../../src/renderer/settings/words'
import { DEFAULT_LIMITS } from '../../src/shared/session'
import type { ProgramSettings } from '../../src/shared/settings'

const defaults: ProgramSettings = {
  theme: 'system',
  zoom: 1,
  observe: true,
  recording: DEFAULT_LIMITS,
  notify: false,
  askBeforeQuit: true,
}

class Storage {
  readonly held = new Map<string, string>()
  getItem = (key: string) => this.held.get(key) ?? null
  setItem = (key: string, value: string) => void this.held.set(key, value)
  removeItem = (key: string) => void this.held.delete(key)
}
let storage: Storage

beforeAll(() =>
  i18next.init({
    lng: 'en',
    resources: { en: { translation: en }, 'zh-CN': { translation: zhCN } },
    nsSeparator: false,
    contextSeparator: '||',
  }),
)
beforeEach(async () => {
  storage = new Storage()
  vi.stubGlobal('localStorage', storage)
  resetValues(SETTING_IDS, defaults, defaults)
  await i18next.changeLanguage('en')
})

const { t } = i18next

/** A value that a setting doesn't have. */
function another(setting: Setting, value: Value): Value {
  switch (setting.kind) {
    case 'choice':
      return setting.options.find((option) => option !== value) ?? ''
    case 'switch':
      return value !== true
    case 'groups':
      return new Set(setting.options.filter((option) => !(value as ReadonlySet<string>).has(option)))
    case 'limit':
      return (value as number) + 1
  }
}

describe.each(SETTING_IDS)('the setting %s', (id) => {
  const setting = settingOf(id)
  const usual = defaultOf(setting, defaults)

  test.each(['en', 'zh-CN'])('has its words in %s', async (language) => {
    await i18next.changeLanguage(language)
    const { name, hint, also } = { en, 'zh-CN': zhCN }[language]?.settings.of[id] ?? {}
    for (const text of [name, hint, also]) expect(text).toBeTruthy()
    for (const option of 'options' in setting ? setting.options : []) {
      expect(optionText(t, id, option)).not.toMatch(/^$|settings\./)
    }
    expect(valueText(t, id, setting, usual)).not.toMatch(/^$|settings\./)
  })

  test('has a default that it can have', () => {
    expect(SECTIONS).toContain(setting.section)
    if (setting.kind === 'choice') expect(setting.options).toContain(usual)
    else if (setting.kind === 'groups') {
      for (const each of usual as ReadonlySet<string>) expect(setting.options).toContain(each)
    } else expect(typeof usual).toBe(setting.kind === 'switch' ? 'boolean' : 'number')
  })

  test('changes alone, and goes back', () => {
    const next = another(setting, usual)
    const now = { ...defaults, ...setValue(setting, next, defaults) }
    expect(isSame(currentValue(setting, now), next)).toBe(true)
    expect(changedSettings(now, defaults)).toEqual([id])
    const after = { ...now, ...resetValues([id], now, defaults) }
    expect(after).toEqual(defaults)
    expect(changedSettings(after, defaults)).toEqual([])
    expect(storage.held.size).toBe(0)
  })
})

test('all go back at once, also those that are parts of one thing; and nothing else does', () => {
  storage.setItem('socket-lab.lessons', 'what was learnt')
  let now = defaults
  for (const id of SETTING_IDS) {
    const setting = settingOf(id)
    now = { ...now, ...setValue(setting, another(setting, currentValue(setting, now)), now) }
  }
  expect(changedSettings(now, defaults)).toEqual(SETTING_IDS)
  const change = resetValues(changedSettings(now, defaults), now, defaults)
  expect({ ...now, ...change }).toEqual(defaults)
  expect(changedSettings(defaults, defaults)).toEqual([])
  expect([...storage.held.keys()]).toEqual(['socket-lab.lessons'])
})

describe('the search', () => {
  test('finds by name, by description, by other words, by an option and by a section', () => {
    expect(searchSettings(t, 'theme')).toEqual(['theme'])
    expect(searchSettings(t, 'printed escaped')).toEqual(['bytes'])
    expect(searchSettings(t, 'night')).toEqual(['theme'])
    expect(searchSettings(t, 'hexadecimal')).toEqual(['bytes'])
    expect(searchSettings(t, 'Quitting')).toEqual(['askBeforeQuit'])
    expect(searchSettings(t, 'DARK MODE')).toEqual(['theme'])
    expect(searchSettings(t, '简体')).toEqual(['language'])
  })

  test('finds all without a word, and none with a word that nothing has', () => {
    expect(searchSettings(t, '  ')).toEqual(SETTING_IDS)
    expect(searchSettings(t, 'theme zebra')).toEqual([])
  })

  test('takes words of the window’s language, and English ones as well', async () => {
    await i18next.changeLanguage('zh-CN')
    expect(searchSettings(t, '主题')).toEqual(['theme'])
    expect(searchSettings(t, '十六进制')).toEqual(['bytes'])
    expect(searchSettings(t, 'reduced motion')).toEqual(['motion'])
    expect(searchSettings(t, '内核表')).toContain('observe')
  })
})

describe('a preference', () => {
  test('holds what was kept, or else what it is initially', () => {
    storage.setItem('socket-lab.colour', 'red')
    expect(choicePreference('colour', ['red', 'blue'], 'blue').get()).toBe('red')
    storage.setItem('socket-lab.colour', 'pink')
    expect(choicePreference('colour', ['red', 'blue'], 'blue').get()).toBe('blue')
    storage.setItem('socket-lab.some', 'b c')
    expect([...groupPreference('some', ['a', 'b'], new Set(['a'])).get()]).toEqual(['b'])
    storage.setItem('socket-lab.some', '')
    expect(groupPreference('some', ['a', 'b'], new Set(['a'])).get().size).toBe(0)
  })

  test('tells whoever listens, and keeps nothing of what is as it was initially', () => {
    const told: boolean[] = []
    const calls = new Preference('calls', true, {
      read: (text) => text !== 'no',
      write: (on) => (on ? 'yes' : 'no'),
    })
    const stop = calls.subscribe(() => told.push(calls.get()))
    calls.set(false)
    expect(storage.getItem('socket-lab.calls')).toBe('no')
    calls.set(true)
    expect(storage.held.size).toBe(0)
    stop()
    calls.set(false)
    expect(told).toEqual([false, true])
  })

  test('holds for this start where nothing can be kept', () => {
    vi.stubGlobal('localStorage', undefined)
    const colour = choicePreference('colour', ['red', 'blue'], 'blue')
    colour.set('red')
    expect(colour.get()).toBe('red')
  })
})
