import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { TCP_STATES } from '../../src/shared/tcp/states'

const RENDERER = path.resolve(import.meta.dirname, '../../src/renderer')
const source = readFileSync(path.join(RENDERER, 'tokens.css'), 'utf8')
const [light = '', dark = ''] = source.split('@media (prefers-color-scheme: dark)')

type Colour = readonly [number, number, number]

function read(...parts: string[]): Map<string, string> {
  const all = parts.flatMap((part) => [...part.matchAll(/--([\w-]+):\s*([^;]+);/g)])
  return new Map(all.map(([, name = '', value = '']) => [name, value.trim()]))
}

function colour(tokens: Map<string, string>, name: string): Colour {
  const hex = /^#([0-9a-f]{6})$/i.exec(tokens.get(name) ?? '')?.[1]
  if (hex === undefined) throw new Error(`--${name} is no colour of six digits`)
  return [0, 2, 4].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)) as unknown as Colour
}

const mix = (a: Colour, b: Colour, share: number): Colour =>
  [0, 1, 2].map((i) => (a[i] ?? 0) * share + (b[i] ?? 0) * (1 - share)) as unknown as Colour

/** WCAG 2.2, relative luminance. */
function luminance(rgb: Colour): number {
  const [r, g, b] = rgb.map((value) => {
    const part = value / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * (r ?? 0) + 0.7152 * (g ?? 0) + 0.0722 * (b ?? 0)
}

function contrast(a: Colour, b: Colour): number {
  const [brighter, darker] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number]
  return (brighter + 0.05) / (darker + 0.05)
}

/** WCAG AA for text of normal size (1.4.3), and for what else has to be seen: signs, edges of fields, rings of focus (1.4.11). */
const ENOUGH = 4.5
const ENOUGH_FOR_SIGNS = 3

describe.each([
  ['light', read(light)],
  ['dark', read(light, dark)],
])('the %s colours can be read', (_theme, tokens) => {
  const of = (name: string) => colour(tokens, name)
  const grounds = ['bg', 'surface', 'sunken', 'raised', 'hover', 'selected']

  test.each(grounds.flatMap((ground) => ['text', 'text-2', 'text-3'].map((text) => [text, ground])))(
    '%s on %s',
    (text, ground) => {
      expect(contrast(of(text), of(ground))).toBeGreaterThanOrEqual(ENOUGH)
    },
  )

  test.each([
    ['on-accent', 'accent'],
    ['on-accent', 'accent-strong'],
    ['danger', 'raised'],
    ['danger', 'hover'],
    ['danger', 'danger-soft'],
    ['text-2', 'danger-soft'],
    ['warning', 'warning-soft'],
    ['warning', 'raised'],
    ['note', 'note-soft'],
    ['note', 'selected'],
    ['text', 'note-soft'],
    ['text-2', 'note-soft'],
    ['client', 'surface'],
    ['server', 'surface'],
    ['client', 'selected'],
    ['server', 'selected'],
    ['escape', 'surface'],
    ['escape', 'selected'],
    ['text', 'past-soft'],
    ['text-2', 'past-soft'],
    ['text-3', 'past-soft'],
    ['past', 'past-soft'],
    ['text', 'danger-soft'],
    ['text', 'warning-soft'],
    ['text-2', 'warning-soft'],
    ...['focus', 'good', 'past', 'frozen', 'datagram', 'unix', 'warning'].flatMap((text) =>
      grounds.map((ground) => [text, ground]),
    ),
  ])('%s on %s', (text, ground) => {
    expect(contrast(of(text), of(ground))).toBeGreaterThanOrEqual(ENOUGH)
  })

  test.each([...grounds, 'past-soft', 'danger-soft', 'warning-soft', 'note-soft'])(
    'the ring of focus on %s',
    (ground) => {
      expect(contrast(of('focus'), of(ground))).toBeGreaterThanOrEqual(ENOUGH_FOR_SIGNS)
    },
  )

  test.each(['bg', 'surface', 'sunken', 'raised', 'hover'])(
    'the edge of a field, or of a box, on %s',
    (ground) => {
      expect(contrast(of('edge'), of(ground))).toBeGreaterThanOrEqual(ENOUGH_FOR_SIGNS)
    },
  )

  test('a box that is ticked, on what dialogs and panes are made of', () => {
    for (const ground of ['surface', 'sunken', 'raised']) {
      expect(contrast(of('accent'), of(ground))).toBeGreaterThanOrEqual(ENOUGH_FOR_SIGNS)
    }
  })

  const share = Number.parseInt(tokens.get('state-tint') ?? '', 10) / 100
  test.each(TCP_STATES)('%s in its badge and in a selected row', (state) => {
    const own = of(`state-${state}`)
    expect(contrast(own, mix(own, of('surface'), share))).toBeGreaterThanOrEqual(ENOUGH)
    for (const ground of ['surface', 'hover', 'selected']) {
      expect(contrast(own, of(ground))).toBeGreaterThanOrEqual(ENOUGH)
    }
  })
})

const sheets = readdirSync(RENDERER, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.css'))
  .map((file) => [file, readFileSync(path.join(RENDERER, file), 'utf8')] as const)

test('the accent is a ground: words and signs of that colour are as the ring of focus, which is brighter in the dark', () => {
  const written = sheets.filter(([, css]) => /(?<![-\w])color:\s*var\(--accent(?:-strong)?\)/.test(css))
  expect(written.map(([file]) => file)).toEqual([])
})

test('no colour is mixed beside the tokens', () => {
  const own = sheets.filter(
    ([file, css]) => file !== 'tokens.css' && /#[0-9a-f]{3,8}\b(?![^{}]*\{)/i.test(css),
  )
  expect(own.map(([file]) => file)).toEqual([])
})
