import { describe, expect, test } from 'vitest'
import { en } from '../../../src/renderer/i18n/en'
import { zhCN } from '../../../src/renderer/i18n/zh-CN'
import { ACTIONS } from '../../../src/shared/actions'
import { commandSchema } from '../../../src/shared/commands'
import { CHAPTERS, LESSONS } from '../../../src/shared/lessons/chapters'
import type { Lesson, LessonStep, Text } from '../../../src/shared/lessons/lesson'
import { commandsOf, makersOf, roleMadeBy } from '../../../src/shared/lessons/makers'
import { type Piece, piecesOf } from '../../../src/shared/lessons/markup'

const LANDMARKS = ['composer', 'explorer', 'views', 'inspector', 'doForMe']

/** Every text of a lesson, with its place. */
function textsOf({ title, see, steps }: Lesson): [string, Text][] {
  return [
    ['title', title],
    ['see', see],
    ...steps.flatMap((step, index) =>
      stepTexts(step).map(([place, text]): [string, Text] => [`step ${index + 1}, ${place}`, text]),
    ),
  ]
}

function stepTexts({
  title,
  text,
  predict,
  acts = [],
  checks = [],
  after = [],
}: LessonStep): [string, Text][] {
  return [
    ['title', title],
    ...text.map((each): [string, Text] => ['text', each]),
    ...(predict
      ? [
          ['question', predict.question] as [string, Text],
          ...predict.choices.flatMap((choice): [string, Text][] => [
            ['choice', choice.text],
            ['feedback', choice.feedback],
          ]),
        ]
      : []),
    ...acts.map((act): [string, Text] => ['act', act.text]),
    ...checks.flatMap((check): [string, Text][] => [
      ['check', check.text],
      ['hint', check.hint],
    ]),
    ...after.map((each): [string, Text] => ['after', each]),
  ]
}

/** What must be the same in every language: names, ports, actions, sources. */
function fixed(text: string): string[] {
  const of = (piece: Piece): string[] => {
    switch (piece.kind) {
      case 'strong':
        return piece.pieces.flatMap(of)
      case 'link':
        return [`(${piece.key})`, ...piece.pieces.flatMap(of)]
      case 'socket':
        return [`{${piece.role}}`]
      case 'port':
        return [`{port ${JSON.stringify(piece.of)}}`]
      case 'action':
        return [`{action ${piece.id}}`]
      default:
        return []
    }
  }
  return piecesOf(text).flatMap(of).sort()
}

function flat(pieces: readonly Piece[]): Piece[] {
  return pieces.flatMap((piece) => ('pieces' in piece ? [piece, ...flat(piece.pieces)] : [piece]))
}

test('there are no two lessons of one id, and ids are as the command line wants them', () => {
  const ids = LESSONS.map(({ id }) => id)
  expect(new Set(ids).size).toBe(ids.length)
  for (const id of ids) expect(id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/)
  for (const { title } of CHAPTERS) expect(title.zh).toMatch(/\p{Script=Han}/u)
})

/** As Chinese textbooks say it. */
const TERMS = [
  '三次握手',
  '四次挥手',
  '半关闭',
  '主动关闭',
  '被动关闭',
  '全连接队列',
  '半连接队列',
  '套接字',
  '报文段',
  '序号',
  '确认号',
  '滑动窗口',
  '四元组',
  '粘包',
]
/** What other books, or none, call the same. */
const NOT_TERMS = ['套接口', '套接层', '三路握手', '四路挥手', '四次握手', '半关', '序列号', '包头粘连']

test('Chinese has the terms of its textbooks', () => {
  const all = LESSONS.flatMap((lesson) =>
    textsOf(lesson).map(([place, { zh }]) => ({ place: `${lesson.id}, ${place}`, zh })),
  )
  for (const term of TERMS)
    expect(
      all.some(({ zh }) => zh.includes(term)),
      term,
    ).toBe(true)
  for (const { place, zh } of all) {
    for (const term of NOT_TERMS) expect(zh.replaceAll('半关闭', ''), place).not.toContain(term)
  }
})

describe.each(LESSONS.map((lesson) => ({ id: lesson.id, lesson })))('$id', ({ lesson }) => {
  const texts = textsOf(lesson)

  test('is whole in both languages', () => {
    for (const [place, { en: english, zh }] of texts) {
      expect(english.trim(), place).toBe(english)
      expect(zh.trim(), place).toBe(zh)
      expect(english, place).not.toBe('')
      expect(english, place).not.toMatch(/\p{Script=Han}/u)
      // A choice may be nothing but names of states.
      const isWords = /[a-z]{3,}/.test(english.replace(/`[^`]*`|\{[^}]*\}|\([^)]*:[^)]*\)/g, ''))
      if (isWords) expect(zh, place).toMatch(/\p{Script=Han}/u)
    }
  })

  test('says the same names, ports, actions and sources in both', () => {
    for (const [place, { en: english, zh }] of texts) expect(fixed(zh), place).toEqual(fixed(english))
  })

  test('has no markup that is left over', () => {
    for (const [place, text] of texts) {
      for (const words of Object.values(text) as string[]) {
        for (const piece of flat(piecesOf(words))) {
          if (piece.kind === 'text') expect(piece.text, place).not.toMatch(/[`{}[\]]|\*\*/)
        }
      }
    }
  })

  test('names sockets that it has, and actions that there are', () => {
    const roles = new Set(makersOf(lesson).map(({ role }) => role))
    const words = new Set(
      lesson.steps.flatMap((step) =>
        commandsOf(step).flatMap((command) => {
          const port = 'port' in command ? command.port : undefined
          return typeof port === 'object' && 'freePort' in port ? [port.freePort] : []
        }),
      ),
    )
    for (const [place, text] of texts) {
      for (const piece of flat(piecesOf(text.en))) {
        if (piece.kind === 'action') expect(Object.keys(ACTIONS), place).toContain(piece.id)
        if (piece.kind === 'port' && 'word' in piece.of) expect([...words], place).toContain(piece.of.word)
        const reference =
          piece.kind === 'socket'
            ? piece.role
            : piece.kind === 'port' && 'role' in piece.of
              ? piece.of.role
              : undefined
        for (const name of reference?.split(/[@>]/) ?? []) {
          expect([...roles], `${place}: ${reference}`).toContain(name.replace(/\.\d+$/, ''))
        }
      }
    }
  })

  test('orders nothing that the window calls otherwise', () => {
    const words = { en: allWords(en), zh: allWords(zhCN) }
    for (const step of lesson.steps) {
      for (const act of step.acts ?? []) {
        for (const language of ['en', 'zh'] as const) {
          for (const piece of flat(piecesOf(act.text[language]))) {
            if (piece.kind !== 'strong') continue
            const label = piece.pieces.map((each) => ('text' in each ? each.text : '')).join('')
            expect(
              words[language].some((word) => word.includes(label)),
              label,
            ).toBe(true)
          }
        }
        expect([...Object.keys(ACTIONS), ...LANDMARKS]).toContain(act.point)
      }
    }
  })

  test('asks for a prediction twice at least, with something right in each, and a word on every choice', () => {
    const predictions = lesson.steps.flatMap(({ predict }) => (predict ? [predict] : []))
    expect(predictions.length).toBeGreaterThanOrEqual(2)
    for (const { choices } of predictions) {
      expect(choices.length).toBeGreaterThanOrEqual(2)
      expect(choices.length).toBeLessThanOrEqual(5)
      expect(choices.some(({ right }) => right)).toBe(true)
      expect(choices.some(({ right }) => !right)).toBe(true)
    }
  })

  test('cites a source', () => {
    const links = texts.flatMap(([, text]) => flat(piecesOf(text.en)).filter(({ kind }) => kind === 'link'))
    expect(links.length).toBeGreaterThan(0)
  })

  test('checks every step in which something is done, with commands that the lab takes', () => {
    for (const step of lesson.steps) {
      if (step.acts) expect(step.checks?.length, step.title.en).toBeGreaterThan(0)
      for (const command of commandsOf(step)) {
        const plain =
          'port' in command && typeof command.port === 'object' ? { ...command, port: 1 } : command
        expect(commandSchema.safeParse(plain).error, JSON.stringify(command)).toBeUndefined()
      }
    }
    const roles = lesson.steps.flatMap((step) =>
      commandsOf(step).flatMap((command) => roleMadeBy(command) ?? []),
    )
    expect(new Set(roles).size).toBe(roles.length)
  })
})

function allWords(words: unknown): string[] {
  if (typeof words === 'string') return [words]
  return typeof words === 'object' && words !== null ? Object.values(words).flatMap(allWords) : []
}
