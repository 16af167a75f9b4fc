import { z } from 'zod'
import { framingSchema } from './framing'
import { HOUR } from './values'

/** Options of stream sockets, with Node's names. */
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
  reading: z
    .enum(['flowing', 'by-hand'])
    .optional()
    .describe(
      'by-hand: begins paused and reads only what `recv` asks for; flowing (the default) reads whatever comes',
    ),
  framing: framingSchema.optional(),
}

/** Options of a stream's call that are about the look-up of a name. */
export const OF_NAMES = ['family', 'autoSelectFamily', 'autoSelectFamilyAttemptTimeout', 'addresses'] as const
