import { run } from '../lib/run.mjs'
import { Trouble } from '../lib/trouble.mjs'
import { installOrExplain } from '../system/packages.mjs'
import { isOnPath } from '../system/programs.mjs'

/** What makes mounts of one's own. */
const programs = /** @type {const} */ ({
  unshare: { debian: ['util-linux'], fedora: ['util-linux'], arch: ['util-linux'] },
  mount: { debian: ['mount'], fedora: ['util-linux'], arch: ['util-linux'] },
})

/** As root; and as anybody, where the system lets everybody have namespaces. */
const ways = [
  ['unshare', '--mount'],
  ['unshare', '--user', '--map-root-user', '--mount'],
]

/**
 * The words that run a command with mounts of its own, which nobody else sees and which end with it.
 * @returns {Promise<string[]>} throws Trouble if this machine gives none
 */
export async function ensureOwnMounts() {
  if (process.platform !== 'linux') throw new Trouble('Only Linux has mounts that one process alone sees.')
  for (const [program, needs] of Object.entries(programs)) {
    if (!isOnPath(program)) await installOrExplain(`The tests need ${program}, which is not here.`, needs)
  }
  const failures = []
  for (const way of ways) {
    const [command = '', ...args] = way
    const trial = ['mount', '-t', 'tmpfs', 'none', '/tmp']
    const { status, stderr } = await run(command, [...args, ...trial])
    if (status === 0) return way
    failures.push(`${way.join(' ')}: ${stderr.trim()}`)
  }
  throw new Trouble('This machine lets no test mount a file system of its own.', failures.join('\n'))
}
