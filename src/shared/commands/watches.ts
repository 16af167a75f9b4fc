import { z } from 'zod'
import { host, nameSchema, nowait, port } from './values'

/** Sockets of other programs. */

export const watchSchema = z
  .strictObject({
    do: z.literal('watch'),
    as: nameSchema.optional(),
    port: port.min(1).optional().describe('A local port: its listener, and all connections of it'),
    host: host.optional().describe('With port: at this address only'),
    pid: z.int().min(1).max(4_194_304).optional().describe('A process: all of its TCP sockets'),
    nowait: nowait.optional(),
  })
  .superRefine((value, context) => {
    if ((value.port === undefined) === (value.pid === undefined)) {
      const given = value.port === undefined ? 'none is' : 'both are'
      context.addIssue({
        code: 'custom',
        path: ['port'],
        message: `needs exactly one of port, pid; ${given} given`,
      })
    } else if (value.host !== undefined && value.port === undefined) {
      context.addIssue({ code: 'custom', path: ['host'], message: '`host` goes with `port`' })
    }
  })
  .meta({ oneOf: [{ required: ['port'] }, { required: ['pid'] }] })
  .describe("Watches sockets of this machine that aren't the lab's, in the kernel's tables")
