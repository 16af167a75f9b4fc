import { existsSync } from 'node:fs'
import { chmod, mkdir, mkdtemp, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { unpackFromRegistry } from '../lib/npm.mjs'
import { cacheFolder } from '../lib/paths.mjs'

/** electron-builder's own earlier 7-Zip, which it has as a download by now. */
const sevenZip = {
  spec: '7zip-bin@5.2.0',
  integrity:
    'sha512-ukTPVhqG4jNzMro2qA9HSCSSVJN3aN7tlb+hfqYCt3ER0yWroeA2VR38MNrOHLQ/cVj+DaIMad0kFCtWWowh/A==',
  member: 'package/linux/x64/7za',
}

/**
 * What electron-builder needs besides Electron for .tar.gz and .deb on Linux x64, where its downloads can't be reached: a 7-Zip of
 * the npm registry, and dpkg-deb in the place of fpm. For trying packages, never for shipping them.
 * @returns {Promise<Record<string, string>>} environment for electron-builder
 */
export async function toolsOfRegistry() {
  const program = path.join(cacheFolder(), `${sevenZip.spec.replace('@', '-')}-linux-x64`)
  if (!existsSync(program)) await unpack(program)
  return {
    ELECTRON_BUILDER_7ZIP_PATH: program,
    CUSTOM_FPM_PATH: path.join(import.meta.dirname, 'fpm-of-dpkg.mjs'),
  }
}

/** @param {string} program where it goes, whole or not at all */
async function unpack(program) {
  await mkdir(cacheFolder(), { recursive: true })
  const temporary = await mkdtemp(path.join(cacheFolder(), 'unpacking-'))
  try {
    const { spec, integrity, member } = sevenZip
    await unpackFromRegistry({ spec, integrity, members: [member] }, temporary)
    const unpacked = path.join(temporary, member)
    await chmod(unpacked, 0o755)
    await rename(unpacked, program)
  } finally {
    await rm(temporary, { recursive: true, force: true })
  }
}
