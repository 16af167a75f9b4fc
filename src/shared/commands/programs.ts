import { z } from 'zod'
import { MAX_ARGUMENTS } from '../channels'
import { file, nameSchema, nowait, referenceSchema, text } from './values'

/** Programs that the lab starts. */

/** So many programs of a lab run at a time. */
export const MAX_PROGRAMS = 64
/** Variables that are added to the environment of a program. */
const MAX_VARIABLES = 100
const LONGEST_ARGUMENT = 32_768

/** The system ends what it takes for a word at NUL. */
const word = z
  .string()
  .max(LONGEST_ARGUMENT)
  .regex(/^[^\0]*$/, 'what a program is given has no NUL character')

/** Signals by their names in POSIX. What each does unless the program handles it: signal(7). */
export const SIGNALS = [
  'SIGTERM',
  'SIGKILL',
  'SIGINT',
  'SIGHUP',
  'SIGQUIT',
  'SIGSTOP',
  'SIGCONT',
  'SIGUSR1',
  'SIGUSR2',
] as const
export type Signal = (typeof SIGNALS)[number]

const argument = z.union([
  word,
  z
    .strictObject({ portOf: nameSchema.describe('Whose port it is') })
    .describe(
      'The port of a listener or of a bound UDP socket; or where a program that the lab has started listens, or has listened last',
    ),
])

export const spawnSchema = z
  .strictObject({
    do: z.literal('spawn'),
    as: nameSchema.optional(),
    command: word
      .min(1)
      .describe(
        'A program: its name, looked for in the folders of PATH, or its path. python3 means Python as this system calls it',
      ),
    args: z.array(argument).max(MAX_ARGUMENTS).optional().describe('As they are: no shell reads them'),
    cwd: file
      .optional()
      .describe(
        "The folder that it runs in, and that its relative paths begin in; the scenario's unless given",
      ),
    env: z
      .record(
        z.string().regex(/^[^\0=]{1,256}$/, 'the name of a variable has 1 to 256 characters, and no ='),
        word,
      )
      .refine((value) => Object.keys(value).length <= MAX_VARIABLES, `at most ${MAX_VARIABLES} variables`)
      .meta({ maxProperties: MAX_VARIABLES })
      .optional()
      .describe("Variables that are added to the lab's own environment"),
    nowait: nowait.optional(),
  })
  .describe('Starts a program, once a person has allowed it; its sockets are watched')

export const inputSchema = z
  .strictObject({
    do: z.literal('input'),
    socket: referenceSchema.describe('A program'),
    text: text.optional().describe('What its standard input gets, in UTF-8; a line ends with \\n'),
    end: z.literal(true).optional().describe('Its standard input ends after that'),
  })
  .superRefine((value, context) => {
    if (value.text === undefined && value.end === undefined) {
      context.addIssue({ code: 'custom', path: ['text'], message: 'needs text, end, or both' })
    }
  })
  .meta({ anyOf: [{ required: ['text'] }, { required: ['end'] }] })
  .describe('Writes to the standard input of a program')

export const killSchema = z
  .strictObject({
    do: z.literal('kill'),
    socket: referenceSchema.describe('A program'),
    signal: z.enum(SIGNALS).optional().describe('SIGTERM unless given'),
    nowait: nowait.optional(),
  })
  .describe('Sends a signal to a program and to all that it has started')
