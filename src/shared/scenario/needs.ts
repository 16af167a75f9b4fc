import { formatCommandLine, spawnLine } from '../command-line'
import { isLoopback } from '../ip'
import { loadTarget } from '../load'
import { isPem } from '../pem'
import { isAbstract } from '../unix'
import { isExpectation, type Step } from './schema'

/** What a step needs beyond loopback sockets: the field that says so, and its value. */
export interface Need {
  what: 'net' | 'target' | 'file' | 'socket-file' | 'program'
  field: string
  value: string
}

/** The files that a step reads. */
export function filesOf(step: Step): Need[] {
  if (isExpectation(step)) return []
  const file = (field: string, value: unknown): Need[] =>
    typeof value === 'string' ? [{ what: 'file', field, value }] : []
  const pem = (field: string, value: unknown): Need[] =>
    typeof value === 'string' && !isPem(value) ? file(field, value) : []
  switch (step.do) {
    case 'send':
      return file('file', step.file)
    case 'listen':
      return [...pem('tls.cert', step.tls?.cert), ...pem('tls.key', step.tls?.key)]
    case 'connect':
      return pem('tls.ca', step.tls?.ca)
  }
  return []
}

/** What `step` needs that a file may not have by itself. */
export function needsOf(step: Step): Need[] {
  if (isExpectation(step)) return []
  const fields: Record<string, unknown> = step
  const needs: Need[] = []
  // Even a loopback address: nothing says whose server is there.
  if (step.do === 'load') {
    return step.to === undefined ? [{ what: 'target', field: 'port', value: loadTarget(step) }] : []
  }
  for (const field of ['host', 'localAddress']) {
    const host = fields[field]
    if (typeof host === 'string' && !isLoopback(host)) needs.push({ what: 'net', field, value: host })
  }
  // A name has no colon; `to` with one is an address.
  if (typeof fields.to === 'string' && fields.to.includes(':')) {
    const host = fields.to.slice(0, fields.to.lastIndexOf(':')).replace(/^\[(.*)\]$/, '$1')
    if (!isLoopback(host)) needs.push({ what: 'net', field: 'to', value: fields.to })
  }
  needs.push(...filesOf(step))
  if (step.do === 'spawn') {
    // Variables decide what runs as much as words do.
    const variables = Object.entries(step.env ?? {}).map(([name, value]) => `${name}=${value}`)
    const value = [formatCommandLine(variables), spawnLine(step)].filter(Boolean).join(' ')
    needs.push({ what: 'program', field: 'command', value })
    if (step.cwd !== undefined) needs.push({ what: 'file', field: 'cwd', value: step.cwd })
  }
  if (Array.isArray(fields.addresses)) {
    for (const [index, address] of fields.addresses.entries()) {
      if (!isLoopback(address)) needs.push({ what: 'net', field: `addresses.${index}`, value: address })
    }
  }
  // An abstract address is no file.
  if (typeof fields.path === 'string' && !isAbstract(fields.path)) {
    needs.push({ what: 'socket-file', field: 'path', value: fields.path })
  }
  return needs
}
