import { type Check, list, number, object, optional, record, text, word } from './checks'
import { faults } from './values'

/** What fields of commands are, in whichever command they are. */
export const commandFields: Check = object({
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
    ].map((field) => [field, optional(number)]),
  ),
  maxConnections: (value) => value === undefined || value === null || number(value),
  args: optional(list((value) => text(value) || (record(value) && text(value.portOf)))),
  env: optional((value) => record(value) && Object.values(value).every(text)),
  respond: optional(
    object({ with: word, text: optional(text), hex: optional(text), rules: optional(Array.isArray) }),
  ),
  faults: optional(faults),
})
