import { z } from 'zod'
import { parseBase64, parseHex } from '../bytes'
import { MAX_INLINE } from '../channels'
import { NAME_PATTERN, REFERENCE_PATTERN } from '../ids'
import { ipFamily } from '../ip'

/** What the fields of commands can hold, whichever command they are in. */

export const MINUTE = 60_000
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
export const path = z
  .string()
  .min(1)
  .max(4096)
  .regex(
    /^[^\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]+$/u,
    'a path has no control characters and none that are not seen; @name is an abstract address of Linux',
  )
  .describe(
    'Of a Unix domain socket (Windows: a named pipe); @name: an abstract one, which has no file (Linux)',
  )
export const family = z.literal([4, 6])
/** An address, not a name; one of IPv6 may have a scope, as in fe80::1%eth0. */
export const ipAddress = z
  .string()
  .max(100)
  .refine((value) => ipFamily(value) !== undefined, 'an IPv4 or IPv6 address, such as "127.0.0.1" or "::1"')
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
