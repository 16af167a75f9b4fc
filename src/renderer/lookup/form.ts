import type { Command } from '../../shared/commands'
import type { LookupCall } from '../../shared/commands/lookups'
import { ipFamily } from '../../shared/ip'
import { MAX_PORT, type Problems, type Read, readHost, readOptional } from '../dialogs/fields'

export type LookupCommand = Extract<Command, { do: 'lookup' }>
export const CALLS = ['getaddrinfo', 'gethostbyname', 'getnameinfo', 'getfqdn', 'gethostname'] as const
export const ORDERS = ['verbatim', 'ipv4first', 'ipv6first'] as const

/** What the dialog holds while it is filled in. */
export interface LookupForm {
  by: LookupCall
  host: string
  family: 'both' | '4' | '6'
  order: (typeof ORDERS)[number]
  /** '' for none. */
  port: string
}

export const emptyLookup: LookupForm = {
  by: 'getaddrinfo',
  host: 'localhost',
  family: 'both',
  order: 'verbatim',
  port: '',
}

export function readLookup(form: LookupForm): Read<LookupForm, LookupCommand> {
  const problems: Problems<LookupForm> = {}
  const { by, family, order } = form
  if (by === 'gethostname') return { command: { do: 'lookup', by } }
  const host = readHost(form, 'host', problems, by !== 'getfqdn')
  if (by === 'getnameinfo' && host !== '' && ipFamily(host) === undefined) problems.host = { key: 'address' }
  const port = by === 'getnameinfo' ? readOptional(form, 'port', 0, MAX_PORT, problems) : undefined
  if (Object.keys(problems).length > 0) return { problems }
  return {
    command: {
      do: 'lookup',
      by,
      ...(host !== '' && { host }),
      ...(by === 'getaddrinfo' && family !== 'both' && { family: family === '4' ? 4 : 6 }),
      ...(by === 'getaddrinfo' && order !== 'verbatim' && { order }),
      ...(port !== undefined && { port }),
    },
  }
}
