import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'

const RENDERER = path.resolve(import.meta.dirname, '../../src/renderer')
const files = readdirSync(RENDERER, { recursive: true, encoding: 'utf8' })
const read = (file: string) => readFileSync(path.join(RENDERER, file), 'utf8')

interface Rule {
  selectors: string[]
  declarations: string
}

/** What `startMotion` puts on the page for who wants less motion. */
const STILL = ':root[data-still]'

/** The rules of a sheet: those that always hold, and those for who wants less motion, without saying so. Keyframes are none. */
function rulesOf(css: string): { always: Rule[]; still: Rule[] } {
  const plain = css
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/@keyframes[^{]*\{(?:[^{}]*\{[^{}]*\})*\s*\}/g, '')
  const rules = flat(plain)
  const isStill = ({ selectors }: Rule) => selectors.every((each) => each.startsWith(STILL))
  return {
    always: rules.filter((rule) => !isStill(rule)),
    still: rules.filter(isStill).map((rule) => ({
      ...rule,
      selectors: rule.selectors.map((each) => each.slice(STILL.length).trim() || ':root'),
    })),
  }
}

function flat(css: string): Rule[] {
  return [...css.matchAll(/([^{}]+)\{([^{}]*)\}/g)].map(([, selectors = '', declarations = '']) => ({
    selectors: selectors.split(',').map((each) => each.trim()),
    declarations,
  }))
}

/** What is wrong with the motion of a sheet, one line each. */
function movesOf(css: string): string[] {
  const { always, still } = rulesOf(css)
  const stilled = new Set(
    still
      .filter(({ declarations }) => /animation:\s*none/.test(declarations))
      .flatMap(({ selectors }) => selectors),
  )
  return always.flatMap(({ selectors, declarations }) => {
    // One that takes the time of the tokens takes none then.
    const animated = /(?<![-\w])animation:(?![^;]*var\(--quick\))/.test(declarations)
    const lasting = [...declarations.matchAll(/(?<![-\w])transition(?:-duration)?:([^;]+)/g)].flatMap(
      ([, value = '']) =>
        value.split(/,(?![^(]*\))/).filter((part) => !/var\(--quick\)/.test(part) && part.trim() !== 'none'),
    )
    return [
      ...selectors.filter((each) => animated && !stilled.has(each)).map((each) => `${each} is animated`),
      ...lasting.map((part) => `${selectors.join(', ')} takes its own time: ${part.trim()}`),
      ...(/scroll-behavior:\s*smooth/.test(declarations) ? [`${selectors.join(', ')} scrolls smoothly`] : []),
    ]
  })
}

describe('who wants less motion gets none', () => {
  const sheets = files.filter((file) => file.endsWith('.css'))

  test.each(sheets)('%s', (file) => {
    expect(movesOf(read(file))).toEqual([])
  })

  test('a transition takes the time of the tokens, which is none then', () => {
    expect(rulesOf(read('tokens.css')).still).toEqual([
      { selectors: [':root'], declarations: expect.stringMatching(/--quick:\s*0ms/) },
    ])
  })

  test('what is written in code asks first', () => {
    const moving = files.filter((file) => /\.tsx?$/.test(file) && /\.animate\(|'smooth'/.test(read(file)))
    expect(moving.length).toBeGreaterThan(1)
    expect(moving.filter((file) => !/wantsStillness\(\)/.test(read(file)))).toEqual([])
  })

  test('what is wrong is found', () => {
    expect(movesOf('.a, .b { animation: beat 1s } :root[data-still] .a { animation: none }')).toEqual([
      '.b is animated',
    ])
    expect(movesOf('.c { transition: color 200ms, left var(--quick) var(--ease); }')).toEqual([
      '.c takes its own time: color 200ms',
    ])
    expect(movesOf('.d { scroll-behavior: smooth }')).toEqual(['.d scrolls smoothly'])
  })
})
