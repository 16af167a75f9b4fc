import i18next from 'i18next'
import { beforeAll, expect, test, vi } from 'vitest'
import { startI18n } from '../../src/renderer/i18n'

beforeAll(() => {
  // As much of a page as the languages ask for.
  vi.stubGlobal('document', { documentElement: { lang: '' } })
  vi.stubGlobal('navigator', { language: 'en-US' })
  startI18n()
  return () => vi.unstubAllGlobals()
})

test('numbers in sentences are grouped, in each language', () => {
  expect(i18next.t('time.event', { at: 1234567 })).toContain('1,234,567')
  expect(i18next.t('time.event', { at: 1234567, lng: 'zh-CN' })).toContain('1,234,567')
})

test('however many numbers there are, they share what formats them', () => {
  i18next.t('time.states', { count: 1 })
  const made = vi.spyOn(Intl, 'NumberFormat')
  for (let count = 2; count < 500; count++) {
    expect(i18next.t('time.states', { count, other: count })).toContain(String(count))
  }
  expect(made).not.toHaveBeenCalled()
  made.mockRestore()
})
