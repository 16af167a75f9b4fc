import { spawn } from 'node:child_process'
import os from 'node:os'

/**
 * @typedef {object} Finished
 * @property {number} status exit status; as in a shell, 127 if the program was not found, 128 + n after signal n
 * @property {string} stdout what was written there, if it was captured
 * @property {string} stderr
 */

/**
 * Runs a program to its end. Both outputs are captured unless `stdio` says otherwise.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 * @returns {Promise<Finished>}
 */
export function run(command, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options })
    const stdout = collect(child.stdout)
    const stderr = collect(child.stderr)
    child.once('error', (error) => {
      const status = 'code' in error && error.code === 'ENOENT' ? 127 : 126
      resolve({ status, stdout: '', stderr: error.message })
    })
    child.once('close', (code, signal) =>
      resolve({ status: exitStatus(code, signal), stdout: stdout(), stderr: stderr() }),
    )
  })
}

/**
 * Runs a program in our place: same terminal, and what would end us ends it instead.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Promise<number>} its exit status
 */
export async function runInForeground(command, args, env = process.env) {
  const child = spawn(command, args, { stdio: 'inherit', env })
  const passOn = (/** @type {NodeJS.Signals} */ signal) => child.kill(signal)
  // A terminal's Ctrl+C reaches the child by itself, as it is in the same process group.
  const ignore = () => {}
  const forwarded = /** @type {const} */ (['SIGTERM', 'SIGHUP'])
  for (const signal of forwarded) process.on(signal, passOn)
  process.on('SIGINT', process.stdin.isTTY ? ignore : passOn)
  try {
    return await new Promise((resolve, reject) => {
      child.once('error', reject)
      child.once('exit', (code, signal) => resolve(exitStatus(code, signal)))
    })
  } finally {
    for (const signal of forwarded) process.removeListener(signal, passOn)
    process.removeListener('SIGINT', process.stdin.isTTY ? ignore : passOn)
  }
}

/** @param {import('node:stream').Readable | null} stream */
function collect(stream) {
  const chunks = /** @type {Buffer[]} */ ([])
  stream?.on('data', (/** @type {Buffer} */ chunk) => chunks.push(chunk))
  return () => Buffer.concat(chunks).toString()
}

/**
 * @param {number | null} code
 * @param {NodeJS.Signals | null} signal
 */
function exitStatus(code, signal) {
  return code ?? 128 + (signal ? os.constants.signals[signal] : 0)
}
