import { readFileSync } from 'node:fs'
import path from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { type Schema, scenarioReference } from '../../scripts/docs/scenario-reference.mjs'
import { root } from '../../scripts/lib/paths.mjs'
import { scenarioJsonSchema } from '../../src/shared/scenario/schema'

describe('the reference of scenario files', () => {
  let text: string
  beforeAll(() => {
    text = scenarioReference(scenarioJsonSchema() as Schema)
  })

  test('is as the schema says; `npm run reference` writes it anew', () => {
    expect(readFileSync(path.join(root, 'docs/scenario-reference.md'), 'utf8')).toBe(text)
  })

  test('leaves no field without words, but for the percentiles', () => {
    const rows = text.split('\n').filter((line) => /^\| (\*\*)?`/.test(line))
    expect(rows.length).toBeGreaterThan(200)
    const silent = rows.filter((row) => /\|\s*\|$/.test(row))
    expect(silent.filter((row) => !/^\| `(count|min|mean|max|p\d+)` /.test(row))).toEqual([])
  })

  test('says of every command and every kind of event what it is', () => {
    const headings = [...text.matchAll(/^### (?:do|expect) (.+)\n\n(.*)/gm)]
    expect(headings.length).toBeGreaterThan(60)
    expect(headings.filter(([, , said = '']) => !/^[A-Z].*\.$/.test(said)).map(([, word]) => word)).toEqual(
      [],
    )
  })

  test('has a part for each of its links', () => {
    const anchors = new Set(
      [...text.matchAll(/^#+ (.+)$/gm)].map(([, title = '']) => title.toLowerCase().replaceAll(' ', '-')),
    )
    const links = [...text.matchAll(/\]\(#([^)]+)\)/g)].map(([, anchor]) => anchor)
    expect(links.filter((anchor) => !anchors.has(anchor as string))).toEqual([])
  })
})
