import type { NetworkInterfaceInfo, networkInterfaces } from 'node:os'
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
