/** What is watched outside of the lab: one of the three, or a port at one address (`host` and `port`). */
export interface Watched {
  /** A local port, at any address unless `host` is given. */
  port?: number
  host?: string
  /** A process: all of its TCP sockets. */
  pid?: number
  /** With `pid`: those of the processes that it has started, too, where the system tells which these are. */
  children?: true
  /** The process's name when the watch began. */
  process?: string
}
