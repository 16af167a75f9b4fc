import { LAB_CODES, labError } from '../../../shared/errors'
import { Netstat } from './netstat'
import { MACOS } from './netstat-macos'
import { WINDOWS } from './netstat-windows'
import { Procfs } from './procfs'
import { type KernelTables, TableTrouble } from './tables'

/** The tables of a system; `folder` in place of /proc/net. Throws TableTrouble where nobody knows how to read them. */
export function openTables(platform: NodeJS.Platform, folder?: string): KernelTables {
  switch (platform) {
    case 'linux':
      return new Procfs(folder)
    case 'darwin':
      return new Netstat(MACOS)
    case 'win32':
      return new Netstat(WINDOWS)
  }
  const message = `Socket Lab can't read the kernel's tables of TCP sockets on ${platform}`
  const advice = 'States are inferred only.'
  throw new TableTrouble(labError(LAB_CODES.noSource, message, { advice }))
}
