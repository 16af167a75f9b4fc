import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { root } from '../../scripts/lib/paths.mjs'
import { checkScenario } from '../../src/shared/scenario/check'

/** Every page that a reader of the project meets, relative to its root. */
const PAGES = [
  ...readdirSync(root).filter((name) => name.endsWith('.md')),
  ...['docs', 'examples'].flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.md'))
      .map((name) => path.join(folder, name)),
  ),
]

const read = (page: string) => readFileSync(path.join(root, page), 'utf8')

/** Without what is shown as it is typed. */
const prose = (text: string) => text.replace(/^```.*?^```/gms, '').replace(/`[^`\n]*`/g, 'code')

/** The anchors of a page's headings, as Markdown readers make them; a heading that is there twice gets a number. */
function anchorsOf(page: string): Set<string> {
  const seen = new Map<string, number>()
  const headings = [
    ...read(page)
      .replace(/^```.*?^```/gms, '')
      .matchAll(/^#{1,6} (.+)$/gm),
  ]
  return new Set(
    headings.map(([, title = '']) => {
      const plain = title.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').toLowerCase()
      const anchor = plain.replace(/[^\p{L}\p{N}\p{M} _-]/gu, '').replaceAll(' ', '-')
      const before = seen.get(anchor) ?? 0
      seen.set(anchor, before + 1)
      return before === 0 ? anchor : `${anchor}-${before}`
    }),
  )
}

describe.each(PAGES)('%s', (page) => {
  test('links to nothing that is not there', () => {
    const links = [...prose(read(page)).matchAll(/\]\(([^)\s]+)\)|(?:src|srcset)="([^"]+)"/g)].map(
      ([, link, source]) => link ?? source ?? '',
    )
    const dead = links.filter((link) => {
      if (/^[a-z]+:/.test(link)) return false
      const [file = '', anchor] = link.split('#')
      const target = file === '' ? page : path.join(path.dirname(page), file)
      if (!existsSync(path.join(root, target))) return true
      return anchor !== undefined && !anchorsOf(target).has(decodeURIComponent(anchor))
    })
    expect(dead).toEqual([])
  })

  test('names examples and scripts that are there', () => {
    const text = read(page)
    const examples = [...text.matchAll(/\blab -- run (?:--\S+ (?:ndjson )?)*(examples\/\S+\.json)/g)]
    expect(
      examples.map(([, file = '']) => file).filter((file) => !existsSync(path.join(root, file))),
    ).toEqual([])
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> }
    const named = [...text.matchAll(/\bnpm run (?:--silent )?([a-z][a-z:-]*)/g)].map(([, name = '']) => name)
    expect(named.filter((name) => !(name in scripts))).toEqual([])
  })

  test('shows scenarios that are right', () => {
    const blocks = [...read(page).matchAll(/^```json\n(.*?)^```/gms)].map(([, block = '']) => block)
    const wrong = blocks
      .filter((block) => /^\s*{.*"version": 1,.*"steps"/s.test(block))
      .flatMap((block) => {
        const checked = checkScenario(JSON.parse(block))
        return 'errors' in checked ? checked.errors : []
      })
    expect(wrong).toEqual([])
  })
})
