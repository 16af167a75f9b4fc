import { existsSync, statSync } from 'node:fs'
import path from 'node:path'
import { run } from '../lib/run.mjs'
import { say } from '../lib/trouble.mjs'
import { isRoot } from './programs.mjs'

const setUid = 0o4000

/**
 * Chromium's sandbox on Linux needs user namespaces or a helper that belongs to root, and refuses to work for root
 * itself. Where it can't work, Electron wouldn't start at all: then it runs without, and this says so.
 * @param {string} folder the runtime's
 * @returns {Promise<Record<string, string>>} environment for Electron
 */
export async function sandboxEnvironment(folder) {
  if (process.platform !== 'linux' || process.env.ELECTRON_DISABLE_SANDBOX) return {}
  const without = { ELECTRON_DISABLE_SANDBOX: '1' }
  if (isRoot()) {
    say("Running without Chromium's sandbox, which doesn't work for root.")
    return without
  }
  const helper = path.join(folder, 'chrome-sandbox')
  if (hasPrivileges(helper) || (await canMakeUserNamespaces())) return {}
  say(`Running without Chromium's sandbox, since this system keeps user namespaces from ordinary users. To have it:
  sudo chown root:root '${helper}' && sudo chmod 4755 '${helper}'`)
  return without
}

/** @param {string} helper */
function hasPrivileges(helper) {
  if (!existsSync(helper)) return false
  const { uid, mode } = statSync(helper)
  return uid === 0 && (mode & setUid) !== 0
}

async function canMakeUserNamespaces() {
  const { status } = await run('unshare', ['--user', '--map-root-user', 'true'])
  const notInstalled = 127
  return status === 0 || status === notInstalled
}
