import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compile } from '../../src/shared/answers/pattern'
import { encodeUtf8, toHex } from '../../src/shared/bytes'
import {
  nodeBuffer,
  nodeString,
  pythonBytes,
  pythonString,
  shellWord,
  shellWrite,
} from '../../src/shared/code/literals'
import { LANGUAGES, textOf } from '../../src/shared/code/program'
import { programFor, subjectsOf } from '../../src/shared/code/programs'
import { pythonRegex } from '../../src/shared/code/python/regex'
import { History } from '../../src/shared/code/story/history'
import type { LabEvent } from '../../src/shared/events'
import { newFolder } from './code-programs'

// What python3, node and sh make of the literals, and whether they take the programs at all.

const HOSTILE = [
  '',
  '"',
  "'",
  '\\',
  '`',
  '$(id)',
  '$HOME',
  '%s%n',
  '-n',
  '"""',
  '\n#',
  '\u202e',
  '\ufeff',
  '\u0301x',
  '\0',
  'x'.repeat(200),
]

function contents(seed: number): Uint8Array[] {
  const any = fc.oneof(
    fc.uint8Array({ maxLength: 80 }),
    fc.string({ unit: 'binary', maxLength: 40 }).map((text) => encodeUtf8(text)),
    fc
      .string({
        unit: fc.constantFrom('"', "'", '\\', '%', '-', '$', '\n', '\r', 'n', '0', '{', '你', '\u2028'),
      })
      .map(encodeUtf8),
  )
  const alone = Array.from({ length: 256 }, (_, byte) => new Uint8Array([byte]))
  return [...HOSTILE.map(encodeUtf8), ...alone, ...fc.sample(any, { numRuns: 400, seed })]
}

function run(command: string, ending: string, text: string): string[] {
  const file = join(newFolder(), `it${ending}`)
  writeFileSync(file, text)
  return execFileSync(command, [file], { encoding: 'utf8', maxBuffer: 1e8 }).split('\n').slice(0, -1)
}

const SEED = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31))
const because = `SEED=${SEED}`
const all = contents(SEED)
const hex = all.map((bytes) => toHex(bytes))
/** Text that a file or a name can be. */
const texts = fc.sample(fc.string({ unit: 'grapheme', maxLength: 30 }), { numRuns: 200, seed: SEED })

test('Python', () => {
  const lines = all.map((bytes) => `print((${pythonBytes(bytes)}).hex())`)
  expect(run('python3', '.py', lines.join('\n')), because).toEqual(hex)
  const named = texts.map((text) => `print(${pythonString(text)}.encode().hex())`)
  expect(run('python3', '.py', named.join('\n')), because).toEqual(
    texts.map((text) => toHex(encodeUtf8(text))),
  )
})

test('Node', () => {
  const lines = all.map((bytes) => `console.log(${nodeBuffer(bytes)}.toString('hex'))`)
  expect(run(process.execPath, '.mjs', lines.join('\n')), because).toEqual(hex)
  const named = texts.map((text) => `console.log(Buffer.from(${nodeString(text)}).toString('hex'))`)
  expect(run(process.execPath, '.mjs', named.join('\n')), because).toEqual(
    texts.map((text) => toHex(encodeUtf8(text))),
  )
})

test('the shell', () => {
  const shown = (command: string) => `{ ${command}; } | od -An -v -tx1 | tr -d ' \\n'; echo`
  const lines = all.map((bytes) => shown(bytes.length === 0 ? ':' : shellWrite(bytes)))
  expect(run('sh', '.sh', lines.join('\n')), because).toEqual(hex)
  const words = texts.map((text) => shown(`printf %s ${shellWord(text)}`))
  expect(run('sh', '.sh', words.join('\n')), because).toEqual(
    texts.map((text) => toHex(encodeUtf8(text.replaceAll('\0', '')))),
  )
})

test('a regular expression finds in Python what it finds in JavaScript', () => {
  const sources = [
    '^a.c$',
    '\\bab\\b',
    '[^\\s]+\\s(.)',
    '(?<first>\\w+)-(\\d*)',
    '[]|x',
    '[^]b',
    '\\u{1f600}?é',
    '(a|ab)(c|bcd)(d*)',
    'x{2,3}?',
    '[\\w.-]+@[a-z]+',
    '\\$\\d',
    '[\\]\\\\[&&]',
  ]
  const inputs = [
    'abc',
    'a\nc',
    'abc\n',
    'ab',
    'one-12',
    'é-1',
    'x xx xxx',
    '\u00a0a',
    'a\u2003b',
    '😀é',
    'abcd',
    'me@there',
    '$5',
    ']',
    '&',
    '\nb',
    '',
  ]
  const cases = sources.flatMap((source) => inputs.map((input) => ({ source, input })))
  const wanted = cases.map(({ source, input }) => {
    const match = compile(source).exec(input)
    return match
      ? [...match].map((each) => (each === undefined ? 'none' : toHex(encodeUtf8(each)))).join(',')
      : 'no'
  })
  const lines = cases.map(({ source, input }) => {
    const regex = pythonRegex(source)
    if (regex === undefined) throw new Error(source)
    return `show(re.search(${pythonString(regex)}, ${pythonString(input)}, re.ASCII | re.DOTALL))`
  })
  const head = `import re, warnings
warnings.simplefilter("error")
def show(match):
    print(",".join("none" if one is None else one.encode().hex() for one in (match[0], *match.groups())) if match else "no")
`
  expect(run('python3', '.py', head + lines.join('\n'))).toEqual(wanted)
})

/** Its first line says what it is for. */
function logIn(file: string): LabEvent[] {
  const [, ...lines] = readFileSync(file, 'utf8').trim().split('\n')
  return lines.map((line) => JSON.parse(line) as LabEvent)
}

test('every program of every recorded log is one', () => {
  const folder = join(import.meta.dirname, '../golden')
  const written = newFolder()
  const files: Record<string, string[]> = { python: [], node: [], shell: [] }
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.ndjson'))) {
    const history = new History(logIn(join(folder, name)))
    for (const subject of subjectsOf(history)) {
      for (const language of LANGUAGES) {
        for (const locale of ['en', 'zh-CN'] as const) {
          const program = programFor(history, subject.name, language, locale)
          if (!program) throw new Error(`${name}: ${subject.name}`)
          const file = join(written, `${name}-${subject.name}-${locale}-${program.file}`)
          writeFileSync(file, textOf(program))
          files[language]?.push(file)
        }
      }
    }
  }
  expect(files.python?.length).toBeGreaterThan(40)
  execFileSync('python3', ['-W', 'error', '-m', 'py_compile', ...(files.python ?? [])])
  for (const file of files.shell ?? []) execFileSync('sh', ['-n', file])
  // One process for all: node --check takes one file.
  const check = `import { readFileSync } from 'node:fs'
import { SourceTextModule } from 'node:vm'
for (const file of process.argv.slice(2)) new SourceTextModule(readFileSync(file, 'utf8'), { identifier: file })`
  const checker = join(written, 'check.mjs')
  writeFileSync(checker, check)
  execFileSync(process.execPath, [
    '--experimental-vm-modules',
    '--no-warnings',
    checker,
    ...(files.node ?? []),
  ])
})
