import type { SocketModel } from '../../shared/model/model'

// By itself: the window needs it before it needs anything of what writes programs.

/** True for what a program can be written of: proxies, watches and foreign ends are none. */
export function isTold({ role, proxy, relay }: SocketModel): boolean {
  return (
    (role === 'listener' || role === 'client' || role === 'datagram') &&
    proxy === undefined &&
    relay === undefined
  )
}
