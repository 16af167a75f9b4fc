import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { unpackFromRegistry } from '../lib/npm.mjs'
import { cacheFolder, root } from '../lib/paths.mjs'

/** The oldest Electron we work on. Only its declarations are taken: as a dependency, it would be downloaded. */
const oldest = {
  version: '33.2.1',
  spec: 'electron@33.2.1',
  integrity:
    'sha512-SG/nmSsK9Qg1p6wAW+ZfqU+AV8cmXMTIklUL18NnOKfZLlum4ZsDoVdmmmlL39ZmeCaq27dr7CgslRPahfoVJg==',
  member: 'package/electron.d.ts',
}

/** @returns {Promise<string>} the file with the oldest Electron's declarations */
async function declarations() {
  const file = path.join(cacheFolder(), `electron-${oldest.version}.d.ts`)
  if (existsSync(file)) return file
  await mkdir(cacheFolder(), { recursive: true })
  const temporary = await mkdtemp(path.join(cacheFolder(), 'making-'))
  try {
    await unpackFromRegistry({ ...oldest, members: [oldest.member] }, temporary)
    await rename(path.join(temporary, oldest.member), file)
    return file
  } finally {
    await rm(temporary, { recursive: true, force: true })
  }
}

/**
 * Writes TypeScript projects that check the code for the main process and the preload as their own projects do, but
 * against the oldest Electron.
 * @returns {Promise<string>} the project to build
 */
export async function writeOldestElectronProjects() {
  const file = await declarations()
  const folder = path.join(root, 'node_modules/.cache/tsc-oldest-electron')
  await mkdir(folder, { recursive: true })
  const main = path.join(root, 'src/main')
  const options = { paths: { electron: [file] }, typeRoots: [path.join(root, 'node_modules/@types')] }
  const write = (/** @type {string} */ name, /** @type {object} */ project) =>
    writeFile(path.join(folder, name), JSON.stringify(project, undefined, 2))
  await write('main.json', {
    extends: path.join(main, 'tsconfig.json'),
    compilerOptions: { ...options, tsBuildInfoFile: './main.tsbuildinfo' },
    include: [main],
    exclude: [path.join(main, 'desktop/preload.ts')],
  })
  await write('preload.json', {
    extends: path.join(main, 'tsconfig.preload.json'),
    compilerOptions: { ...options, tsBuildInfoFile: './preload.tsbuildinfo' },
    files: [path.join(main, 'desktop/preload.ts')],
  })
  await write('tsconfig.json', {
    files: [],
    references: [{ path: './main.json' }, { path: './preload.json' }],
  })
  return folder
}
