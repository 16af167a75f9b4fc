// Takes pictures of the real program: every scene at both sizes, in both themes and languages, into out/pictures;
// those that README and the docs show go to docs/images/guide.
//   node scripts/screenshots.mjs
import { copyFile, mkdir, readdir, readFile, rm } from 'node:fs/promises'
import path from 'node:path'
import { root } from './lib/paths.mjs'
import { runMain } from './lib/run-main.mjs'
import { say, Trouble } from './lib/trouble.mjs'
import { ensureChineseFont } from './system/fonts.mjs'
import { prepareElectron } from './test/prepare-electron.mjs'
import { runVitestProject } from './test/vitest.mjs'

const taken = path.join(root, 'out/pictures')
const shown = path.join(root, 'docs/images/guide')

await runMain(async () => {
  await ensureChineseFont()
  const env = await prepareElectron()
  await rm(taken, { recursive: true, force: true })
  const { failed } = await runVitestProject('pictures', env)
  if (failed > 0) return 1
  const names = await namesInDocs()
  await rm(shown, { recursive: true, force: true })
  await mkdir(shown, { recursive: true })
  for (const name of names) await copyFile(await pictureCalled(name), path.join(shown, name))
  say(`${names.length} pictures are in docs/images/guide, all of them in out/pictures.`)
  return 0
})

/** The pictures that README and the docs show. */
async function namesInDocs() {
  const docs = (await readdir(path.join(root, 'docs'))).map((name) => path.join('docs', name))
  const texts = await Promise.all(
    ['README.md', ...docs]
      .filter((file) => file.endsWith('.md'))
      .map((file) => readFile(path.join(root, file), 'utf8')),
  )
  const names = texts.flatMap((text) =>
    [...text.matchAll(/images\/guide\/([\w-]+\.png)/g)].map(([, name]) => name ?? ''),
  )
  return [...new Set(names)].sort()
}

/**
 * `conversation-en-light.png` at the smaller size, `conversation-en-light-1920.png` at the larger one.
 * @param {string} name
 */
async function pictureCalled(name) {
  const wide = name.endsWith('-1920.png')
  const file = path.join(taken, wide ? '1920' : '1280', name.replace('-1920.png', '.png'))
  const there = await readdir(path.dirname(file))
  if (there.includes(path.basename(file))) return file
  throw new Trouble(
    `The docs show ${name}, which no scene makes.`,
    'Scenes: test/pictures and test/e2e/support/scenes.ts',
  )
}
