import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { root } from '../../scripts/lib/paths.mjs'

const file = path.join(root, 'docs/security.md')
const text = readFileSync(file, 'utf8')
const links = [...text.matchAll(/\[([^\]]+)\]\((?!https:)([^)#]+)/g)]
const checklist = text.slice(text.indexOf("## Electron's checklist"))

describe('the pages on security', () => {
  test('name files and tests that are there, each by its own name', () => {
    expect(links.length).toBeGreaterThan(40)
    for (const [, name = '', target = ''] of links) {
      expect([target, existsSync(path.resolve(path.dirname(file), target))]).toEqual([target, true])
      if (/\.\w+$/.test(name)) expect(path.basename(target)).toBe(name)
    }
    const named = [...text.matchAll(/`(test\/[^`]+)`/g)].map(([, named = '']) => named)
    expect(named).toEqual(['test/scripts/security.test.ts'])
    for (const each of named) expect(existsSync(path.join(root, each))).toBe(true)
  })

  test('have every item of Electron’s checklist in a row, with a file and a test', () => {
    const rows = [...checklist.matchAll(/^\| (\d+) \| (.+?) \| (.+?) \| (.+) \|$/gm)]
    expect(rows.map(([, number]) => Number(number))).toEqual(
      Array.from({ length: 20 }, (_, index) => index + 1),
    )
    for (const [, number, , done = '', proven = ''] of rows) {
      expect([number, /\]\(\.\.\/(src|electron)|package\.json/.test(done)]).toEqual([number, true])
      expect([number, /\]\(\.\.\/test\/[^)]+\.test\.ts\)/.test(proven)]).toEqual([number, true])
    }
  })
})
