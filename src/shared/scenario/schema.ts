import { z } from 'zod'
import { type Command, commandSchema, MAX_INLINE, referenceSchema } from '../commands'
import { type Provenance, TCP_STATES, type TcpState } from '../tcp/states'
import { COMMON_FIELDS, EVENT_FIELDS, EVENT_MEANINGS, type ExpectedKind } from './fields'

export { isExpectation, isStateExpectation } from './step'

/** How long an expectation waits unless it says otherwise, ms from the start of its step. */
export const DEFAULT_WITHIN = 2000
const LONGEST_WITHIN = 3_600_000

/** Met by the first matching event at a socket after the one that met the previous such expectation there. */
export interface EventExpectation {
  expect: ExpectedKind
  /** A socket; a group means every member. */
  at: string
  /** Milliseconds from the start of the step. */
  within?: number
  /** Fields of the event, each with the value that it must have. */
  [field: string]: unknown
}

/** `is`: in that state when evaluated, or entering it in time; `was`: entered it before, or in time. */
export type StateExpectation = {
  expect: 'state'
  of: string
  provenance?: Provenance
  within?: number
} & ({ is: TcpState; was?: undefined } | { was: TcpState; is?: undefined })

export type Expectation = EventExpectation | StateExpectation
export type Step = Command | Expectation

export interface Scenario {
  version: 1
  title?: string
  description?: string
  steps: Step[]
}

const within = z
  .int()
  .min(0)
  .max(LONGEST_WITHIN)
  .optional()
  .describe(`Milliseconds from the start of this step; ${DEFAULT_WITHIN} unless given`)

function eventExpectation(kind: ExpectedKind): z.ZodObject {
  const fields = z.object({ ...EVENT_FIELDS[kind], ...COMMON_FIELDS }).partial().shape
  const at = referenceSchema.describe('The socket that the event is about; a group means every member')
  return z.strictObject({ expect: z.literal(kind), at, within, ...fields }).describe(EVENT_MEANINGS[kind])
}

/** What a program writes comes in pieces that are not its to choose: `text` and `contains` look at them joined. */
function outputExpectation(): z.ZodObject {
  const some = z.string().min(1).max(MAX_INLINE).optional()
  return onlyOne(
    eventExpectation('output')
      .extend({
        text: some.describe('What was written since then begins with it'),
        contains: some.describe('It is in what was written since then'),
      })
      .describe(EVENT_MEANINGS.output),
    'text',
    'contains',
  )
}

/** At most one of two fields that say the same thing. */
function onlyOne(schema: z.ZodObject, one: string, other: string): z.ZodObject {
  return schema
    .superRefine((value, context) => {
      if (value[one] !== undefined && value[other] !== undefined) {
        const message = `${one} and ${other} are both given; give one`
        context.addIssue({ code: 'custom', path: [other], message })
      }
    })
    .meta({ not: { required: [one, other] } })
}

const stateExpectation = z
  .strictObject({
    expect: z.literal('state'),
    of: referenceSchema.describe('A socket; a group means every member'),
    is: z.enum(TCP_STATES).optional().describe('In this state now, or entering it in time'),
    was: z.enum(TCP_STATES).optional().describe('Has entered this state at any time so far, or does in time'),
    provenance: z.enum(['inferred', 'observed', 'captured']).optional().describe('How it must be known'),
    within,
  })
  .superRefine((value, context) => {
    const given = [value.is, value.was].filter((state) => state !== undefined).length
    if (given !== 1) {
      context.addIssue({
        code: 'custom',
        path: given === 0 ? [] : ['was'],
        message: `needs exactly one of is, was; ${given === 0 ? 'none is' : 'both are'} given`,
      })
    }
  })
  .meta({
    description: 'It is in that TCP state, or was; asking for it takes no event away from others',
    oneOf: [{ required: ['is'] }, { required: ['was'] }],
  })

/** Kinds that bytes can be expected of. */
const WITH_BYTES: ReadonlySet<ExpectedKind> = new Set(['sent', 'received', 'packed', 'unpacked'])

/** Every word that `expect` takes, but `state`. */
export const EXPECTED_KINDS = Object.keys(EVENT_FIELDS) as ExpectedKind[]

const expectationSchemas: readonly [z.ZodObject, ...z.ZodObject[]] = [
  stateExpectation,
  ...EXPECTED_KINDS.map((kind) =>
    WITH_BYTES.has(kind)
      ? onlyOne(eventExpectation(kind), 'text', 'hex')
      : kind === 'output'
        ? outputExpectation()
        : eventExpectation(kind),
  ),
]

/** The schema of a step, by its first word. */
export interface StepForms {
  /** `do` or `expect`. */
  key: 'do' | 'expect'
  forms: ReadonlyMap<string, z.ZodType>
  /** The names of the fields that the word takes. */
  fields(word: string): string[]
}

function stepForms(key: 'do' | 'expect', schemas: readonly z.ZodObject[]): StepForms {
  const byWord = new Map(schemas.map((schema) => [(schema.shape[key] as z.ZodLiteral<string>).value, schema]))
  return { key, forms: byWord, fields: (word) => Object.keys(byWord.get(word)?.shape ?? {}) }
}

export const COMMAND_FORMS = stepForms('do', commandSchema.options)
export const EXPECTATION_FORMS = stepForms('expect', expectationSchemas)

/** A scenario file but for its steps, which are checked one by one so that each error names its own. */
export const envelopeSchema = z.strictObject({
  $schema: z.string().optional().describe('For editors; the lab does not read it'),
  version: z.literal(1).describe('Of the format'),
  title: z.string().max(200).optional().describe('For people'),
  description: z.string().max(10_000).optional().describe('What to see'),
  steps: z.array(z.unknown()).describe('Commands (`do`) and expectations (`expect`), in order'),
})

/** JSON Schema (2020-12) of a scenario file, for editors and generators. */
export function scenarioJsonSchema(): Record<string, unknown> {
  const step = z.union([commandSchema, z.discriminatedUnion('expect', [...expectationSchemas])])
  const steps = z.array(step).describe(envelopeSchema.shape.steps.description ?? '')
  const whole = envelopeSchema.extend({ steps }).meta({ title: 'Socket Lab scenario' })
  return z.toJSONSchema(whole, {
    target: 'draft-2020-12',
    io: 'input',
    override({ jsonSchema }) {
      // z.int() carries the safe integers' range: noise to a reader of the schema.
      if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum
    },
  }) as Record<string, unknown>
}
