import { z } from 'zod'
import { parseBase64, parseHex } from './bytes'
import { MAX_INLINE } from './channels'
import { NAME_PATTERN, REFERENCE_PATTERN } from './ids'

/** What the fields of commands can hold, whichever command they are in. */

const MINUTE = 60_000
export const HOUR = 60 * MINUTE

export const nameSchema = z
  .string()
  .regex(
    NAME_PATTERN,
    'a name has 1 to 64 letters, digits, spaces, _ or - (no . @ or :, which the lab uses itself)',
  )
  .describe('The name that this step gives to what it makes')

/** `crowd`, `crowd.2`, `alice@server` or `127.0.0.1:53422@server`. */
export const referenceSchema = z
  .string()
  .regex(REFERENCE_PATTERN, 'a socket is called by its name, such as "alice", "crowd.2" or "alice@server"')

export const host = z
  .string()
  .min(1)
  .max(255)
  .regex(/^[^\s\p{C}/]+$/u, 'a host is an IP address or a name, without spaces')
export const port = z.int().min(0).max(65_535)
export const delay = z.int().min(0).max(HOUR)
export const text = z.string().max(MAX_INLINE)
export const hex = z
  .string()
  .max(MAX_INLINE)
  .refine((value) => parseHex(value) !== undefined, 'hex is pairs of digits, such as "4865" or "48 65"')
export const base64 = z
  .string()
  .max(MAX_INLINE)
  .refine(
    (value) => parseBase64(value) !== undefined,
    'base64 has the characters A-Z a-z 0-9 + / and its padding',
  )
export const file = z.string().min(1).max(4096)
export const path = z.string().min(1).max(4096)
export const transport = z.enum(['tcp', 'udp', 'unix'])
export const nowait = z.boolean().describe('Start it and go on with the next step')

/**
 * Refines an object so that exactly one of `fields` is given. The JSON Schema says the same (`oneOf`),
 * by way of `meta`, since a refinement has no form there.
 */
export function exactlyOne<T extends z.ZodObject>(schema: T, ...fields: string[]): T {
  return schema
    .superRefine((value, context) => {
      const given = fields.filter((field) => (value as Record<string, unknown>)[field] !== undefined)
      if (given.length !== 1) {
        context.addIssue({
          code: 'custom',
          path: given.length > 1 ? [given[1] ?? ''] : [],
          message: `needs exactly one of ${fields.join(', ')}; ${given.length === 0 ? 'none is given' : `${given.join(' and ')} are given`}`,
        })
      }
    })
    .meta({ oneOf: fields.map((field) => ({ required: [field] })) }) as T
}

// --- Answers -------------------------------------------------------------------------------------------

const match = exactlyOne(
  z.strictObject({
    equals: text.optional(),
    contains: text.optional(),
    startsWith: text.optional(),
    regex: z.string().max(1024).optional(),
    hex: hex.optional(),
  }),
  'equals',
  'contains',
  'startsWith',
  'regex',
  'hex',
)

const ruleSchema = z.strictObject({
  match,
  reply: exactlyOne(z.strictObject({ text: text.optional(), hex: hex.optional() }), 'text', 'hex').optional(),
  delayMs: delay.optional(),
  // biome-ignore lint/suspicious/noThenProperty: the word of the scenario files' contract; a schema is never awaited
  then: z.enum(['close', 'reset']).optional(),
})

/** How a listener answers what its connections receive. */
export const respondSchema = z
  .strictObject({
    with: z.enum(['none', 'echo', 'upper', 'reply', 'broadcast', 'discard', 'rules']),
    text: text.optional().describe('What `reply` sends'),
    hex: hex.optional().describe('What `reply` sends'),
    rules: z.array(ruleSchema).max(1000).optional(),
    delayMs: delay.optional().describe('Milliseconds between reading and answering'),
    thenClose: z.boolean().optional().describe('Close the connection after the first answer'),
  })
  .superRefine((respond, context) => {
    const replies = [respond.text, respond.hex].filter((value) => value !== undefined).length
    if (respond.with === 'reply' && replies !== 1) {
      context.addIssue({ code: 'custom', path: ['text'], message: '`reply` needs exactly one of text, hex' })
    }
    if (respond.with !== 'reply' && replies > 0) {
      context.addIssue({
        code: 'custom',
        path: [respond.text !== undefined ? 'text' : 'hex'],
        message: `only \`reply\` takes this field, not \`${respond.with}\``,
      })
    }
    if ((respond.with === 'rules') !== (respond.rules !== undefined)) {
      context.addIssue({
        code: 'custom',
        path: ['rules'],
        message: '`rules` and the field rules go together',
      })
    }
  })
export type Respond = z.infer<typeof respondSchema>

export const framingSchema = z.looseObject({ by: z.enum(['line', 'length', 'fixed', 'delimiter']) })
const tlsSchema = z.looseObject({})

// --- Socket options, with Node's names -------------------------------------------------------------------

export const streamOptions = {
  allowHalfOpen: z
    .boolean()
    .optional()
    .describe("Keep this side open after the peer's FIN; otherwise Node answers it with a FIN of its own"),
  noDelay: z.boolean().optional().describe('TCP_NODELAY'),
  keepAlive: z.boolean().optional().describe('SO_KEEPALIVE'),
  keepAliveInitialDelay: z
    .int()
    .min(0)
    .max(HOUR)
    .optional()
    .describe('Milliseconds of silence before the first probe'),
  timeout: z
    .int()
    .min(1)
    .max(HOUR)
    .optional()
    .describe('Milliseconds of silence before `timedOut`; the socket stays open'),
  framing: framingSchema.optional(),
  tls: tlsSchema.optional(),
}
