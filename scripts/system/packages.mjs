import { run } from '../lib/run.mjs'
import { say, Trouble } from '../lib/trouble.mjs'
import { isOnPath, isRoot } from './programs.mjs'

/**
 * What a purpose needs, by the names that each family of distributions uses.
 * @typedef {{ debian: readonly string[], fedora: readonly string[], arch: readonly string[] }} Needs
 */

/** @type {Needs} What Electron's executable is linked to, and what it loads as it starts, beyond what every desktop has. */
export const electronNeeds = {
  debian: ['libgtk-3-0', 'libnss3', 'libgbm1', 'libasound2', 'libx11-xcb1'],
  fedora: ['gtk3', 'nss', 'mesa-libgbm', 'alsa-lib', 'libX11-xcb'],
  arch: ['gtk3', 'nss', 'mesa', 'alsa-lib', 'libx11'],
}
/** @type {Needs} A virtual display. */
export const displayNeeds = {
  debian: ['xvfb', 'xauth'],
  fedora: ['xorg-x11-server-Xvfb', 'xorg-x11-xauth'],
  arch: ['xorg-server-xvfb', 'xorg-xauth'],
}

/**
 * Installs what is needed if we may (root on Debian, Ubuntu and their kin); otherwise tells how to.
 * @param {string} problem what is missing, as a sentence
 * @param {Needs} needs
 */
export async function installOrExplain(problem, needs) {
  const turn = installing.then(() => install(problem, needs))
  installing = turn.catch(() => {})
  await turn
}

/** Ends with the newest installation: checks run side by side, and one apt-get shuts out the other. */
let installing = Promise.resolve()

/**
 * @param {string} problem
 * @param {Needs} needs
 */
async function install(problem, needs) {
  if (!isOnPath('apt-get') || !isRoot()) throw new Trouble(problem, await installAdvice(needs))
  say(`${problem} Installing ${needs.debian.join(' ')} …`)
  // The lists of a fresh machine are empty or name versions that are no longer served.
  const known = await debianNames(needs.debian)
  if (known && (await aptGet('install', ...known)).status === 0) return
  const update = await aptGet('update')
  const names = (await debianNames(needs.debian)) ?? needs.debian
  const second = await aptGet('install', ...names)
  if (second.status === 0) return
  say(update.output + second.output)
  throw new Trouble(`${problem} apt-get could not install it.`, aptAdvice(names))
}

/**
 * The exact command for this machine, or the commands of the large families if it is none of them.
 * @param {Needs} needs
 */
export async function installAdvice(needs) {
  if (isOnPath('apt-get')) return aptAdvice((await debianNames(needs.debian)) ?? needs.debian)
  const fedora = `sudo dnf install ${needs.fedora.join(' ')}`
  const arch = `sudo pacman -S ${needs.arch.join(' ')}`
  if (isOnPath('dnf')) return `Install what is missing:\n  ${fedora}`
  if (isOnPath('pacman')) return `Install what is missing:\n  ${arch}`
  return `Install what is missing. Elsewhere these do it:
  Debian, Ubuntu:  sudo apt-get install ${needs.debian.join(' ')}
  Fedora:          ${fedora}
  Arch:            ${arch}`
}

/** @param {readonly string[]} names */
function aptAdvice(names) {
  const sudo = isRoot() ? '' : 'sudo '
  return `Install what is missing:\n  ${sudo}apt-get update && ${sudo}apt-get install ${names.join(' ')}`
}

/**
 * The names of this release: since 2024 (Debian 13, Ubuntu 24.04) some libraries are called `…t64`.
 * @param {readonly string[]} names
 * @returns {Promise<string[] | undefined>} undefined if apt's lists know one of them under neither name
 */
async function debianNames(names) {
  const both = names.flatMap((name) => [name, `${name}t64`])
  const { stdout } = await run('apt-cache', ['show', '--no-all-versions', ...both])
  const known = new Set(Array.from(stdout.matchAll(/^Package: (\S+)$/gm), (match) => match[1]))
  const chosen = names.map((name) => [`${name}t64`, name].find((candidate) => known.has(candidate)))
  return chosen.every((name) => name !== undefined) ? chosen : undefined
}

/** @param {readonly string[]} args */
async function aptGet(...args) {
  const options = ['-qq', '-y', '--no-install-recommends', '-o', 'DPkg::Lock::Timeout=300']
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const { status, stdout, stderr } = await run('apt-get', [...options, ...args], { env })
  return { status, output: `${stdout}${stderr}` }
}
