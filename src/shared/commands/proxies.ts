import { z } from 'zod'
import { parseDestination } from '../ids'
import { delay, host, nameSchema, nowait, port } from './values'

/** Proxies that spoil what passes through them. */

/** So much can be said of bytes: where a direction is cut, how large slices are. */
const MOST_BYTES = 1_000_000_000_000

/** What is done to one direction of a proxy's connections. Its fields work together. */
export const faultSchema = z
  .strictObject({
    latencyMs: delay.optional().describe('Milliseconds between reading and passing on'),
    jitterMs: delay
      .optional()
      .describe('The latency of each read is up to so many milliseconds more or less; order never changes'),
    bytesPerSecond: z.int().min(1).max(1_000_000_000).optional().describe('At most so many pass in a second'),
    slice: z
      .strictObject({
        bytes: z.int().min(1).max(65_536).describe('No write has more'),
        pauseMs: delay.optional().describe('Milliseconds between two of them; 0 unless given'),
      })
      .optional()
      .describe('What is read is passed on in small writes'),
    hold: z
      .boolean()
      .optional()
      .describe('Nothing passes, neither bytes nor FIN nor RST, until this is taken back'),
    limit: z
      .strictObject({
        bytes: z.int().min(0).max(MOST_BYTES).describe('How many'),
        end: z
          .enum(['close', 'stop'])
          .optional()
          .describe('close (unless given): FIN; stop: silence. Either way, what follows is read and dropped'),
      })
      .optional()
      .describe('So many bytes pass'),
    slowCloseMs: delay.optional().describe('FIN is passed on so many milliseconds after its turn'),
    reset: z
      .strictObject({
        afterBytes: z.int().min(0).max(MOST_BYTES).optional().describe('So many bytes have passed'),
        afterMs: delay.optional().describe('So many milliseconds have passed'),
      })
      .refine(({ afterBytes, afterMs }) => afterBytes !== undefined || afterMs !== undefined, {
        message: 'needs afterBytes, afterMs, or both',
        path: ['afterBytes'],
      })
      .meta({ anyOf: [{ required: ['afterBytes'] }, { required: ['afterMs'] }] })
      .optional()
      .describe('Both connections are reset when so many bytes have passed, or after so many milliseconds'),
  })
  .describe(
    'Bytes and milliseconds count from the beginning of a connection, or from the switch, if that is later',
  )
export type Fault = z.infer<typeof faultSchema>

export const faultsSchema = z
  .strictObject({
    both: faultSchema.optional().describe('In both directions, unless they say otherwise'),
    toServer: faultSchema.optional(),
    toClient: faultSchema.optional(),
    seed: z
      .int()
      .min(0)
      .max(4_294_967_295)
      .optional()
      .describe('Of the jitter, which is the same again; 1 unless given'),
  })
  .describe('What a proxy does to what passes through it; {} is nothing')
export type Faults = z.infer<typeof faultsSchema>

export const proxySchema = z
  .strictObject({
    do: z.literal('proxy'),
    as: nameSchema.optional(),
    to: z
      .string()
      .max(300)
      .refine(isGoal, 'needs a listener of this lab, or an address, such as "127.0.0.1:6379" or "[::1]:80"')
      .describe('The server: a listener of this lab, or an address such as "127.0.0.1:6379"'),
    host: host.optional().describe('Where it listens: 127.0.0.1 unless given'),
    port: port.optional().describe('0 (any free one) unless given'),
    maxConnections: z.int().min(1).max(1_000_000).optional().describe('More are accepted and closed at once'),
    faults: faultsSchema.optional(),
    nowait: nowait.optional(),
  })
  .describe('A listener that carries what its clients say on to a server, and back, with faults')

function isGoal(to: string): boolean {
  return to.includes(':') ? parseDestination(to) !== undefined : nameSchema.safeParse(to).success
}
