import i18next from 'i18next'
import { expect, test } from 'vitest'
import { zhCN } from '../../src/renderer/i18n/zh-CN'
import { particulars } from '../../src/renderer/ui/particulars'
import { LAB_CODES, labError } from '../../src/shared/errors'

const chinese = i18next.createInstance()
await chinese.init({
  lng: 'zh-CN',
  resources: { 'zh-CN': { translation: zhCN } },
  interpolation: { escapeValue: false },
})

test('what goes wrong by itself is told in the window’s language, with what is particular about it', () => {
  const field = 'respond.rules.1.match.regex'
  const runaway = labError(LAB_CODES.runaway, 'rule 2: /(a+)+/ had not come to an end', { field })
  expect(particulars(chinese.t, runaway)).toBe('已跳过第 2 条规则。')
  expect(particulars(chinese.t, labError(LAB_CODES.noHandshake, 'the server ended it'))).toBeUndefined()
})

test('a refusal says what was refused, a message of the system only if nothing else is known', () => {
  expect(particulars(chinese.t, labError(LAB_CODES.notPossible, 'alice has sent FIN'))).toBe(
    'alice has sent FIN',
  )
  expect(particulars(chinese.t, { code: 'ECONNREFUSED', message: 'connect ECONNREFUSED' })).toBeUndefined()
  expect(particulars(chinese.t, { code: 'EODD', message: 'odd\u001b' })).toBe('系统提示：odd\\x1b')
})
