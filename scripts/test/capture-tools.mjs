import { run } from '../lib/run.mjs'
import { Trouble } from '../lib/trouble.mjs'
import { installOrExplain } from '../system/packages.mjs'
import { isOnPath } from '../system/programs.mjs'

/** What captures packets. */
const tools = /** @type {const} */ ({
  tcpdump: { debian: ['tcpdump'], fedora: ['tcpdump'], arch: ['tcpdump'] },
  dumpcap: { debian: ['wireshark-common'], fedora: ['wireshark-cli'], arch: ['wireshark-cli'] },
})

/** Sees to it that they are here and may capture (Linux); throws Trouble, which says what it takes, otherwise. */
export async function ensureCaptureTools() {
  if (process.platform !== 'linux') throw new Trouble('The tests capture on the loopback interface of Linux.')
  for (const [tool, needs] of Object.entries(tools)) {
    if (!isOnPath(tool)) await installOrExplain(`The tests need ${tool}, which is not here.`, needs)
    // It would go on for ever: that it is still there after a second means that it may.
    const { status, stderr } = await run('timeout', ['1', tool, '-i', 'lo', '-w', '-', '-f', 'tcp port 0'])
    const endedByUs = 124
    if (status === endedByUs) continue
    throw new Trouble(
      `${tool} may not capture here: ${stderr.trim().split('\n').at(-1)}`,
      `Give it the right:\n  sudo setcap cap_net_raw,cap_net_admin=eip "$(command -v ${tool})"`,
    )
  }
}
