import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { TCP_STATES } from '../../src/shared/tcp/states'

const source = readFileSync(path.resolve(import.meta.dirname, '../../src/renderer/tokens.css'), 'utf8')
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

/** WCAG AA for text of normal size. */
const ENOUGH = 4.5

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
  ])('%s on %s', (text, ground) => {
    expect(contrast(of(text), of(ground))).toBeGreaterThanOrEqual(ENOUGH)
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
