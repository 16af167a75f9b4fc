import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { parseSync, Visitor } from 'vite'
import { describe, expect, test } from 'vitest'
import { en } from '../../src/renderer/i18n/en'
import { zhCN } from '../../src/renderer/i18n/zh-CN'
import { EXPLAINED_CODES } from '../../src/shared/errors'
import { RULES } from '../../src/shared/tcp/rules'

const ROOT = path.resolve(import.meta.dirname, '../../src/renderer')
/** Attributes and properties of our components whose text a person reads or hears. */
const SPOKEN =
  /^(?:aria-(?:label|description|roledescription|valuetext)|alt|hint|intro|label|name|placeholder|submit|text|title)$/

type Tree = { [key: string]: string | Tree }

function flatten(tree: Tree, prefix = ''): Map<string, string> {
  const flat = new Map<string, string>()
  for (const [key, value] of Object.entries(tree)) {
    if (typeof value === 'string') flat.set(prefix + key, value)
    else for (const [inner, text] of flatten(value, `${prefix}${key}.`)) flat.set(inner, text)
  }
  return flat
}

const english = flatten(en)
const chinese = flatten(zhCN)
const withoutPlural = (key: string) => key.replace(/_(?:zero|one|other)$/, '')
const variables = (text: string) =>
  [...text.matchAll(/{{(\w+)(?:, number)?}}/g)].map((match) => match[1]).sort()

interface Source {
  file: string
  /** Texts that a person would read and that come from no translation. */
  literals: string[]
  /** Keys given to `t`; an expression inside a template is `*`. */
  keys: string[]
}

function scan(file: string): Source {
  const { program } = parseSync(file, readFileSync(path.join(ROOT, file), 'utf8'))
  const source: Source = { file, literals: [], keys: [] }
  const wordy = (text: unknown) => typeof text === 'string' && /\p{L}{2}/u.test(text)
  const note = (text: unknown) => wordy(text) && source.literals.push(String(text).trim())
  // biome-ignore lint/suspicious/noExplicitAny: nodes of a syntax tree, of which a few fields are looked at
  const noteExpression = (node: any) => {
    if (node?.type === 'Literal') note(node.value)
    if (node?.type === 'TemplateLiteral') for (const part of node.quasis) note(part.value.cooked)
    if (node?.type === 'ConditionalExpression') [node.consequent, node.alternate].forEach(noteExpression)
    if (node?.type === 'LogicalExpression') [node.left, node.right].forEach(noteExpression)
  }
  new Visitor({
    JSXElement: (node) => {
      for (const child of node.children) {
        if (child.type === 'JSXText') note(child.value)
        if (child.type === 'JSXExpressionContainer') noteExpression(child.expression)
      }
    },
    JSXAttribute: (node) => {
      if (node.name.type !== 'JSXIdentifier' || !SPOKEN.test(node.name.name)) return
      noteExpression(node.value?.type === 'JSXExpressionContainer' ? node.value.expression : node.value)
    },
    CallExpression: (node) => {
      if (calledName(node.callee) !== 't') return
      const [given] = node.arguments
      const key = given?.type === 'TSAsExpression' ? given.expression : given
      if (key?.type === 'Literal') source.keys.push(String(key.value))
      if (key?.type === 'TemplateLiteral') {
        source.keys.push(key.quasis.map((part) => part.value.cooked).join('*'))
      }
      if (key?.type === 'ConditionalExpression') {
        for (const branch of [key.consequent, key.alternate]) {
          if (branch.type === 'Literal') source.keys.push(String(branch.value))
        }
      }
    },
  }).visit(program)
  return source
}

/** `t` of `t(…)` and of `env.t(…)`. */
// biome-ignore lint/suspicious/noExplicitAny: a node of a syntax tree, of which a few fields are looked at
function calledName(callee: any): string | undefined {
  return callee.type === 'MemberExpression' ? callee.property.name : callee.name
}

const files = readdirSync(ROOT, { recursive: true, encoding: 'utf8' }).filter((file) => /\.tsx?$/.test(file))
const sources = files.filter((file) => !file.startsWith('i18n/') && !file.endsWith('.d.ts')).map(scan)

describe('the window speaks only through its translations', () => {
  test.each(sources.filter(({ file }) => file.endsWith('.tsx')))(
    '$file has no text of its own',
    ({ literals }) => {
      expect(literals).toEqual([])
    },
  )

  test('the scan finds text and keys where there are some', () => {
    const found = sources.flatMap(({ keys }) => keys)
    expect(found).toContain('empty.start')
    expect(found).toContain('acts.name.*')
  })

  test('every key that is used exists', () => {
    const known = [...english.keys()]
    const missing = sources.flatMap(({ file, keys }) =>
      keys.filter((key) => !known.some((there) => pattern(key).test(there))).map((key) => `${file}: ${key}`),
    )
    expect(missing).toEqual([])
  })

  test('every key that exists is used', () => {
    const used = sources
      .flatMap(({ keys }) => keys)
      .concat('errors.*')
      .map(pattern)
    expect([...english.keys()].filter((key) => !used.some((use) => use.test(key)))).toEqual([])
  })
})

describe('English and Chinese', () => {
  test('have the same keys, but for forms that only English needs', () => {
    const keys = (map: Map<string, string>) =>
      [...new Set([...map.keys()].filter((key) => !key.endsWith('_one')))].sort()
    expect(keys(chinese)).toEqual(keys(english))
  })

  test('put the same things into their texts', () => {
    const differing = [...chinese].filter(([key, text]) => {
      const allowed = variables(english.get(key) ?? '')
      return variables(text).some((name) => !allowed.includes(name))
    })
    expect(differing).toEqual([])
  })

  test('no Chinese text was left in English', () => {
    const kept = new Set([
      'app.name',
      'listener.backlog',
      'dialogs.server.backlog',
      'actions.name.languageEnglish',
    ])
    const english = [...chinese].filter(([key, text]) => {
      const words = text.replace(/{{[^}]+}}/g, '')
      return /[a-z]{3}/i.test(words) && !/\p{Script=Han}/u.test(words) && !kept.has(key)
    })
    expect(english.map(([key]) => key)).toEqual(['composer.endingName.crlf'])
  })

  test('Chinese has one word each for the lab, a scenario and the person', () => {
    const others = /实验(?!室)|场景|您/
    expect([...chinese].filter(([, text]) => others.test(text))).toEqual([])
  })

  test.each(EXPLAINED_CODES)('explain %s', (code) => {
    for (const language of [english, chinese]) {
      expect(language.get(`errors.${code}.cause`)).toBeTruthy()
      expect(language.get(`errors.${code}.remedy`)).toBeTruthy()
    }
  })

  test('put every rule of the inference into words', () => {
    expect(RULES.map(({ id }) => id).filter((id) => !english.has(`rules.${id}`))).toEqual([])
  })
})

function pattern(key: string): RegExp {
  const escaped = key
    .split('*')
    .map((part) => part.replace(/[.$]/g, '\\$&'))
    .join('.+')
  return new RegExp(`^${escaped}(?:_(?:zero|one|other))?$`)
}

test('a plural has a form for other numbers', () => {
  const stems = new Set([...english.keys()].filter((key) => /_(?:zero|one)$/.test(key)).map(withoutPlural))
  expect([...stems].filter((stem) => !english.has(`${stem}_other`) || !chinese.has(`${stem}_other`))).toEqual(
    [],
  )
})
