import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compile, groupsOf, patternFault } from '../../../src/shared/answers/pattern'
import { type Rule, RuleSet, type TryRegexes } from '../../../src/shared/answers/rules'
import { fill, parseTemplate, templateFault } from '../../../src/shared/answers/template'
import { decodeUtf8, encodeUtf8 } from '../../../src/shared/bytes'
import { respondSchema } from '../../../src/shared/commands'

/** In this very thread: these don't run away. */
const here: TryRegexes = async (sources, text) => {
  for (const [index, source] of sources.entries()) {
    const match = compile(source).exec(text)
    if (match) return { index, captures: [...match], ...(match.groups && { groups: { ...match.groups } }) }
  }
  return undefined
}

async function answerTo(rules: Rule[], message: string, n = 1): Promise<{ rule?: number; reply?: string }> {
  const set = new RuleSet(rules)
  const matched = await set.match(encodeUtf8(message), here)
  const reply = set.reply(matched, n, '2030-01-02T03:04:05.678Z')
  return {
    ...(matched.rule !== undefined && { rule: matched.rule }),
    ...(reply && { reply: decodeUtf8(reply) ?? '' }),
  }
}

describe('a rule matches', () => {
  test.each([
    [{ equals: 'PING' }, ['PING'], ['PING\n', 'ping', '']],
    [{ startsWith: 'GET ' }, ['GET /', 'GET '], ['get /', ' GET ', 'GET']],
    [{ contains: '你好' }, ['你好', 'x你好y'], ['你', '好你']],
    [{ contains: '' }, ['', 'x'], []],
    [{ hex: '0d 0a' }, ['\r\n', 'x\r\n'], ['\n\r', '\r']],
    [{ regex: '^add (\\d+)$' }, ['add 12'], ['add x', 'add 12\n']],
    [{ regex: '^.$' }, ['x', '\n', '😀'], ['xy']],
  ] as const)('%o', async (match, yes, no) => {
    for (const message of yes) expect(await answerTo([{ match }], message)).toEqual({ rule: 0 })
    for (const message of no) expect(await answerTo([{ match }], message)).toEqual({})
  })

  test('the first one that matches answers, whatever kind it is', async () => {
    const rules: Rule[] = [
      { match: { regex: '^b' }, reply: { text: 'regex' } },
      { match: { contains: 'a' }, reply: { text: 'contains' } },
      { match: { regex: '.' }, reply: { hex: '6f6b' } },
    ]
    expect(await answerTo(rules, 'ba')).toEqual({ rule: 0, reply: 'regex' })
    expect(await answerTo(rules, 'ab')).toEqual({ rule: 1, reply: 'contains' })
    expect(await answerTo(rules, 'c')).toEqual({ rule: 2, reply: 'ok' })
    expect(await answerTo(rules, '')).toEqual({})
  })

  test('without a promise where no regular expression comes first', () => {
    const set = new RuleSet([{ match: { contains: 'a' } }, { match: { regex: 'a' } }])
    const never: TryRegexes = () => {
      throw new Error('nobody has to be asked')
    }
    expect(set.match(encodeUtf8('a'), never)).toMatchObject({ rule: 0 })
  })

  test('one that runs away is passed over, and told of', async () => {
    const rules: Rule[] = ['(a+)+$', 'x', '.'].map((regex) => ({ match: { regex } }))
    const slow: TryRegexes = async (sources, text) =>
      sources[0] === '(a+)+$' ? { ranAway: 0 } : here(sources, text)
    expect(await new RuleSet(rules).match(encodeUtf8('aab'), slow)).toMatchObject({ rule: 2, ranAway: [0] })
    const gone: TryRegexes = async (sources) => ({ ranAway: sources.length - 1 })
    expect(await new RuleSet(rules).match(encodeUtf8('aab'), gone)).toEqual({ captures: [], ranAway: [2] })
  })

  test('the same rule as a naive search finds', async () => {
    const short = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 3 })
    const match = fc.oneof(
      fc.record({ contains: short }),
      fc.record({ startsWith: short }),
      fc.record({ equals: short }),
      fc.record({ regex: short }),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(match, { maxLength: 6 }), short, async (matches, message) => {
        const naive = matches.findIndex((one) =>
          'equals' in one
            ? message === one.equals
            : 'startsWith' in one
              ? message.startsWith(one.startsWith)
              : message.includes('contains' in one ? one.contains : one.regex),
        )
        const { rule } = await answerTo(
          matches.map((match) => ({ match })),
          message,
        )
        expect(rule ?? -1).toBe(naive)
      }),
    )
  })
})

describe('a template', () => {
  const filling = { captures: ['ab', 'a', undefined], groups: { who: 'Ann' }, n: 7, time: 'T' }

  test.each([
    ['plain', 'plain'],
    ['<$1>', '<a>'],
    ['<$2>', '<>'],
    ['$& $<who>', 'ab Ann'],
    [`$\${n} \${n} \${time}`, `\${n} 7 T`],
    ['costs 5$, or $x, or $0', 'costs 5$, or $x, or $0'],
    ['$$1', '$1'],
  ])('%s', (template, text) => expect(fill(parseTemplate(template), filling)).toBe(text))

  test('any text comes out as it is once its dollars are doubled', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const escaped = text.replaceAll('$', '$$$$')
        expect(templateFault(escaped, { count: 0, names: [] })).toBeUndefined()
        expect(fill(parseTemplate(escaped), filling)).toBe(text)
      }),
    )
  })

  test.each([
    [`ok \${m}`, 3],
    ['$3', 0],
    ['a $<whom>', 2],
  ])('%s can’t be filled', (template, at) =>
    expect(templateFault(template, { count: 2, names: ['who'] })).toMatchObject({ at }),
  )
})

describe('a regular expression', () => {
  test.each([
    ['a(b', 1, 'Unterminated group'],
    ['ab)', 2, 'Unmatched'],
    ['*a', 0, 'Nothing to repeat'],
    ['(a**)', 3, 'Nothing to repeat'],
    ['add (\\d+', 4, 'Unterminated group'],
    ['(a)(b|[c])\\d(', 12, 'Unterminated group'],
    ['a[b', 1, 'Unterminated character class'],
    ['abc\\', 3, 'end of pattern'],
  ])('%s is none, and where', (source, at, reason) =>
    expect(patternFault(source)).toEqual({ at, reason: expect.stringContaining(reason) }),
  )

  test('groups', () => {
    expect(groupsOf('(a)(?<x>b)(?:c)')).toEqual({ count: 2, names: ['x'] })
    expect(patternFault('(a)\\1')).toBeUndefined()
  })

  test('that takes for ever is not tried to tell its groups', () => {
    // On nothing at all it would be at it for a minute.
    expect(groupsOf('(?:(a?)|(b?)|(?<c>c?)){17}(?!)')).toEqual({ count: 3, names: ['c'] })
  })
})

test.each([
  [{ match: { regex: 'a(b' } }, 'rules.0.match.regex', 'Unterminated group, at character 2'],
  [
    { match: { regex: '(a)' }, reply: { text: 'x $2' } },
    'rules.0.reply.text',
    '$2, at character 3, means no group',
  ],
  [{ match: { contains: 'a' }, reply: { text: `\${name}` } }, 'rules.0.reply.text', `\${n}`],
  [{ match: { contains: 'a', equals: 'b' } }, 'rules.0.match', 'exactly one of'],
])('%o is refused where it is wrong', (rule, path, message) => {
  const [issue] = respondSchema.safeParse({ with: 'rules', rules: [rule] }).error?.issues ?? []
  expect(issue?.path.join('.').startsWith(path)).toBe(true)
  expect(issue?.message).toContain(message)
})
