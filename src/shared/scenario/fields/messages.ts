import { z } from 'zod'
import { amount, count, message, milliseconds, otherSide, some } from './values'

const span = z.tuple([count, count]).describe('Bytes of the stream: from, and up to')

/** Of events about bytes, and about what stands above the stream. */
export const MESSAGE_FIELDS = {
  sent: {
    ...message,
    ...otherSide,
    queued: amount.describe('Bytes that Node holds: the kernel took no more'),
  },
  received: { ...message, ...otherSide },
  packed: { ...message, span },
  unpacked: {
    ...message,
    span,
    reads: amount.describe('In how many reads of the stream it came'),
    broken: z
      .enum(['tooLong', 'cutOff'])
      .describe('No whole message: longer than it may be; the stream ended in it'),
    declared: z.number().min(0).describe('Of a broken one: the length that its prefix says, bytes'),
  },
  buffered: {
    bytes: amount.describe("In Node's own receive buffer"),
    offset: amount.describe('How many bytes the program had taken before them'),
  },
  repeated: {
    sent: count.describe('How many were written'),
    of: count.describe('Of so many'),
    by: z
      .enum(['count', 'stop', 'closed'])
      .describe('All were sent; `stop` ended it; the end could send no more'),
  },
  disturbed: {
    direction: z.enum(['toServer', 'toClient']).describe('Which way the bytes go'),
    by: z
      .enum(['hold', 'release', 'limit', 'slowClose', 'reset', 'closed'])
      .describe(
        'So much waits; goes on; was dropped at the limit; FIN waits; is lost with the reset; or with the end it was for',
      ),
    bytes: amount.describe('How many'),
    ending: z.literal(true).describe('FIN, or RST, is among it'),
    ms: milliseconds.describe('How long FIN waits'),
  },
  secured: {
    protocol: z.string().describe('As Node calls it: TLSv1.3'),
    cipher: z.string().describe("IANA's name: TLS_AES_256_GCM_SHA384"),
    servername: z.string().describe('The host name that the client has asked for (SNI)'),
    alpn: z.string().describe('The protocol above TLS that both have chosen (ALPN)'),
    authorized: z.boolean().describe("Of a client: whether the server's certificate could be trusted"),
    authorizationError: z.string().describe('Why it could not: DEPTH_ZERO_SELF_SIGNED_CERT …'),
    certificate: some,
  },
  layered: {
    tls: z.enum(['client', 'server']).describe('Which side of TLS it is'),
    certificate: some,
    framing: some,
  },
}
