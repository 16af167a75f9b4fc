import { z } from 'zod'
import { MAX_NOTE } from './channels'
import {
  base64,
  delay,
  exactlyOne,
  file,
  framingSchema,
  HOUR,
  hex,
  host,
  nameSchema,
  nowait,
  path,
  port,
  referenceSchema,
  respondSchema,
  streamOptions,
  text,
  transport,
} from './command-values'
import { LOAD_DEFAULTS, LOAD_LIMITS } from './load'

export { MAX_INLINE, MAX_NOTE } from './channels'
export { nameSchema, type Respond, referenceSchema, respondSchema } from './command-values'

/**
 * What a person can ask of the lab. The window, scenario files and tests send the same commands; each is
 * validated once, by these schemas, before the engine sees it. Names of options are Node's.
 */

/** Most clients that one `connect` opens. */
export const MAX_COUNT = 10_000

/** Most addresses, 127.0.0.1 to 127.0.0.254, over which clients spread. */
export const MAX_SPREAD = 254

export const listenSchema = z.strictObject({
  do: z.literal('listen'),
  as: nameSchema.optional(),
  transport: transport.optional(),
  host: host.optional().describe('127.0.0.1 unless given; 0.0.0.0 and :: are open to the network'),
  port: port.optional().describe('0 (any free one) unless given'),
  path: path.optional(),
  respond: respondSchema.optional(),
  backlog: z
    .int()
    .min(1)
    .max(65_535)
    .optional()
    .describe('Length of the queue of connections not yet accepted'),
  maxConnections: z.int().min(1).max(1_000_000).optional(),
  ipv6Only: z.boolean().optional(),
  exclusive: z.boolean().optional(),
  serve: z.enum(['concurrent', 'one-at-a-time']).optional(),
  nowait: nowait.optional(),
  ...streamOptions,
})

/** Who is called is said in one way. */
function oneTarget(
  { to, host, port, path }: { to?: unknown; host?: unknown; port?: unknown; path?: unknown },
  context: z.RefinementCtx,
): void {
  const targets = [to, port, path].filter((value) => value !== undefined).length
  if (targets !== 1) {
    context.addIssue({
      code: 'custom',
      path: ['to'],
      message: 'needs a target: `to` (a listener), or `host` and `port`, and not both',
    })
  } else if (to !== undefined && host !== undefined) {
    context.addIssue({ code: 'custom', path: ['host'], message: '`to` already says where; drop `host`' })
  }
}

export const connectSchema = z
  .strictObject({
    do: z.literal('connect'),
    as: nameSchema.optional(),
    to: nameSchema.optional().describe('A listener of this lab; or give host and port'),
    transport: transport.optional(),
    host: host.optional(),
    port: port.min(1).optional(),
    path: path.optional(),
    count: z
      .int()
      .min(1)
      .max(MAX_COUNT)
      .optional()
      .describe('How many clients; they are called name.1, name.2 …'),
    localAddress: host.optional(),
    localPort: port.optional(),
    spread: z
      .int()
      .min(2)
      .max(MAX_SPREAD)
      .optional()
      .describe('Call from 127.0.0.1 to 127.0.0.n in turn, where the target is a loopback address'),
    nowait: nowait.optional(),
    ...streamOptions,
  })
  .superRefine((connect, context) => {
    if (connect.spread !== undefined && connect.localAddress !== undefined) {
      context.addIssue({
        code: 'custom',
        path: ['spread'],
        message: '`localAddress` already says from where; drop `spread`',
      })
    }
    oneTarget(connect, context)
  })

export const loadSchema = z
  .strictObject({
    do: z.literal('load'),
    as: nameSchema.optional().describe('Its clients are called name.1, name.2 …'),
    to: nameSchema.optional().describe('A listener of this lab; or give host and port'),
    host: host.optional(),
    port: port.min(1).optional(),
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
      .describe("With host and port: the server sends back all that it gets. Of the lab's own it is known"),
    noDelay: z.boolean().optional().describe('TCP_NODELAY of its clients'),
    nowait: nowait.optional(),
  })
  .superRefine(oneTarget)
  .meta({ oneOf: [{ required: ['to'] }, { required: ['port'] }] })
  .describe('Many clients at once, each of which sends messages for a while')

const bindSchema = z.strictObject({
  do: z.literal('bind'),
  as: nameSchema.optional(),
  host: host.optional(),
  port: port.optional(),
  respond: respondSchema.optional(),
  framing: framingSchema.optional(),
  nowait: nowait.optional(),
})

export const sendSchema = exactlyOne(
  z.strictObject({
    do: z.literal('send'),
    from: referenceSchema,
    to: z.string().max(300).optional().describe('Where a datagram goes'),
    text: text.optional(),
    hex: hex.optional(),
    base64: base64.optional(),
    file: file.optional(),
    repeat: z.int().min(1).max(1_000_000).optional(),
    everyMs: delay.optional().describe('Milliseconds between repeats; 0 sends them at once'),
  }),
  'text',
  'hex',
  'base64',
  'file',
)

const onSocket = <T extends string>(act: T) => z.strictObject({ do: z.literal(act), socket: referenceSchema })

export const configureSchema = z
  .strictObject({
    do: z.literal('configure'),
    socket: nameSchema.describe('A listener'),
    respond: respondSchema.optional().describe('How it answers what is read from now on'),
    maxConnections: z.int().min(1).max(1_000_000).nullable().optional().describe('null lifts the limit'),
  })
  .superRefine((value, context) => {
    if (value.respond === undefined && value.maxConnections === undefined) {
      context.addIssue({
        code: 'custom',
        path: ['respond'],
        message: 'needs respond, maxConnections, or both',
      })
    }
  })
  .meta({ anyOf: [{ required: ['respond'] }, { required: ['maxConnections'] }] })
  .describe('Changes a listener while it runs')

export const renameSchema = z
  .strictObject({
    do: z.literal('rename'),
    socket: referenceSchema,
    to: nameSchema.describe('What it is called from now on'),
  })
  .describe('Gives a socket another name: both names mean it from then on, and events keep the first')

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

export const noteSchema = z
  .strictObject({
    do: z.literal('note'),
    text: z.string().max(MAX_NOTE).describe('What is noted; empty to take away the one that it replaces'),
    socket: referenceSchema.optional().describe('The socket that it is pinned to'),
    about: z.int().min(1).optional().describe('The seq of the event that it is pinned to'),
    replaces: z.int().min(1).optional().describe('The seq of the note that it takes the place of'),
  })
  .superRefine(({ text, replaces }, context) => {
    if (text.trim() === '' && replaces === undefined) {
      context.addIssue({ code: 'custom', path: ['text'], message: 'a note needs a text' })
    }
  })
  .describe('Pins a note to an event, to a socket, or to the log as a whole')

const commandSchemas = [
  listenSchema,
  connectSchema,
  bindSchema,
  sendSchema,
  onSocket('shutdown').describe('Sends FIN; the descriptor stays and reads on'),
  onSocket('close').describe(
    'Sends what is queued, then FIN, and closes the descriptor; on a listener: stops accepting, keeps connections',
  ),
  onSocket('destroy').describe('Drops what is queued and closes the descriptor'),
  onSocket('reset').describe('Sends RST'),
  onSocket('pause').describe('Stops reading'),
  onSocket('resume').describe('Reads on'),
  onSocket('stop').describe(
    'Stops the repeated sends that are under way at this end; on a listener: at all its connections. Of a load: ends it',
  ),
  configureSchema,
  renameSchema,
  noteSchema,
  onSocket('freeze').extend({ nowait: nowait.optional() }).describe('Stops accepting, keeps the queue'),
  onSocket('thaw').extend({ nowait: nowait.optional() }).describe('Accepts again'),
  watchSchema,
  z
    .strictObject({ do: z.literal('unwatch'), socket: nameSchema.describe('The name of a watch') })
    .describe('Watches no more; what was seen stays in the log'),
  z.strictObject({ do: z.literal('recv'), socket: referenceSchema, bytes: z.int().min(1).optional() }),
  z.strictObject({ do: z.literal('wait'), ms: z.int().min(0).max(HOUR) }),
  loadSchema,
  z.looseObject({ do: z.literal('proxy'), as: nameSchema.optional(), to: z.string() }),
  z.strictObject({ do: z.literal('lookup'), host }),
  z.looseObject({ do: z.literal('spawn'), as: nameSchema.optional(), nowait: nowait.optional() }),
  z.looseObject({ do: z.literal('kill'), socket: z.string(), nowait: nowait.optional() }),
] as const

/** Any command. Discriminated by `do`. */
export const commandSchema = z.discriminatedUnion('do', [...commandSchemas])

export type Command = z.infer<typeof commandSchema>
export type CommandOf<D extends Command['do']> = Extract<Command, { do: D }>
export type ListenCommand = CommandOf<'listen'>
export type ConnectCommand = CommandOf<'connect'>
export type SendCommand = CommandOf<'send'>
export type LoadCommand = CommandOf<'load'>
export type ConfigureCommand = CommandOf<'configure'>
export type WatchCommand = CommandOf<'watch'>
export type NoteCommand = CommandOf<'note'>
/** The acts on one end of a connection. */
export type EndAct = 'shutdown' | 'close' | 'destroy' | 'reset' | 'pause' | 'resume'

/** Every word that `do` takes, for messages about an unknown one. */
export const COMMAND_WORDS: readonly string[] = commandSchemas.map((schema) => schema.shape.do.value)
