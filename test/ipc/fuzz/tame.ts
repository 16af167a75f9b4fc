import path from 'node:path'
import { host } from '../../../src/shared/commands/values'

/**
 * What is made by chance must reach nothing but this test: no address beyond loopback, no name that a server of names would be asked
 * for, no port of another test, no file outside its folder, and not so many sockets that the machine has none left. What is refused
 * anyway stays as it is.
 */

/** Where no other test is: on macOS and Windows there is none, and a call is an error like any other. */
export const ALONE = '127.77.0.1'
export const HOSTS = [ALONE, '127.0.0.1', '::1', 'localhost']
/** Port 1 is nobody's. */
export const PORTS = [0, 1, 23_456, 23_457, 23_458]
/** Most that a valid number can be, in fields of these names. */
const MOST: Readonly<Record<string, number>> = {
  count: 8,
  clients: 8,
  repeat: 100,
  forMs: 200,
  rate: 2000,
  buckets: 500,
}

export function tame(request: unknown, folder: string): unknown {
  const seen = new Set<object>()
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null || seen.has(value)) return
    seen.add(value)
    if (Array.isArray(value)) {
      // One that has nothing in it can be as long as it likes.
      for (const key in value) visit(value[key])
      return
    }
    if (ArrayBuffer.isView(value)) return
    const fields = value as Record<string, unknown>
    for (const name of Object.keys(fields)) {
      if (name === '__proto__') continue
      const tamed = tameField(name, fields[name], folder)
      if (tamed !== fields[name]) fields[name] = tamed
      visit(fields[name])
    }
    tameCommand(fields)
  }
  visit(request)
  return request
}

function tameField(name: string, value: unknown, folder: string): unknown {
  switch (name) {
    case 'host':
    case 'localAddress':
      return tameHost(value)
    case 'addresses':
      return Array.isArray(value) && value.length < 100 ? value.map(tameHost) : value
    case 'to':
      if (typeof value !== 'string' || !value.includes(':')) return value
      return /^[\w.:[\]-]+$/.test(value) ? `${ALONE}:${PORTS[value.length % PORTS.length] || 1}` : value
    case 'port':
    case 'localPort':
      if (!isCount(value, 65_535) || PORTS.includes(value)) return value
      return PORTS[value % PORTS.length]
    case 'path':
    case 'cwd':
      if (typeof value !== 'string' || value.startsWith(`${folder}${path.sep}`)) return value
      return path.join(folder, `file-${value.length % 4}`)
    // What does not exist can't be started, whoever would allow it.
    case 'command':
      return typeof value === 'string' ? path.join(folder, 'no-program') : value
    default: {
      const most = MOST[name]
      return most !== undefined && typeof value === 'number' && value > most && value <= 1e6
        ? 1 + (Math.floor(value) % most)
        : value
    }
  }
}

function tameHost(value: unknown): unknown {
  if (typeof value !== 'string' || HOSTS.includes(value) || !host.safeParse(value).success) return value
  return HOSTS[value.length % HOSTS.length]
}

function tameCommand(fields: Record<string, unknown>): void {
  // These are in every file of hosts: no server is asked.
  if (fields.do === 'lookup' && fields.by !== 'gethostname') {
    fields.host = fields.by === 'getnameinfo' ? '127.0.0.1' : 'localhost'
  }
  if (fields.source === 'capture') fields.on = false
}

function isCount(value: unknown, max: number): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= max
}
