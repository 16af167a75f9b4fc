import { z } from 'zod'
import { ipFamily } from '../ip'
import { family, host, nameSchema, nowait, port } from './values'

/** Questions to the system's resolver. */

/** The calls that a look-up can be made by, as the C library and Python call them. */
export const LOOKUP_CALLS = ['getaddrinfo', 'gethostbyname', 'getnameinfo', 'getfqdn', 'gethostname'] as const

export type LookupCall = (typeof LOOKUP_CALLS)[number]

/** What a call can be told. */
const FIELDS = ['host', 'family', 'order', 'port'] as const
type Field = (typeof FIELDS)[number]

const TAKES: Record<LookupCall, readonly Field[]> = {
  getaddrinfo: ['host', 'family', 'order'],
  gethostbyname: ['host'],
  getnameinfo: ['host', 'port'],
  getfqdn: ['host'],
  gethostname: [],
}
/** Calls that can be about this machine, and so need no host. */
const OF_ITSELF: readonly LookupCall[] = ['getfqdn', 'gethostname']

function notTakenBy(call: LookupCall): Field[] {
  return FIELDS.filter((field) => !TAKES[call].includes(field))
}

export const lookupSchema = z
  .strictObject({
    do: z.literal('lookup'),
    as: nameSchema.optional(),
    host: host
      .optional()
      .describe('A name or an address; getfqdn takes the name of this machine unless given'),
    by: z
      .enum(LOOKUP_CALLS)
      .optional()
      .describe(
        'getaddrinfo (unless given): all addresses; gethostbyname: the first IPv4 one; getnameinfo: from an address its name; getfqdn: a full name; gethostname: the name of this machine',
      ),
    family: family.optional().describe('Of getaddrinfo: only addresses of IPv4, or of IPv6'),
    order: z
      .enum(['verbatim', 'ipv4first', 'ipv6first'])
      .optional()
      .describe('Of getaddrinfo: as the resolver gives them (unless given), or one family first'),
    port: port.optional().describe('Of getnameinfo: its service is told, too'),
    nowait: nowait.optional(),
  })
  .superRefine((lookup, context) => {
    const call = lookup.by ?? 'getaddrinfo'
    if (lookup.host === undefined && !OF_ITSELF.includes(call)) {
      context.addIssue({ code: 'custom', path: ['host'], message: `${call} needs a host` })
    }
    if (call === 'getnameinfo' && lookup.host !== undefined && ipFamily(lookup.host) === undefined) {
      const message = 'getnameinfo takes an address, such as "127.0.0.1"; getaddrinfo has those of a name'
      context.addIssue({ code: 'custom', path: ['host'], message })
    }
    for (const field of notTakenBy(call)) {
      if (lookup[field] === undefined) continue
      context.addIssue({ code: 'custom', path: [field], message: `${call} takes no \`${field}\`` })
    }
  })
  .meta({
    allOf: LOOKUP_CALLS.map((call) => ({
      if:
        call === 'getaddrinfo'
          ? { properties: { by: { const: call } } }
          : { required: ['by'], properties: { by: { const: call } } },
      // biome-ignore lint/suspicious/noThenProperty: a word of JSON Schema
      then: {
        required: OF_ITSELF.includes(call) ? [] : ['host'],
        properties: Object.fromEntries(notTakenBy(call).map((field) => [field, false])),
      },
    })),
  })
  .describe('Asks the system what addresses a name has, or what name an address has')
