import { createHash } from 'node:crypto'
import { once } from 'node:events'
import net from 'node:net'
import type { Lab } from '../../../src/main/engine/lab'
import type { Faults } from '../../../src/shared/commands'
import { parseAddress } from '../../../src/shared/ids'
import { event, openLab } from '../../support/lab'

// Clients and servers that are no part of the lab, with a proxy between them.

export const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

/** A server that sends back all that it gets, and closes when that has ended. */
export async function echoServer(): Promise<{ address: string; close: () => Promise<unknown> }> {
  const server = net.createServer({ allowHalfOpen: true }, (socket) => {
    socket.on('error', () => {})
    socket.pipe(socket)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as net.AddressInfo
  return { address: `127.0.0.1:${port}`, close: () => once(server.close(), 'close') }
}

export async function proxyTo(to: string, faults: Faults): Promise<{ lab: Lab; port: number }> {
  const lab = openLab({ maxEvents: 200_000, keepBytes: 64 })
  await lab.execute({ do: 'proxy', as: 'proxy', to, faults }).done
  const { local } = await event(lab, 'listening', 'proxy')
  return { lab, port: parseAddress(local)?.port ?? 0 }
}

/** All that comes back of `bytes`, which are sent in pieces. */
export async function sentThrough(port: number, pieces: Iterable<Uint8Array>): Promise<Buffer> {
  const client = net.connect({ port, host: '127.0.0.1', allowHalfOpen: true })
  const read: Buffer[] = []
  client.on('data', (chunk) => read.push(chunk))
  const closed = once(client, 'close')
  for (const piece of pieces) if (!client.write(piece)) await once(client, 'drain')
  client.end()
  await closed
  return Buffer.concat(read)
}
