import { Objects } from './schema-objects.mjs'
import { ruleOf, table } from './schema-words.mjs'

/**
 * What of JSON Schema is in that of scenario files.
 * @typedef {object} Schema
 * @property {string} [description]
 * @property {string} [type]
 * @property {unknown} [const]
 * @property {unknown[]} [enum]
 * @property {number} [minimum]
 * @property {number} [maximum]
 * @property {number} [minLength]
 * @property {number} [maxLength]
 * @property {number} [minItems]
 * @property {number} [maxItems]
 * @property {Schema} [items]
 * @property {Schema[]} [prefixItems]
 * @property {Record<string, Schema>} [properties]
 * @property {string[]} [required]
 * @property {boolean | Schema} [additionalProperties]
 * @property {Schema[]} [anyOf]
 * @property {Schema[]} [oneOf]
 * @property {Schema[]} [allOf]
 * @property {Schema} [not]
 */

/** Fields that every expectation has, apart from the first word. */
const OF_EVERY_EXPECTATION = ['at', 'within', 'seq', 't', 'cause']

const HEAD = `<!-- Written by npm run reference, from the schema: change that. -->

# Scenario reference

Every field of a scenario file, from the [JSON Schema](scenarios.md#a-file) that \`npm run --silent lab -- schema\` prints and that each
file is checked by. [Scenarios and the command line](scenarios.md) says what they are for, with examples. Fields in **bold**
have to be given.
`

/**
 * The reference of scenario files in Markdown, whole.
 * @param {Schema} schema of a file
 */
export function scenarioReference(schema) {
  const [commands, expectations] =
    schema.properties?.steps?.items?.anyOf?.map(({ oneOf = [] }) => oneOf) ?? []
  if (!commands || !expectations) throw new Error('no steps in the schema')
  const { steps: _steps, ...envelope } = schema.properties ?? {}
  const objects = new Objects()
  const whole = {
    ...schema,
    properties: { ...envelope, steps: { type: 'array', description: schema.properties?.steps?.description } },
  }
  const parts = [
    HEAD,
    '## A file\n',
    fieldsOf(/** @type {Schema} */ (whole), [], objects, 'file'),
    `## Commands\n\n${contents(commands, 'do')}\n`,
    ...commands.map((form) => section(form, 'do', [], objects)),
    `## Expectations\n\n${contents(expectations, 'expect')}\n`,
    'All but `state` have these:\n',
    table(common(expectations), new Set(['at']), objects, 'expect'),
    ...expectations.map((form) => section(form, 'expect', OF_EVERY_EXPECTATION, objects)),
  ]
  // Describing one can bring others.
  const described = []
  for (const { name, form } of objects.rest()) described.push(`### ${name}\n\n${object(form, objects, name)}`)
  return `${[...parts, '## Parts\n', ...described].join('\n').trimEnd()}\n`
}

/** @param {Schema} form @param {'do' | 'expect'} key */
function wordOf(form, key) {
  return String(form.properties?.[key]?.const)
}

/** @param {readonly Schema[]} forms @param {'do' | 'expect'} key */
function contents(forms, key) {
  return forms
    .map((form) => wordOf(form, key))
    .map((word) => `[\`${word}\`](#${anchor(key, word)})`)
    .join(' · ')
}

/** The anchor that a Markdown reader gives to the heading. @param {'do' | 'expect'} key @param {string} word */
function anchor(key, word) {
  return `${key}-${word.toLowerCase()}`
}

/** @param {readonly Schema[]} expectations */
function common(expectations) {
  const fields = expectations.find((form) => wordOf(form, 'expect') !== 'state')?.properties ?? {}
  return Object.fromEntries(Object.entries(fields).filter(([name]) => OF_EVERY_EXPECTATION.includes(name)))
}

/**
 * @param {Schema} form
 * @param {'do' | 'expect'} key
 * @param {readonly string[]} without
 * @param {Objects} objects
 */
function section(form, key, without, objects) {
  const word = wordOf(form, key)
  const leave = word === 'state' ? [] : without
  const text = form.description === undefined ? '' : `${form.description}.\n\n`
  return `### ${key} ${word}\n\n${text}${fieldsOf(form, [key, ...leave], objects, word)}`
}

/** @param {Schema} form @param {readonly string[]} without @param {Objects} objects @param {string} at */
function fieldsOf(form, without, objects, at) {
  const fields = Object.entries(form.properties ?? {}).filter(([name]) => !without.includes(name))
  const rule = ruleOf(form)
  if (fields.length === 0) return ''
  const rows = table(Object.fromEntries(fields), new Set(form.required), objects, at)
  return rule === '' ? rows : `${rows}\n${rule}\n`
}

/** @param {Schema} form @param {Objects} objects @param {string} name */
function object(form, objects, name) {
  const alternatives = form.oneOf ?? form.anyOf
  if (form.properties || !alternatives) return fieldsOf(form, [], objects, name)
  return alternatives.map((one) => alternative(one, objects, name)).join('\n')
}

/** One of several forms of an object, which the field tells that has a single value. @param {Schema} form @param {Objects} objects @param {string} name */
function alternative(form, objects, name) {
  const [key, word] =
    Object.entries(form.properties ?? {}).find(([, { const: value }]) => value !== undefined) ?? []
  if (key === undefined) throw new Error(`no field tells the forms of ${name} apart`)
  return `With \`${key}\`: \`${word?.const}\`\n\n${fieldsOf(form, [key], objects, name)}`
}
