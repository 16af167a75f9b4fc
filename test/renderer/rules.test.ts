import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  MATCHES,
  moved,
  newRule,
  type RuleForm,
  readRule,
  readRules,
  ruleFormsOf,
} from '../../src/renderer/rules/form'
import type { Rule } from '../../src/shared/answers/rules'

const form = (fields: Partial<RuleForm>): RuleForm => ({ ...newRule([]), reply: 'ok', ...fields })

test('rules come back from the editor as they were', () => {
  const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
  const plain = text.map((value) => value.replaceAll('$', '$$$$'))
  const rule: fc.Arbitrary<Rule> = fc
    .record({
      match: fc.oneof(
        fc.record({ contains: text }),
        fc.record({ equals: text }),
        fc.record({ startsWith: text }),
        fc.constant({ hex: '00 ff' }),
        fc.constant({ regex: '^a\\n(b)$' }),
      ),
      reply: fc.option(fc.oneof(fc.record({ text: plain }), fc.constant({ hex: '0d0a' })), {
        nil: undefined,
      }),
      delayMs: fc.option(fc.integer({ min: 1, max: 1000 }), { nil: undefined }),
      // biome-ignore lint/suspicious/noThenProperty: a rule's own word
      then: fc.option(fc.constantFrom('close', 'reset'), { nil: undefined }),
    })
    .map((one) => JSON.parse(JSON.stringify(one)) as Rule)
  fc.assert(
    fc.property(fc.array(rule, { maxLength: 5 }), (rules) => {
      expect(readRules(ruleFormsOf(rules))).toEqual(rules)
    }),
  )
})

test('a line feed within a regular expression stays what it matches', () => {
  const [shown] = ruleFormsOf([{ match: { regex: 'a\n$' }, reply: { text: 'x' } }])
  expect(shown?.value).toBe('a\\n$')
})

describe('what is wrong is told at its field', () => {
  test.each([
    [{ match: 'regex', value: 'a(' }, { value: { key: 'regex', part: 'Unterminated group', at: 2 } }],
    [{ match: 'regex', value: '('.repeat(1025) }, { value: { key: 'longRegex', max: 1024 } }],
    [{ match: 'regex', value: '(a)', reply: '$2' }, { reply: { key: 'group', part: '$2', at: 1 } }],
    [{ reply: `x \${who}` }, { reply: { key: 'place', part: `\${who}`, at: 3 } }],
    [{ match: 'regex', value: 'a', reply: '$<b>' }, { reply: { key: 'groupName', part: '$<b>', at: 1 } }],
    [{ match: 'equals', value: '' }, { value: { key: 'required' } }],
    [{ match: 'hex', value: '0' }, { value: { key: 'oddHex' } }],
    [{ match: 'hex', value: 'xy' }, { value: { key: 'hex', part: 'xy' } }],
    [{ value: '\\q' }, { value: { key: 'escape', part: '\\q' } }],
    [{ value: '\\xff' }, { value: { key: 'notText' } }],
    [{ delay: '-1' }, { delay: { key: 'integerOrNone', min: 0, max: 3_600_000 } }],
  ] as const)('%o', (fields, problems) => expect(readRule(form(fields))).toEqual({ problems }))

  test('any message is a match, too', () => {
    expect(readRule(form({ value: '' }))).toEqual({
      rule: { match: { contains: '' }, reply: { text: 'ok' } },
    })
    expect(MATCHES[0]).toBe('contains')
  })
})

test('rules are moved up and down', () => {
  const rules = [1, 2, 3].map((id) => form({ id }))
  const ids = (of: RuleForm[]) => of.map(({ id }) => id)
  expect(ids(moved(rules, 0, 2))).toEqual([2, 3, 1])
  expect(ids(moved(rules, 2, 1))).toEqual([1, 3, 2])
  expect(newRule(rules).id).toBe(4)
})
