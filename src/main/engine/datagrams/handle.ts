import type dgram from 'node:dgram'

/** libuv's side of a datagram socket. */
interface Handle {
  recvStart(): number
  recvStop(): number
}

/**
 * What stops and starts the reading of datagrams. Node has no public way to it: dgram keeps its handle in a state that is
 * known by a symbol. Undefined where that is not so, or the socket is closed.
 */
export function handleOf(socket: dgram.Socket): Handle | undefined {
  const symbol = Object.getOwnPropertySymbols(socket).find(
    ({ description }) => description === 'state symbol',
  )
  if (!symbol) return undefined
  const { handle } = (socket as unknown as Record<symbol, { handle?: Partial<Handle> | null }>)[symbol] ?? {}
  return typeof handle?.recvStart === 'function' && typeof handle.recvStop === 'function'
    ? (handle as Handle)
    : undefined
}
