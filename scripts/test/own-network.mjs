import { run } from '../lib/run.mjs'
import { Trouble } from '../lib/trouble.mjs'
import { installOrExplain } from '../system/packages.mjs'
import { isOnPath } from '../system/programs.mjs'

/** What makes a network of one's own, sets it up, and drops packets in it. */
const programs = /** @type {const} */ ({
  unshare: { debian: ['util-linux'], fedora: ['util-linux'], arch: ['util-linux'] },
  ip: { debian: ['iproute2'], fedora: ['iproute'], arch: ['iproute2'] },
  nft: { debian: ['nftables'], fedora: ['nftables'], arch: ['nftables'] },
})

/** As root; and as anybody, where the system lets everybody have namespaces. */
const ways = [
  ['unshare', '--net'],
  ['unshare', '--user', '--map-root-user', '--net'],
]

/** In a new network even the loopback interface is down. `exec`: vitest must be the process that is waited for. */
const setUp = 'ip link set lo up && exec "$@"'

/**
 * The words that run a command in a network of its own, in which it can do what it likes.
 * @returns {Promise<string[]>} throws Trouble if this machine gives none
 */
export async function ensureOwnNetwork() {
  if (process.platform !== 'linux') throw new Trouble('Only Linux has network namespaces.')
  for (const [program, needs] of Object.entries(programs)) {
    if (!isOnPath(program)) await installOrExplain(`The tests need ${program}, which is not here.`, needs)
  }
  const failures = []
  for (const [command = '', ...args] of ways) {
    const inside = [...args, 'sh', '-c', setUp, 'sh']
    const { status, stderr } = await run(command, [...inside, 'nft', 'add', 'table', 'inet', 'trial'])
    if (status === 0) return [command, ...inside]
    failures.push(`${[command, ...args].join(' ')}: ${stderr.trim()}`)
  }
  throw new Trouble('This machine gives no network namespace in which nft works.', failures.join('\n'))
}
