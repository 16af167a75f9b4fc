import { z } from 'zod'
import { groupsOf, patternFault } from '../answers/pattern'
import { templateFault } from '../answers/template'
import { MAX_REGEX, MAX_RULES } from '../rule-limits'
import { delay, exactlyOne, hex, text } from './values'

/** How what is received is answered. */

const regex = z
  .string()
  // One that is longer is not looked at, by the rule's own check neither: that takes long, and can be too much for the engine.
  .max(MAX_REGEX, { abort: true })
  .superRefine((source, context) => {
    const fault = patternFault(source)
    if (!fault) return
    const { reason, at } = fault
    const where = source === '' ? '' : `, at character ${at + 1}`
    context.addIssue({ code: 'custom', message: `not a regular expression: ${reason}${where}` })
  })

const match = exactlyOne(
  z.strictObject({
    equals: text.optional().describe('The whole message'),
    contains: text.optional().describe('The message has it in it'),
    startsWith: text.optional().describe('The message begins with it'),
    regex: regex
      .optional()
      .describe("A regular expression of JavaScript's, with the flags u and s, on the message as UTF-8"),
    hex: hex.optional().describe('The message contains these bytes'),
  }),
  'equals',
  'contains',
  'startsWith',
  'regex',
  'hex',
)

const reply = exactlyOne(
  z.strictObject({
    text: text
      .optional()
      .describe(
        `$1 … $99, $<name> and $& are what was captured, \${n} counts the answers, \${time} is the time, $$ a $`,
      ),
    hex: hex.optional().describe('Pairs of hex digits'),
  }),
  'text',
  'hex',
)

const ruleSchema = z
  .strictObject({
    match: match.describe('One of its fields'),
    reply: reply.optional().describe('Nothing is said unless given'),
    delayMs: delay.optional().describe('Milliseconds between reading and answering; answers stay in order'),
    // biome-ignore lint/suspicious/noThenProperty: the word of the scenario files' contract; a schema is never awaited
    then: z.enum(['close', 'reset']).optional().describe('What is done to the connection after the answer'),
  })
  .superRefine(({ match, reply }, context) => {
    if (reply?.text === undefined) return
    const { regex } = match
    // What is wrong with the expression has been told.
    if (regex !== undefined && patternFault(regex)) return
    const fault = templateFault(reply.text, regex === undefined ? { count: 0, names: [] } : groupsOf(regex))
    if (!fault) return
    const { kind, part, at } = fault
    const why =
      kind === 'unknown'
        ? `is not known; there are \${n} and \${time}`
        : kind === 'group'
          ? "means no group of the rule's regular expression: it has fewer"
          : "means no group of the rule's regular expression: none is called so"
    const message = `${part}, at character ${at + 1}, ${why}. $${part} is the text ${part}`
    context.addIssue({ code: 'custom', path: ['reply', 'text'], message })
  })

/** In the order in which they are tried. */
export const rulesSchema = z.array(ruleSchema).max(MAX_RULES)

/** How a listener answers what its connections receive. */
export const respondSchema = z
  .strictObject({
    with: z
      .enum(['none', 'echo', 'upper', 'reply', 'broadcast', 'discard', 'rules'])
      .describe(
        'Nothing; the same bytes; in upper case; `text` or `hex`; to all other connections; nothing, and only counts are kept; `rules`',
      ),
    text: text.optional().describe('What `reply` sends'),
    hex: hex.optional().describe('What `reply` sends'),
    rules: rulesSchema
      .optional()
      .describe('The first one that matches answers; if none does, nothing is said'),
    delayMs: delay.optional().describe('Milliseconds between reading and answering'),
    thenClose: z.boolean().optional().describe('Close the connection after the first answer'),
  })
  .superRefine((respond, context) => {
    const replies = [respond.text, respond.hex].filter((value) => value !== undefined).length
    if (respond.with === 'reply' && replies !== 1) {
      context.addIssue({ code: 'custom', path: ['text'], message: '`reply` needs exactly one of text, hex' })
    }
    if (respond.with !== 'reply' && replies > 0) {
      context.addIssue({
        code: 'custom',
        path: [respond.text !== undefined ? 'text' : 'hex'],
        message: `only \`reply\` takes this field, not \`${respond.with}\``,
      })
    }
    if ((respond.with === 'rules') !== (respond.rules !== undefined)) {
      context.addIssue({
        code: 'custom',
        path: ['rules'],
        message: '`rules` and the field rules go together',
      })
    }
  })
export type Respond = z.infer<typeof respondSchema>
