import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { bundledFile, outputFolder, shippedParts } from '../build/parts.mjs'
import { root } from '../lib/paths.mjs'
import { Trouble } from '../lib/trouble.mjs'

/** Whose terms are met by passing them on with the program; with any other somebody has to look first. */
const known = new Set(['MIT', 'ISC', '0BSD', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0'])

export const noticesFile = path.join(root, 'out/THIRD-PARTY-NOTICES.txt')

/**
 * A package that is bundled, as Vite tells of it.
 * @typedef {{ name: string, version: string, identifier?: string, text?: string }} Bundled
 */

/** Writes what is bundled into the shipped parts, all of which are built, with the licence of each. */
export async function writeNotices() {
  const lists = await Promise.all(
    shippedParts.map(async (part) => {
      const file = path.join(outputFolder(part), bundledFile)
      return /** @type {Bundled[]} */ (JSON.parse(await readFile(file, 'utf8')))
    }),
  )
  await writeFile(noticesFile, noticesOf(lists.flat()))
}

/**
 * Throws Trouble if one has no licence, or one that nobody has looked at.
 * @param {readonly Bundled[]} bundled in any order, and more than once
 */
export function noticesOf(bundled) {
  const all = new Map(bundled.map((one) => [`${one.name} ${one.version}`, one]))
  const sections = [...all].sort(([a], [b]) => (a < b ? -1 : 1)).map(([title, one]) => section(title, one))
  return `${opening}\n\n${sections.join('\n\n')}\n`
}

const line = '-'.repeat(80)

const opening = `Socket Lab contains these packages, each under its own licence.

Electron and Chromium, which it runs on, have theirs in files beside this one, or in the folder
above: LICENSE.electron.txt and LICENSES.chromium.html.`

/**
 * @param {string} title
 * @param {Bundled} bundled
 */
function section(title, { identifier, text }) {
  if (!identifier || !known.has(identifier) || !text?.trim()) {
    throw new Trouble(
      `${title} is bundled, and ${identifier && text?.trim() ? `its licence is ${identifier}` : 'its licence is not there'}.`,
      'Look whether it may be shipped so; what is known to be fine is in scripts/package/notices.mjs.',
    )
  }
  return `${line}\n${title} (${identifier})\n${line}\n\n${text.trim().replaceAll('\r\n', '\n')}`
}
