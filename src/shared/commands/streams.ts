import { z } from 'zod'
import { respondSchema } from './answers'
import { DATAGRAMS_HAVE_NO_STREAM_OPTIONS, notOfDatagrams, streamOption } from './datagrams'
import { OF_NAMES, streamOptions } from './options'
import { oneTarget, onlyOver, transportOf } from './target'
import { connectTlsSchema, listenTlsSchema } from './tls'
import { family, host, ipAddress, MINUTE, nameSchema, nowait, path, port, transport } from './values'

/** What makes listeners and clients. */

/** Most clients that one `connect` opens. */
export const MAX_COUNT = 10_000

/** Most addresses, 127.0.0.1 to 127.0.0.254, over which clients spread. */
export const MAX_SPREAD = 254

/** Most addresses that one name stands for. */
export const MAX_ADDRESSES = 16

/** What only addresses of the Internet have, and only files. */
const OF_PORTS = ['host', 'port', 'noDelay', 'keepAlive', 'keepAliveInitialDelay'] as const
const OF_PATHS = ['readableAll', 'writableAll', 'removeStale'] as const

/** For the JSON Schema: it goes over a Unix domain socket, as far as the command itself says. */
const OVER_UNIX = {
  anyOf: [
    { required: ['transport'], properties: { transport: { const: 'unix' } } },
    { required: ['path'], not: { required: ['transport'] } },
  ],
}

/** For the JSON Schema: none of these fields. */
function without(fields: readonly string[]): Record<string, false> {
  return Object.fromEntries(fields.map((field) => [field, false as const]))
}

export const listenSchema = z
  .strictObject({
    do: z.literal('listen'),
    as: nameSchema.optional(),
    transport: transport
      .exclude(['udp'], {
        error: ({ input }) =>
          input === 'udp' ? 'UDP listens for no connections: `bind` makes a bound UDP socket' : undefined,
      })
      .optional()
      .describe('tcp unless given, or unix where there is a path'),
    host: host.optional().describe('127.0.0.1 unless given; 0.0.0.0 and :: are open to the network'),
    port: port.optional().describe('0 (any free one) unless given'),
    path: path.optional(),
    respond: respondSchema.optional().describe('How it answers what its connections receive'),
    backlog: z
      .int()
      .min(1)
      .max(65_535)
      .optional()
      .describe('Length of the queue of connections not yet accepted'),
    maxConnections: z.int().min(1).max(1_000_000).optional().describe('More are accepted and closed at once'),
    ipv6Only: z.boolean().optional().describe('With ::, take no IPv4 clients'),
    exclusive: z
      .boolean()
      .optional()
      .describe("Node's option: the workers of a cluster don't share the port"),
    readableAll: z.boolean().optional().describe('Of a socket file: all users may read it'),
    writableAll: z
      .boolean()
      .optional()
      .describe('Of a socket file: all users may write it, which is what connect(2) asks for'),
    removeStale: z
      .boolean()
      .optional()
      .describe('Remove a socket file that nobody listens on any more, and listen in its place'),
    serve: z
      .enum(['concurrent', 'one-at-a-time'])
      .optional()
      .describe('one-at-a-time: accepts the next connection when the one before is closed'),
    tls: listenTlsSchema.optional(),
    nowait: nowait.optional(),
    ...streamOptions,
  })
  .superRefine((listen, context) => {
    const isUnix = transportOf(listen) === 'unix'
    if (isUnix && listen.path === undefined) {
      context.addIssue({
        code: 'custom',
        path: ['path'],
        message: 'a Unix domain socket listens at a `path`',
      })
    }
    if (isUnix) onlyOver('TCP', listen, [...OF_PORTS, 'ipv6Only', 'exclusive'], context)
    else onlyOver('a Unix domain socket', listen, ['path', ...OF_PATHS], context)
  })
  .meta({
    if: OVER_UNIX,
    // biome-ignore lint/suspicious/noThenProperty: a word of JSON Schema
    then: { required: ['path'], properties: without([...OF_PORTS, 'ipv6Only', 'exclusive']) },
    else: { properties: without(['path', ...OF_PATHS]) },
  })
  .describe('Opens a listener: bind(2), listen(2), and it accepts')

/** What a call to a path has no use for. */
const NOT_TO_PATHS = [...OF_PORTS, ...OF_NAMES, 'localAddress', 'localPort', 'spread'] as const

/** The first field of a call that goes with TCP only; undefined if there is none. */
export function ofTcpAlone(command: object): string | undefined {
  return NOT_TO_PATHS.find((field) => (command as Record<string, unknown>)[field] !== undefined)
}

export const connectSchema = z
  .strictObject({
    do: z.literal('connect'),
    as: nameSchema.optional(),
    to: nameSchema
      .optional()
      .describe('A listener, or a bound UDP socket, of this lab; or give host and port'),
    transport: transport
      .optional()
      .describe('tcp unless given, or what `to` has. udp: a connected datagram socket'),
    host: host.optional().describe('127.0.0.1 unless given'),
    port: port.min(1).optional().describe('Or `to`, or `path`'),
    path: path.optional(),
    family: family.optional().describe('Of the addresses that a name has: 4 or 6; both unless given'),
    autoSelectFamily: z
      .boolean()
      .optional()
      .describe('Try the addresses of a name in turn (Happy Eyeballs, RFC 8305); true unless given'),
    autoSelectFamilyAttemptTimeout: z
      .int()
      .min(10)
      .max(MINUTE)
      .optional()
      .describe('Milliseconds after which the next address is tried; 250 unless given'),
    addresses: z
      .array(ipAddress)
      .min(1)
      .max(MAX_ADDRESSES)
      .optional()
      .describe('What the name stands for, in this order, in place of what a look-up would say'),
    count: z
      .int()
      .min(1)
      .max(MAX_COUNT)
      .optional()
      .describe('How many clients; they are called name.1, name.2 …'),
    localAddress: host.optional().describe('An address of this machine to call from'),
    localPort: port.optional().describe('The port to call from; 0 (any free one) unless given'),
    spread: z
      .int()
      .min(2)
      .max(MAX_SPREAD)
      .optional()
      .describe('Call from 127.0.0.1 to 127.0.0.n in turn, where the target is a loopback address'),
    tls: connectTlsSchema.optional(),
    nowait: nowait.optional(),
    ...streamOptions,
  })
  .superRefine((connect, context) => {
    if (connect.spread !== undefined && connect.localAddress !== undefined) {
      context.addIssue({
        code: 'custom',
        path: ['spread'],
        message: '`localAddress` already says from where; drop `spread`',
      })
    }
    const misplaced = connect.transport === 'udp' ? streamOption(connect) : undefined
    if (misplaced !== undefined) {
      context.addIssue({ code: 'custom', path: [misplaced], message: notOfDatagrams(misplaced) })
    }
    oneTarget(connect, context)
    if (transportOf(connect) !== 'unix') {
      onlyOver('a Unix domain socket', connect, ['path'], context)
      return
    }
    if (connect.to === undefined && connect.path === undefined) {
      context.addIssue({
        code: 'custom',
        path: ['path'],
        message: 'a Unix domain socket is called by its `path`',
      })
    }
    onlyOver('TCP', connect, NOT_TO_PATHS, context)
  })
  .meta({
    allOf: [
      DATAGRAMS_HAVE_NO_STREAM_OPTIONS,
      { oneOf: [{ required: ['to'] }, { required: ['port'] }, { required: ['path'] }] },
      {
        if: OVER_UNIX,
        // biome-ignore lint/suspicious/noThenProperty: a word of JSON Schema
        then: { anyOf: [{ required: ['to'] }, { required: ['path'] }], properties: without(NOT_TO_PATHS) },
        else: { properties: without(['path']) },
      },
    ],
  })
  .describe('Opens a client, or a group of them, that call')
