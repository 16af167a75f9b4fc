import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { say } from './trouble.mjs'

const pollMs = 100
/** A lock whose owner hasn't written its name yet is given this long. */
const unnamedMs = 5000

/**
 * Runs `work` while no other process of this machine does under the same name. A lock whose owner has died is taken
 * over. The lock is a folder, since making one is atomic on every file system. It saves doing things twice; two that
 * take over an abandoned lock at the same moment may both get it, so `work` must put its results in place atomically.
 * @template T
 * @param {string} folder
 * @param {string} waiting what to say when there is somebody to wait for
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withLock(folder, waiting, work) {
  await mkdir(path.dirname(folder), { recursive: true })
  const owner = path.join(folder, 'pid')
  let said = false
  while (!(await make(folder))) {
    if (await isAbandoned(folder, owner)) {
      await rm(folder, { recursive: true, force: true })
      continue
    }
    if (!said) say(`${waiting} (If nothing else is running, delete ${folder}.)`)
    said = true
    await sleep(pollMs)
  }
  try {
    await writeFile(owner, String(process.pid))
    return await work()
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** @param {string} folder */
async function make(folder) {
  try {
    await mkdir(folder)
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  }
}

/**
 * @param {string} folder
 * @param {string} owner
 */
async function isAbandoned(folder, owner) {
  const pid = Number(await readFile(owner, 'utf8').catch(() => ''))
  if (pid > 0) return !isAlive(pid)
  const made = await stat(folder).catch(() => undefined)
  return made !== undefined && Date.now() - made.mtimeMs > unnamedMs
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
