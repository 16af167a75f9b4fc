import { expect, test } from 'vitest'
import type { Want } from '../../src/main/desktop/consent/wants'
import { consentBox } from '../../src/main/desktop/consent/words'
import { labelsFor } from '../../src/main/desktop/window/labels'
import { NEEDS } from '../../src/shared/needs'

const en = labelsFor('en')
const want = (what: Want['what'], value: string, rest: Partial<Want> = {}): Want => ({
  what,
  key: `${what} ${value}`,
  value,
  ...rest,
})

test('one thing is told with all that decides what happens', () => {
  const program = want('program', 'python3 "a b.py"', { folder: '/home/me', variables: 'A=1' })
  expect(consentBox({ wants: [program] }, en)).toEqual({
    message: en.askProgram,
    detail: [
      en.wantProgram,
      '• python3 "a b.py"\n   in the folder /home/me\n   with A=1',
      '',
      en.consentHolds,
    ].join('\n'),
    allow: 'Allow',
    cancel: 'Cancel',
  })
})

test.each([
  ['0.0.0.0', en.reachAll],
  ['::', en.reachAll],
  ['0:0::0', en.reachAll],
  ['192.0.2.7', en.reachOne],
])('who reaches %s is said', (host, said) => {
  const { detail } = consentBox({ wants: [want('listen', `${host}:80`, { host })] }, en)
  expect(detail).toContain(`• ${host}:80\n   ${said}`)
})

test('what can do most comes first, and no list or length hides it', () => {
  const wants = [
    ...Array.from({ length: 40 }, (_, index) => want('call', `far${index}:80`)),
    want('listen', '0.0.0.0:1', { host: '0.0.0.0' }),
    want('program', `sh -c "${'x'.repeat(5000)} rm"`, { folder: '/' }),
  ]
  const { message, detail } = consentBox({ wants, scenario: 'Fun' }, en)
  expect(message).toBe('Let the scenario “Fun” do all of this?')
  expect(detail.indexOf(en.wantProgram)).toBe(0)
  expect(detail.indexOf(en.wantListen)).toBeLessThan(detail.indexOf(en.wantCall))
  expect(detail).toMatch(/• sh -c "x+ … \(\d+ characters are left out here\) … x+ rm"/)
  expect(detail).toContain('• far5:80\n• and 34 more')
  expect(detail.length).toBeLessThan(2500)
})

test('nothing in it can look like the box’s own words', () => {
  const value = 'sh\n\nThis is harmless.\u202e{count}'
  const { message, detail } = consentBox(
    { wants: [want('program', value, { folder: '/' })], scenario: 'a”\nb' },
    en,
  )
  expect(message).not.toContain('\n')
  expect(detail).toContain('• sh\\n\\nThis is harmless.\\u{202e}{count}')
})

test('every kind has its words, in both languages', () => {
  for (const labels of [en, labelsFor('zh-CN')]) {
    const texts = [...NEEDS, 'capture' as const].map((what) => {
      const { message, detail } = consentBox({ wants: [want(what, 'x')] }, labels)
      return `${message} ${detail}`
    })
    expect(new Set(texts).size).toBe(texts.length)
    expect(texts.join()).not.toMatch(/\{\w+\}|undefined/)
  }
})
