import { once } from 'node:events'
import net from 'node:net'
import { closed, pump, repeat, type Subject } from './workloads'

/** The baseline: an echo server and its clients as Node's documentation writes them. */
export async function plainNode(): Promise<Subject> {
  const server = net.createServer((socket) => {
    socket.on('data', (chunk) => socket.write(chunk))
    socket.on('error', () => {})
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as net.AddressInfo

  return {
    async echo(size, ms) {
      const socket = net.connect({ port, host: '127.0.0.1' })
      await once(socket, 'connect')
      const message = Buffer.alloc(size.bytes, 'x')
      const rate = await new Promise<number>((resolve) => {
        const onReceived = pump(size, ms, () => socket.write(message), resolve)
        socket.on('data', (chunk) => onReceived(chunk.length))
      })
      socket.destroy()
      await closed(socket)
      return rate
    },

    openClose(ms) {
      return repeat(ms, async () => {
        const socket = net.connect({ port, host: '127.0.0.1' })
        socket.on('data', () => {})
        await once(socket, 'connect')
        socket.end()
        await closed(socket)
      })
    },

    async dispose() {
      server.close()
      await once(server, 'close')
    },
  }
}
