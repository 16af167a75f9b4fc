import { type Command, MAX_COUNT, nameSchema } from '../commands'
import { LAB_CODES, type LabError, labError } from '../errors'
import { parse } from '../parse'
import { misfits } from './fit'
import { findings, valueWords } from './issues'
import { Names, quote } from './names'
import { nearest } from './nearest'
import { COMMAND_FORMS, EXPECTATION_FORMS, envelopeSchema, type Scenario, type Step } from './schema'

/** More errors than this are not listed: the first ones are usually behind the rest. */
const MOST_ERRORS = 100

export type Checked = { scenario: Scenario } | { errors: LabError[] }

/**
 * Checks a parsed scenario file: its form, and that each name is made before it is used, and used for what it is.
 * Each error's `message` begins with its place, as in `step 3 (send), from: …`; its `field` has the same place as
 * `steps.3.from`. Steps count from 1.
 */
export function checkScenario(json: unknown): Checked {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    return {
      errors: [bad('', `a scenario is an object with "version" and "steps", not ${valueWords(json)}`)],
    }
  }
  const envelope = parse(envelopeSchema, json)
  const errors = envelope.success
    ? []
    : findings(envelope.error, json, () => Object.keys(envelopeSchema.shape)).map(({ field, message }) =>
        bad(field, message),
      )

  const { steps: given } = json as { steps?: unknown }
  const raws: unknown[] = Array.isArray(given) ? given : []
  const names = new Names(makers(raws))
  const steps: Step[] = []
  for (const [index, raw] of raws.entries()) {
    const checked = checkStep(raw, names)
    if ('step' in checked) steps.push(checked.step)
    else for (const error of checked.errors) errors.push(inStep(error, index + 1, raw))
    if (errors.length >= MOST_ERRORS) break
  }
  if (errors.length > 0 || !envelope.success) return { errors: errors.slice(0, MOST_ERRORS) }
  const { version, title, description } = envelope.data
  return {
    scenario: {
      version,
      ...(title !== undefined && { title }),
      ...(description !== undefined && { description }),
      steps,
    },
  }
}

/** The number of the step that makes, or gives, each name, to say so when it is used before. */
function makers(raws: readonly unknown[]): Map<string, number> {
  const numbers = new Map<string, number>()
  for (const [index, raw] of raws.entries()) {
    const { do: act, as: made, to } = (raw ?? {}) as { do?: unknown; as?: unknown; to?: unknown }
    const name = act === 'rename' ? to : made
    if (typeof name === 'string' && !numbers.has(name)) numbers.set(name, index + 1)
  }
  return numbers
}

/** The word of a step, such as `send` or `expect received`; undefined if it has none. */
function stepWord(raw: unknown): string | undefined {
  if (typeof raw !== 'object' || raw === null) return undefined
  const { do: act, expect } = raw as { do?: unknown; expect?: unknown }
  if (typeof act === 'string') return act
  return typeof expect === 'string' ? `expect ${expect}` : undefined
}

/** Puts an error of one step in its place in the file. */
function inStep(error: LabError, number: number, raw: unknown): LabError {
  const word = stepWord(raw)
  const known = word !== undefined && word.length <= 20
  const place = `step ${number}${known ? ` (${word})` : ''}${error.field ? `, ${error.field}` : ''}`
  return {
    ...error,
    message: `${place}: ${error.message}`,
    field: `steps.${number}${error.field ? `.${error.field}` : ''}`,
  }
}

function bad(field: string, message: string): LabError {
  return problem(field, field === '' ? message : `${field}: ${message}`)
}

function problem(field: string, message: string): LabError {
  return labError(LAB_CODES.badCommand, message, field === '' ? {} : { field })
}

type StepResult = { step: Step } | { errors: LabError[] }

function checkStep(raw: unknown, names: Names): StepResult {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) {
    return { errors: [problem('', `a step is an object with "do" or "expect", not ${valueWords(raw)}`)] }
  }
  const parsed = parseStep(raw)
  if ('errors' in parsed) {
    salvageName(raw, names)
    return parsed
  }
  const errors = misfits(parsed.step, names)
  return errors.length > 0 ? { errors } : parsed
}

/** Parses a step by the schema of its word. */
function parseStep(raw: object): StepResult {
  const keys = (['do', 'expect'] as const).filter((key) => key in raw)
  if (keys.length !== 1) {
    const message = `a step has either "do" or "expect"; this one has ${keys.length === 0 ? 'neither' : 'both'}`
    return { errors: [problem('', message)] }
  }
  const forms = keys[0] === 'do' ? COMMAND_FORMS : EXPECTATION_FORMS
  const word = (raw as Record<string, unknown>)[forms.key]
  if (typeof word !== 'string')
    return { errors: [problem(forms.key, `must be a word, not ${valueWords(word)}`)] }
  const schema = forms.forms.get(word)
  if (!schema) {
    const words = [...forms.forms.keys()]
    const meant = nearest(word, words)
    const hint = meant === undefined ? belongsElsewhere(word, forms.key) : `; did you mean ${quote(meant)}?`
    const message = `unknown word ${quote(word)}${hint}${hint.endsWith('?') ? ' Known' : '; known'} are ${words.join(', ')}`
    return { errors: [problem(forms.key, message)] }
  }
  const parsed = parse(schema, raw)
  if (parsed.success) return { step: parsed.data as Step }
  const found = findings(parsed.error, raw, (path) => (path.length === 0 ? forms.fields(word) : []))
  return { errors: found.map(({ field, message }) => problem(field, message)) }
}

/** A hint for a word that exists, but not here. */
function belongsElsewhere(word: string, key: 'do' | 'expect'): string {
  const other = key === 'do' ? EXPECTATION_FORMS : COMMAND_FORMS
  if (other.forms.has(word)) return `; it goes with ${quote(other.key)}`
  return word === 'opened' ? '; it is about no socket' : ''
}

/** A step with an error elsewhere still makes its name, so that later steps are not blamed for it. */
function salvageName(raw: object, names: Names): void {
  const { do: word, as: name, count, to, port, transport } = raw as Record<string, unknown>
  if (typeof word !== 'string' || !nameSchema.safeParse(name).success) return
  const act = nearest(word, ['listen', 'connect', 'bind', 'proxy', 'spawn'])
  const rest = {
    ...(count !== undefined && { count: MAX_COUNT }),
    ...(typeof to === 'string' && { to }),
    ...(typeof port === 'number' && { port }),
    ...(transport === 'udp' && { transport }),
  }
  if (act !== undefined) names.make({ do: act, as: name, ...rest } as Command)
}
