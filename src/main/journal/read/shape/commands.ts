import { commandSchema } from '../../../../shared/commands'
import { type Check, list, number, object, optional, record, text, word } from './checks'
import { faults, framing } from './values'

/**
 * The fields without which each command means nothing, by its `do`. A command that only another version of the program knows
 * has none.
 */
const REQUIRED: ReadonlyMap<unknown, readonly string[]> = new Map(
  commandSchema.options.map(({ shape }) => [
    shape.do.value,
    Object.entries(shape).flatMap(([field, schema]) => (schema.safeParse(undefined).success ? [] : [field])),
  ]),
)

const rule: Check = object({
  match: record,
  reply: optional(object({ text: optional(text), hex: optional(text) })),
  delayMs: optional(number),
})

const tls: Check = object({
  ...Object.fromEntries(
    ['cert', 'key', 'servername', 'minVersion', 'maxVersion'].map((field) => [field, optional(text)]),
  ),
  ca: optional((value) => text(value) || (record(value) && text(value.of))),
  generate: optional(object({ names: optional(list(text)), days: optional(number) })),
  ALPNProtocols: optional(list(text)),
})

const fields: Check = object({
  do: word,
  ...Object.fromEntries(
    [
      'as',
      'to',
      'from',
      'socket',
      'host',
      'path',
      'text',
      'hex',
      'base64',
      'file',
      'transport',
      'command',
      'cwd',
      'signal',
      'by',
      'order',
      'localAddress',
      'serve',
      'reading',
    ].map((field) => [field, optional(text)]),
  ),
  ...Object.fromEntries(
    [
      'port',
      'count',
      'repeat',
      'everyMs',
      'ms',
      'pid',
      'about',
      'replaces',
      'backlog',
      'clients',
      'rate',
      'bytes',
      'forMs',
      'family',
      'spread',
      'localPort',
    ].map((field) => [field, optional(number)]),
  ),
  maxConnections: (value) => value === undefined || value === null || number(value),
  args: optional(list((value) => text(value) || (record(value) && text(value.portOf)))),
  env: optional((value) => record(value) && Object.values(value).every(text)),
  addresses: optional(list(text)),
  respond: optional(
    object({ with: word, text: optional(text), hex: optional(text), rules: optional(list(rule)) }),
  ),
  framing: (value) => value === undefined || value === null || framing(value),
  faults: optional(faults),
  tls: optional(tls),
})

/** What fields of commands are, in whichever command they are. */
export const commandFields: Check = (value) =>
  fields(value) &&
  record(value) &&
  (REQUIRED.get(value.do) ?? []).every((field) => value[field] !== undefined)
