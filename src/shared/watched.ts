/** What is watched outside of the lab: one of the three, or a port at one address (`host` and `port`). */
export interface Watched {
  /** A local port, at any address unless `host` is given. */
  port?: number
  host?: string
  /** A process: all of its TCP sockets. */
  pid?: number
  /** The process's name when the watch began. */
  process?: string
}
