import { z } from 'zod'
import { hex, text } from '../../commands/values'
import { FAILURE_REASONS } from '../../errors'
import { TCP_STATES } from '../../tcp/states'

/** What the fields of events can hold, as an expectation names them. */

export const count = z.int().min(0)
export const address = z.string().describe('As in the log: "127.0.0.1:8080", "[::1]:8080"')
export const name = z.string()
export const transport = z.enum(['udp', 'unix']).describe('Absent: TCP')
export const state = z.enum(TCP_STATES)
export const yes = z.literal(true)
export const some = z.looseObject({}).describe('Some of its fields')

/** A count, or the bounds of one. */
const bounded = (value: z.ZodType) =>
  z.union([
    value,
    z
      .strictObject({ atLeast: z.number().optional(), atMost: z.number().optional() })
      .describe('Bounds, both of them included'),
  ])
export const amount = bounded(count)
export const milliseconds = bounded(z.number())

export const failure = {
  code: z.string().describe('ECONNREFUSED, EADDRINUSE …'),
  message: z.string().describe('What the system, or the lab, says of it'),
  advice: z.string().describe('The likely cause, and what to try'),
  syscall: z.string().describe('The call that failed: connect, listen, write …'),
  address,
  field: z.string().describe('The field of the command that is at fault'),
  reason: z.enum(FAILURE_REASONS).describe('Which of the causes that the code can have'),
}

/** Of what carries bytes. */
export const message = {
  bytes: count.describe('How many bytes'),
  offset: count.describe('How many bytes went before in this direction'),
  index: count.describe('How many messages went before in this direction'),
  kept: count.describe('How many of the bytes the log has, if not all'),
  text: text.describe('The bytes, as text'),
  hex: hex.describe('The bytes, as hex'),
}

/** Of a datagram. */
export const otherSide = {
  remote: address,
  peer: name.describe("Of a datagram: the socket at the other side, if it is the lab's"),
}
