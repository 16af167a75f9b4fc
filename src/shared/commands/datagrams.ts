import { z } from 'zod'
import { respondSchema } from './answers'
import { OF_NAMES, streamOptions } from './options'
import { host, nameSchema, nowait, port } from './values'

/** What makes datagram sockets. */

/**
 * Most bytes of a datagram's payload: its length field has 16 bits, which over IPv4 count the headers of IP (20 bytes) and UDP
 * (8), over IPv6 that of UDP alone. RFC 768; RFC 8200, 3. More is EMSGSIZE.
 */
export const MAX_DATAGRAM = { udp4: 65_507, udp6: 65_527 } as const

export const bindSchema = z
  .strictObject({
    do: z.literal('bind'),
    as: nameSchema.optional(),
    host: host.optional().describe('127.0.0.1 unless given; 0.0.0.0 and :: are open to the network'),
    port: port.optional().describe('0 (any free one) unless given'),
    respond: respondSchema
      .optional()
      .describe(
        '`broadcast` goes to the other senders that it has heard from; `thenClose` closes the socket',
      ),
    ipv6Only: z.boolean().optional().describe('With ::, IPv6 alone; otherwise IPv4, too'),
    reuseAddr: z
      .boolean()
      .optional()
      .describe('SO_REUSEADDR: several sockets that all set it share an address and port'),
    framing: z
      .never({ error: 'a datagram is a message by itself: framing is for streams' })
      .optional()
      .describe('Not for datagrams'),
    nowait: nowait.optional(),
  })
  .describe('Makes a bound UDP socket')

/** Options of streams that a connected UDP socket can't have. Its name is looked up by Node, in its own way. */
const OF_STREAMS: readonly string[] = [...Object.keys(streamOptions), ...OF_NAMES, 'spread', 'tls']

/** The first field of a `connect` that means nothing to a datagram socket; undefined if there is none. */
export function streamOption(command: object): string | undefined {
  return OF_STREAMS.find((field) => (command as Record<string, unknown>)[field] !== undefined)
}

/** What is wrong with that field. */
export function notOfDatagrams(field: string): string {
  return `\`${field}\` is an option of streams; a datagram socket has none such`
}

/** For the JSON Schema of `connect`. */
export const DATAGRAMS_HAVE_NO_STREAM_OPTIONS = {
  if: { required: ['transport'], properties: { transport: { const: 'udp' } } },
  // biome-ignore lint/suspicious/noThenProperty: the word of JSON Schema
  then: { not: { anyOf: OF_STREAMS.map((field) => ({ required: [field] })) } },
}
