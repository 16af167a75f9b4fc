import { z } from 'zod'
import { bindSchema } from './commands/datagrams'
import { configureSchema, onSocket, recvSchema, sendSchema } from './commands/ends'
import { loadSchema } from './commands/load'
import { lookupSchema } from './commands/lookups'
import { noteSchema, renameSchema } from './commands/notes'
import { inputSchema, killSchema, spawnSchema } from './commands/programs'
import { proxySchema } from './commands/proxies'
import { connectSchema, listenSchema } from './commands/streams'
import { HOUR, nameSchema, nowait } from './commands/values'
import { watchSchema } from './commands/watches'

export { MAX_ARGUMENTS, MAX_INLINE, MAX_NOTE } from './channels'
export { type Respond, respondSchema } from './commands/answers'
export { MAX_DATAGRAM } from './commands/datagrams'
export { configureSchema, sendSchema } from './commands/ends'
export { loadSchema } from './commands/load'
export { noteSchema, renameSchema } from './commands/notes'
export {
  inputSchema,
  killSchema,
  MAX_PROGRAMS,
  SIGNALS,
  type Signal,
  spawnSchema,
} from './commands/programs'
export { type Fault, type Faults, faultSchema, faultsSchema } from './commands/proxies'
export { connectSchema, listenSchema, MAX_COUNT, MAX_SPREAD } from './commands/streams'
export { nameSchema, referenceSchema } from './commands/values'
export { watchSchema } from './commands/watches'

/**
 * What a person can ask of the lab. The window, scenario files and tests send the same commands; each is
 * validated once, by these schemas, before the engine sees it. Names of options are Node's.
 */

const commandSchemas = [
  listenSchema,
  connectSchema,
  bindSchema,
  sendSchema,
  onSocket('shutdown').describe('Sends FIN; the descriptor stays and reads on'),
  onSocket('close').describe(
    'Sends what is queued, then FIN, and closes the descriptor; on a listener: stops accepting, keeps connections; on a datagram socket: sends what is queued, then closes the descriptor',
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
  recvSchema,
  z
    .strictObject({ do: z.literal('wait'), ms: z.int().min(0).max(HOUR).describe('Milliseconds') })
    .describe('Does nothing for so long'),
  loadSchema,
  proxySchema,
  lookupSchema,
  spawnSchema,
  inputSchema,
  killSchema,
] as const

/** Any command. Discriminated by `do`. */
export const commandSchema = z.discriminatedUnion('do', [...commandSchemas])

export type Command = z.infer<typeof commandSchema>
export type CommandOf<D extends Command['do']> = Extract<Command, { do: D }>
export type ListenCommand = CommandOf<'listen'>
export type ConnectCommand = CommandOf<'connect'>
export type BindCommand = CommandOf<'bind'>
export type ProxyCommand = CommandOf<'proxy'>
/** What makes a socket of the lab's. */
export type MakingCommand = ListenCommand | ConnectCommand | BindCommand | ProxyCommand
export type SendCommand = CommandOf<'send'>
export type LoadCommand = CommandOf<'load'>
export type ConfigureCommand = CommandOf<'configure'>
export type WatchCommand = CommandOf<'watch'>
export type NoteCommand = CommandOf<'note'>
export type RecvCommand = CommandOf<'recv'>
export type SpawnCommand = CommandOf<'spawn'>
/** The acts on one end of a connection. */
export type EndAct = 'shutdown' | 'close' | 'destroy' | 'reset' | 'pause' | 'resume'

/** Every word that `do` takes, for messages about an unknown one. */
export const COMMAND_WORDS: readonly string[] = commandSchemas.map((schema) => schema.shape.do.value)
