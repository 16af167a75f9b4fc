/** Unix domain sockets (unix(7)), as commands and events write their addresses. */

/**
 * True for an abstract address of Linux, `@name`: it has no file. So ss, systemd and /proc/net/unix write it; the system itself
 * has a NUL in place of the @. A file of such a name is `./@name`.
 */
export function isAbstract(path: string): boolean {
  return path.startsWith('@')
}

/** Stands for the address of an end that has none: a client that connects without having been bound. */
export const UNNAMED = 'unnamed'

/** What the `index`-th (from 1) client of another program is called, since no address tells it from others. */
export function unnamedName(index: number): string {
  return `${UNNAMED}:${index}`
}

/** True for the name of a foreign end of a Unix connection: a path, an abstract address, or `unnamed:3`. */
export function isUnixForeign(name: string): boolean {
  return /^(?:[/@]|[A-Za-z]:[\\/]|\\\\)/.test(name) || /^unnamed:[1-9]\d*$/.test(name)
}
