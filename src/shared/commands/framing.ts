import { z } from 'zod'
import { encodeUtf8 } from '../bytes'
import { MAX_DELIMITER, MAX_FRAME } from '../framing/limits'
import { exactlyOne, hex, text } from './values'

/** How the messages of a stream are told apart. */

const maxBytes = z
  .int()
  .min(1)
  .max(MAX_FRAME)
  .optional()
  .describe('Most bytes of a message that is received, 1 MiB unless given; a longer one is broken')

const tooLong = `a delimiter has ${MAX_DELIMITER} bytes at most`

export const framingSchema = z
  .discriminatedUnion('by', [
    z.strictObject({
      by: z.literal('line'),
      ending: z.enum(['lf', 'crlf']).optional().describe('What ends a line: "\\n" unless given, or "\\r\\n"'),
      maxBytes,
    }),
    z.strictObject({
      by: z.literal('fixed'),
      bytes: z.int().min(1).max(MAX_FRAME).describe('Every message has so many'),
    }),
    z.strictObject({
      by: z.literal('length'),
      bytes: z.literal([1, 2, 4, 8]).describe('Of the length in front of each message, an unsigned integer'),
      endian: z.enum(['big', 'little']).optional().describe("big, the network's, unless given"),
      maxBytes,
    }),
    exactlyOne(
      z.strictObject({
        by: z.literal('delimiter'),
        text: text
          .min(1)
          .refine((value) => encodeUtf8(value).length <= MAX_DELIMITER, tooLong)
          .optional()
          .describe('What stands between messages'),
        hex: hex
          .min(2)
          .refine((value) => value.replace(/\s/g, '').length <= 2 * MAX_DELIMITER, tooLong)
          .optional()
          .describe('The same, as hex'),
        maxBytes,
      }),
      'text',
      'hex',
    ),
  ])
  .describe('How messages are told apart in the stream of bytes. Unless given, they are not')
export type Framing = z.infer<typeof framingSchema>
