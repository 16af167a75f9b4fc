import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { extractFile, listPackage } from '@electron/asar'
import { describe, expect, test } from 'vitest'
import { bundledFile, outputFolder, shippedParts } from '../../scripts/build/parts.mjs'
import { packageFolder, resources } from './support/program'

/** What may be in the archive: the built parts, the window's picture, and what says where to begin. */
const EXPECTED = [
  /^\/out(?:\/(?:main|preload|workers))?$/,
  /^\/out\/(?:main|workers)\/[\w-]+\.js$/,
  /^\/out\/preload\/index\.cjs$/,
  /^\/out\/renderer(?:\/index\.html|\/assets(?:\/[\w-]+\.(?:js|css|svg|woff2))?)?$/,
  /^\/build(?:\/icons(?:\/256x256\.png)?)?$/,
  /^\/package\.json$/,
]

describe.runIf(process.platform === 'linux')('the packaged program has', () => {
  test('in its archive what it needs, and nothing else', () => {
    const archive = path.join(resources(), 'app.asar')
    const names = listPackage(archive, { isPack: false })
    expect(names.filter((name) => !EXPECTED.some((expected) => expected.test(name)))).toEqual([])
    for (const needed of ['/out/main/index.js', '/out/preload/index.cjs', '/out/renderer/index.html']) {
      expect(names).toContain(needed)
    }
    const about = JSON.parse(extractFile(archive, 'package.json').toString())
    expect(Object.keys(about)).not.toEqual(expect.arrayContaining(['devDependencies', 'scripts']))
  })

  test('its licence, and those of all that is in it', async () => {
    const licence = await readFile(path.join(resources(), 'LICENSE.txt'), 'utf8')
    expect(licence).toMatch(/^MIT License\n/)
    const notices = await readFile(path.join(resources(), 'THIRD-PARTY-NOTICES.txt'), 'utf8')
    for (const part of shippedParts) {
      const list = await readFile(path.join(outputFolder(part), bundledFile), 'utf8')
      for (const { name, version, text } of JSON.parse(list)) {
        const title = `${name} ${version} (`
        expect(notices.includes(title), title).toBe(true)
        expect(notices.includes(text.trim().replaceAll('\r\n', '\n')), `the text of ${name}`).toBe(true)
      }
    }
    expect(notices).toMatch(/^react \d/m)
    expect(notices).toMatch(/^zod \d/m)
    const electron = await readFile(path.join(packageFolder(), 'LICENSE.electron.txt'), 'utf8')
    expect(electron).toMatch(/Electron contributors/)
    const chromium = await readFile(path.join(packageFolder(), 'LICENSES.chromium.html'), 'utf8')
    expect(chromium).toMatch(/Credits/)
  })
})
