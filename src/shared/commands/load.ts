import { z } from 'zod'
import { LOAD_DEFAULTS, LOAD_LIMITS } from '../load'
import { oneTarget } from './target'
import { delay, HOUR, host, nameSchema, nowait, port } from './values'

/** Many clients at once. */

export const loadSchema = z
  .strictObject({
    do: z.literal('load'),
    as: nameSchema.optional().describe('Its clients are called name.1, name.2 …'),
    to: nameSchema.optional().describe('A listener of this lab; or give host and port'),
    host: host.optional().describe('127.0.0.1 unless given'),
    port: port.min(1).optional().describe('Or `to`'),
    clients: z.int().min(1).max(LOAD_LIMITS.clients).describe('How many'),
    rate: z
      .number()
      .min(0)
      .max(LOAD_LIMITS.rate)
      .optional()
      .describe('Clients that call in a second; 0 or absent: as fast as the listener accepts them'),
    bytes: z
      .int()
      .min(1)
      .max(LOAD_LIMITS.bytes)
      .optional()
      .describe(`Of each message; ${LOAD_DEFAULTS.bytes} unless given`),
    everyMs: delay
      .optional()
      .describe(
        `Milliseconds between two messages of a client, ${LOAD_DEFAULTS.everyMs} unless given; 0: the next one as soon as the one before is answered`,
      ),
    forMs: z.int().min(1).max(HOUR).describe('How long it lasts, in milliseconds'),
    keep: z.boolean().optional().describe('Leave the clients open at its end'),
    echoes: z
      .boolean()
      .optional()
      .describe(
        "Of a program, or with host and port: the server sends back all that it gets. Of the lab's own it is known",
      ),
    noDelay: z.boolean().optional().describe('TCP_NODELAY of its clients'),
    nowait: nowait.optional(),
  })
  .superRefine(oneTarget)
  .meta({ oneOf: [{ required: ['to'] }, { required: ['port'] }] })
  .describe('Many clients at once, each of which sends messages for a while')
