import { spawnSync } from 'node:child_process'
import { Trouble } from '../lib/trouble.mjs'
import { installOrExplain } from '../system/packages.mjs'
import { isOnPath } from '../system/programs.mjs'

/** Programs that nobody here wrote: the tests let them talk to the lab, and read what it writes. */
const programs = /** @type {const} */ ({
  ncat: { debian: ['ncat'], fedora: ['nmap-ncat'], arch: ['nmap'] },
  curl: { debian: ['curl'], fedora: ['curl'], arch: ['curl'] },
  python3: { debian: ['python3'], fedora: ['python3'], arch: ['python'] },
  socat: { debian: ['socat'], fedora: ['socat'], arch: ['socat'] },
  openssl: { debian: ['openssl'], fedora: ['openssl'], arch: ['openssl'] },
  // Redis itself, too: it is one program with several names. Debian's package of the server would start a service.
  'redis-check-rdb': { debian: ['redis-tools'], fedora: ['redis'], arch: ['redis'] },
  tshark: { debian: ['tshark'], fedora: ['wireshark-cli'], arch: ['wireshark-cli'] },
})

/** Sees to it that those are here that talk to the lab (Linux); throws Trouble, which names what to install, if they can't be had. */
export const ensureForeignPrograms = () =>
  ensure('ncat', 'socat', 'curl', 'python3', 'openssl', 'redis-check-rdb')

/** What examples start. */
export const ensurePython = () => ensure('python3')

/** The same for those that read what is exported. */
export function ensureExportReaders() {
  if (process.platform === 'win32') throw new Trouble('The tests call tshark and python3 as Linux has them.')
  return ensure('tshark', 'python3')
}

/** @param {(keyof typeof programs)[]} names */
async function ensure(...names) {
  for (const name of names) {
    const isHere = name === 'python3' ? hasPython() : isOnPath(name)
    if (!isHere) await installOrExplain(`The tests need ${name}, which is not here.`, programs[name])
  }
}

/** With its library: a package of Debian's has less than the tests use. */
function hasPython() {
  return spawnSync('python3', ['-c', 'import csv, json, zipfile']).status === 0
}
