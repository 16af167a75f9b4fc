import { formatCommandLine, spawnLine } from './command-line'
import type { Command, CommandOf } from './commands'
import { formatAddress } from './ids'
import { isLoopback } from './ip'
import { loadTarget } from './load'
import { isPem } from './pem'
import type { Step } from './scenario/schema'
import { isExpectation } from './scenario/step'
import { isAbstract } from './unix'

/**
 * What goes beyond loopback sockets and what a person has handed over: a scenario file says it before it runs, and of a command
 * that a person gives by hand it is asked. Pure: nothing is looked up to find out, so that a name is what it says.
 */

/**
 * `listen`: other machines reach a socket. `relay`: they reach, through a proxy, what is behind it. `call`: something is sent to
 * where this machine may not be. `lookup`: a name server is asked. `target`: a load goes to a server that the lab may not have.
 * `peer`: a Unix socket is called that may be another program's, which may do as it is told: what starts programs is one of them.
 */
export const NEEDS = [
  'program',
  'relay',
  'listen',
  'peer',
  'target',
  'call',
  'lookup',
  'file',
  'socket-file',
] as const

/** What is needed, the field that says so, and its value: an address as `192.0.2.1:80`, a host, a path, a command line. */
export interface Need {
  what: (typeof NEEDS)[number]
  field: string
  value: string
  /** Of an address: the host alone. */
  host?: string
}

/** The files that a command reads. */
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

/** What a command does on networks, as far as nothing is known but the command. */
export function networkNeedsOf(command: Command): Need[] {
  switch (command.do) {
    case 'listen':
    case 'bind':
      return at('listen', 'host', command.host, command.port)
    case 'proxy':
      return [...relayed(command), ...sentTo(command.to)]
    case 'connect':
      return [
        ...at('call', 'host', command.host, command.port),
        ...at('call', 'localAddress', command.localAddress),
        ...(command.addresses ?? []).flatMap((address, index) =>
          at('call', `addresses.${index}`, address, command.port),
        ),
      ]
    case 'send':
      return sentTo(command.to)
    case 'lookup':
      return at('lookup', 'host', command.host)
    case 'load':
      // Even a loopback address: nothing says whose server is there.
      return command.to === undefined
        ? [{ what: 'target', field: 'port', value: loadTarget(command), host: command.host ?? '127.0.0.1' }]
        : []
  }
  return []
}

/** What `step` needs that a file may not have by itself, and that a person who gives it by hand is asked about, files apart. */
export function needsOf(step: Step): Need[] {
  if (isExpectation(step)) return []
  const needs = [...networkNeedsOf(step), ...filesOf(step)]
  if (step.do === 'spawn') {
    // Variables decide what runs as much as words do.
    const value = [variablesOf(step), spawnLine(step)].filter(Boolean).join(' ')
    needs.push({ what: 'program', field: 'command', value })
    if (step.cwd !== undefined) needs.push({ what: 'file', field: 'cwd', value: step.cwd })
  }
  if ('path' in step && step.path !== undefined) {
    // An abstract address is no file, and lies in no folder.
    if (!isAbstract(step.path)) needs.push({ what: 'socket-file', field: 'path', value: step.path })
    else if (step.do === 'connect') needs.push({ what: 'peer', field: 'path', value: step.path })
  }
  return needs
}

/** The variables that a program is given besides the lab's own, as one line. */
export function variablesOf({ env = {} }: Pick<CommandOf<'spawn'>, 'env'>): string {
  return formatCommandLine(Object.entries(env).map(([name, value]) => `${name}=${value}`))
}

/** Without a port, or with 0 for any free one, the value is the host. */
function at(what: Need['what'], field: string, host: string | undefined, port = 0): Need[] {
  if (host === undefined || isLoopback(host)) return []
  return [{ what, field, value: port === 0 ? host : formatAddress(host, port), host }]
}

/** A name has no colon; `to` with one is an address. */
function sentTo(to = ''): Need[] {
  if (!to.includes(':')) return []
  const host = to.slice(0, to.lastIndexOf(':')).replace(/^\[(.*)\]$/, '$1')
  return isLoopback(host) ? [] : [{ what: 'call', field: 'to', value: to, host }]
}

/** Whoever may listen somewhere may not therefore open any server of this machine to those who call there. */
function relayed({ host, port, to }: CommandOf<'proxy'>): Need[] {
  return at('relay', 'host', host, port).map((need) => ({ ...need, value: `${need.value} → ${to}` }))
}
