#!/usr/bin/env node
// What electron-builder asks of fpm for a .deb, done by dpkg-deb, which every Debian has: where fpm can't be downloaded.
//   fpm-of-dpkg.mjs -s dir -t deb [--NAME VALUE …] SOURCE=TARGET …
import { chmod, cp, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { run } from '../lib/run.mjs'
import { runMain } from '../lib/run-main.mjs'
import { Trouble } from '../lib/trouble.mjs'
import { parseFpm } from './fpm-words.mjs'

/** Which scripts of a .deb these are. */
const scripts = /** @type {const} */ ({
  'before-install': 'preinst',
  'after-install': 'postinst',
  'before-remove': 'prerm',
  'after-remove': 'postrm',
})

/** fpm's word for each, and dpkg-deb's. */
const compressions = new Map([
  ['gz', 'gzip'],
  ['xz', 'xz'],
  ['none', 'none'],
])

await runMain(async () => {
  const { options, files } = parseFpm(process.argv.slice(2))
  const folder = await mkdtemp(path.join(os.tmpdir(), 'socket-lab-deb-'))
  try {
    for (const { source, target } of files) await put(source, path.join(folder, target))
    await must('find', [folder, '-type', 'd', '-exec', 'chmod', '755', '{}', '+'])
    const kibibytes = Number((await must('du', ['-sk', folder])).split('\t')[0])
    const control = path.join(folder, 'DEBIAN')
    await mkdir(control)
    await writeFile(path.join(control, 'control'), controlFile(options, kibibytes))
    for (const [option, name] of Object.entries(scripts)) {
      const script = options.get(option)?.[0]
      if (script) await writeFile(path.join(control, name), await readFile(script), { mode: 0o755 })
    }
    const compression = compressions.get(options.get('deb-compression')?.[0] ?? 'xz')
    const target = options.get('package')?.[0] ?? ''
    await must('dpkg-deb', ['--root-owner-group', `-Z${compression}`, '--build', folder, target])
    return 0
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})

/**
 * @param {string} source a file; with a slash at the end, what is in a folder
 * @param {string} target
 */
async function put(source, target) {
  await mkdir(path.dirname(target), { recursive: true })
  await cp(source, target, { recursive: true, preserveTimestamps: true, verbatimSymlinks: true })
  const found = await stat(source)
  if (found.isFile()) await chmod(target, found.mode & 0o111 ? 0o755 : 0o644)
}

/**
 * @param {ReadonlyMap<string, readonly string[]>} options
 * @param {number} kibibytes
 */
function controlFile(options, kibibytes) {
  /** @param {string} name */
  const one = (name) => options.get(name)?.[0] ?? ''
  /** @param {string} name */
  const list = (name) => (options.get(name) ?? []).join(', ')
  const [title = '', ...rest] = one('description').trim().split('\n')
  const fields = {
    Package: one('name'),
    Version: one('version'),
    Architecture: one('architecture'),
    Maintainer: one('maintainer'),
    'Installed-Size': String(kibibytes),
    Depends: list('depends'),
    Recommends: list('deb-recommends'),
    Suggests: list('deb-suggests'),
    Section: one('category') || 'misc',
    Priority: one('deb-priority') || 'optional',
    Homepage: one('url'),
    Description: [title, ...rest.map((line) => ` ${line.trim() || '.'}`)].join('\n'),
  }
  return Object.entries(fields)
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `${name}: ${value}\n`)
    .join('')
}

/**
 * @param {string} command
 * @param {readonly string[]} args
 */
async function must(command, args) {
  const { status, stdout, stderr } = await run(command, args)
  if (status !== 0) throw new Trouble(`${command} ended with status ${status}: ${stderr.trim()}`)
  return stdout
}
