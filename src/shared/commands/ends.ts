import { z } from 'zod'
import { MAX_RECV } from '../recv-limits'
import { respondSchema } from './answers'
import { framingSchema } from './framing'
import { faultsSchema } from './proxies'
import { base64, delay, exactlyOne, file, hex, nameSchema, nowait, referenceSchema, text } from './values'

/** What is done to sockets that are there. */

export const sendSchema = exactlyOne(
  z.strictObject({
    do: z.literal('send'),
    from: referenceSchema.describe('The end that sends; a group means every member'),
    to: z
      .string()
      .min(1)
      .max(300)
      .optional()
      .describe(
        'Where a datagram goes: a datagram socket of this lab, or host:port; without it to whom the socket is connected',
      ),
    text: text.optional().describe('Sent as UTF-8'),
    hex: hex.optional().describe('Pairs of hex digits'),
    base64: base64.optional().describe('As RFC 4648 has it'),
    file: file.optional().describe('What the file holds; its path is relative to the folder of the scenario'),
    repeat: z.int().min(1).max(1_000_000).optional().describe('How often; once unless given'),
    everyMs: delay.optional().describe('Milliseconds between repeats; 0 sends them at once'),
  }),
  'text',
  'hex',
  'base64',
  'file',
).describe('Writes bytes to a connection, or sends a datagram')

export const onSocket = <T extends string>(act: T) =>
  z.strictObject({
    do: z.literal(act),
    socket: referenceSchema.describe('Its name; a group means every member'),
  })

export const recvSchema = onSocket('recv')
  .extend({
    bytes: z
      .int()
      .min(1)
      .max(MAX_RECV)
      .optional()
      .describe('At most so many bytes; unless given, all that Node has read ahead'),
    nowait: nowait.optional(),
  })
  .describe(
    'Reads once at an end that is paused, and waits until there is something to read, as a blocking recv does',
  )

/** What of a listener can be changed while it runs. */
const CHANGES = ['respond', 'maxConnections', 'framing', 'faults'] as const

export const configureSchema = z
  .strictObject({
    do: z.literal('configure'),
    socket: nameSchema.describe('A listener, or a bound UDP socket'),
    respond: respondSchema.optional().describe('How it answers what is read from now on'),
    maxConnections: z.int().min(1).max(1_000_000).nullable().optional().describe('null lifts the limit'),
    framing: framingSchema
      .nullable()
      .optional()
      .describe('How messages are told apart on connections that it accepts from now on; null: not at all'),
    faults: faultsSchema
      .optional()
      .describe('Of a proxy: what it does from now on, to what is on its way, too'),
  })
  .superRefine((value, context) => {
    if (CHANGES.every((field) => value[field] === undefined)) {
      const message = `needs one or more of ${CHANGES.join(', ')}`
      context.addIssue({ code: 'custom', path: ['respond'], message })
    }
  })
  .meta({ anyOf: CHANGES.map((field) => ({ required: [field] })) })
  .describe('Changes a listener, or how a bound UDP socket answers, while it runs')
