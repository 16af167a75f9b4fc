import { Trouble } from '../lib/trouble.mjs'
import { installOrExplain } from '../system/packages.mjs'
import { isOnPath } from '../system/programs.mjs'

/** Programs that nobody here wrote, and that read what is exported. */
const readers = /** @type {const} */ ({
  tshark: { debian: ['tshark'], fedora: ['wireshark-cli'], arch: ['wireshark-cli'] },
  python3: { debian: ['python3-minimal'], fedora: ['python3'], arch: ['python'] },
})

/** Sees to it that they are here; throws Trouble, which names what to install, if they can't be had. */
export async function ensureExportReaders() {
  if (process.platform === 'win32') throw new Trouble('The tests call tshark and python3 as Linux has them.')
  for (const [program, needs] of Object.entries(readers)) {
    if (!isOnPath(program)) await installOrExplain(`The tests need ${program}, which is not here.`, needs)
  }
}
