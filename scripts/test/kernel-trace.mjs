import { existsSync } from 'node:fs'
import path from 'node:path'
import { run } from '../lib/run.mjs'
import { Trouble } from '../lib/trouble.mjs'
import { isRoot } from '../system/programs.mjs'

const folder = '/sys/kernel/tracing'
const event = 'events/sock/inet_sock_set_state'

/** Sees to it that the kernel's trace of TCP states can be read; throws Trouble if this machine doesn't give it. */
export async function ensureKernelTrace() {
  const whole = 'What the lab concludes was not compared with what the kernel did'
  if (process.platform !== 'linux') throw new Trouble(`${whole}: only Linux traces TCP states.`)
  if (!isRoot())
    throw new Trouble(`${whole}: only root may read the kernel's trace.`, 'sudo npm test -- oracle')
  if (!existsSync(path.join(folder, 'events'))) await run('mount', ['-t', 'tracefs', 'nodev', folder])
  if (existsSync(path.join(folder, event))) return
  const why = existsSync(folder) ? `${folder} has no ${event}` : `there is no ${folder}`
  throw new Trouble(`${whole}: ${why}, as in a container or on a kernel that is built without it.`)
}
