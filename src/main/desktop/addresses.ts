import { existsSync, realpathSync } from 'node:fs'
import type { NetworkInterfaceInfo, networkInterfaces } from 'node:os'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { OwnAddress } from '../../shared/ipc'

/** This machine's own addresses, each as a socket can be bound to it, loopback first. */
export function ownAddresses(
  interfaces: ReturnType<typeof networkInterfaces>,
  platform: NodeJS.Platform,
): OwnAddress[] {
  const byAddress = new Map<string, OwnAddress>()
  for (const [name, infos] of Object.entries(interfaces)) {
    for (const info of infos ?? []) {
      const address = scoped(info, name, platform)
      if (byAddress.has(address)) continue
      byAddress.set(address, { address, family: info.family, interface: name, internal: info.internal })
    }
  }
  // Stable: the system's own order within each kind.
  return [...byAddress.values()].sort((a, b) => rank(a) - rank(b))
}

/** A link-local IPv6 address means nothing without its link (RFC 4007); Windows numbers them, others name them. */
function scoped(info: NetworkInterfaceInfo, name: string, platform: NodeJS.Platform): string {
  if (info.family !== 'IPv6' || !/^fe[89ab]/i.test(info.address) || info.address.includes('%')) {
    return info.address
  }
  return `${info.address}%${platform === 'win32' ? info.scopeid : name}`
}

function rank({ internal, family, address }: OwnAddress): number {
  const kind = family === 'IPv4' ? 0 : address.includes('%') ? 2 : 1
  return (internal ? 0 : 3) + kind
}

/** A path for a new Unix domain socket, at which nothing is; on Windows the name of a pipe. */
export function freeSocketPath(): string {
  const isPipe = process.platform === 'win32'
  const folder = isPipe ? '\\\\.\\pipe' : realpathSync(tmpdir())
  for (let number = 1; ; number++) {
    const path = join(folder, isPipe ? `socket-lab-${number}` : `socket-lab-${number}.sock`)
    if (!existsSync(path)) return path
  }
}
