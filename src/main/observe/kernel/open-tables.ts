import { LAB_CODES, labError } from '../../../shared/errors'
import { Procfs } from './procfs'
import { type KernelTables, TableTrouble } from './tables'

/** The tables of this system. Throws TableTrouble where nobody knows how to read them. */
export function openTables(platform: NodeJS.Platform, folder?: string): KernelTables {
  if (platform === 'linux' || folder !== undefined) return new Procfs(folder)
  const message = `Socket Lab can't read the kernel's tables of TCP sockets on ${platform}`
  const advice = 'States are inferred only.'
  throw new TableTrouble(labError(LAB_CODES.noSource, message, { advice }))
}
