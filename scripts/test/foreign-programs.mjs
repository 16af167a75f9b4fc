import { installOrExplain } from '../system/packages.mjs'
import { isOnPath } from '../system/programs.mjs'

/** Programs that nobody here wrote, which the tests let talk to the lab. */
const programs = /** @type {const} */ ({
  ncat: { debian: ['ncat'], fedora: ['nmap-ncat'], arch: ['nmap'] },
  curl: { debian: ['curl'], fedora: ['curl'], arch: ['curl'] },
  python3: { debian: ['python3-minimal'], fedora: ['python3'], arch: ['python'] },
})

/** Sees to it that they are here (Linux); throws Trouble, which names what to install, if they can't be had. */
export async function ensureForeignPrograms() {
  for (const [program, needs] of Object.entries(programs)) {
    if (!isOnPath(program)) await installOrExplain(`The tests need ${program}, which is not here.`, needs)
  }
}
