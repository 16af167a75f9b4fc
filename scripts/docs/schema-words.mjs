/** @typedef {import('./scenario-reference.mjs').Schema} Schema */
/** @typedef {import('./schema-objects.mjs').Objects} Objects */

/** Limits above this are there against abuse: nobody writes a file by hand that meets them. */
const NOTABLE_LENGTH = 100_000

const number = new Intl.NumberFormat('en')

/**
 * @param {Readonly<Record<string, Schema>>} fields
 * @param {ReadonlySet<string>} required
 * @param {Objects} objects
 * @param {string} within
 */
export function table(fields, required, objects, within) {
  // Some are there only to say why they are refused.
  const allowed = Object.entries(fields).filter(([, { not }]) => !not || Object.keys(not).length > 0)
  const rows = allowed.map(([name, form]) => {
    const shown = required.has(name) ? `**\`${name}\`**` : `\`${name}\``
    return `| ${shown} | ${cell(valueWords(form, objects, name, within))} | ${cell(form.description ?? '')} |`
  })
  return `| field | value | |\n|---|---|---|\n${rows.join('\n')}\n`
}

/** @param {string} text */
function cell(text) {
  return text.replaceAll('|', '\\|').replaceAll('<', '&lt;').replaceAll('\n', '\\n')
}

/**
 * What a field can hold, in words.
 * @param {Schema} form
 * @param {Objects} objects
 * @param {string} name of the field
 * @param {string} [within]
 * @returns {string}
 */
export function valueWords(form, objects, name, within = name) {
  if (form.const !== undefined) return code(form.const)
  if (form.enum) return form.enum.map(code).join(', ')
  const choices = form.anyOf ?? form.oneOf
  if (choices?.every(isObject)) return linkTo(form, objects, name, within)
  if (choices && !form.properties) {
    const said = choices.map((one) => (isBounds(one) ? 'its bounds' : valueWords(one, objects, name, within)))
    return [...new Set(said)].join(', or ')
  }
  switch (form.type) {
    case 'integer':
      return `integer${range(form)}`
    case 'number':
      return `number${range(form)}`
    case 'boolean':
      return '`true`, `false`'
    case 'null':
      return '`null`'
    case 'string':
      return `text${length(form)}`
    case 'array':
      return listOf(form, objects, name, within)
    case 'object':
      return objectOf(form, objects, name, within)
    default:
      throw new Error(`no words for the field ${name}: ${JSON.stringify(form).slice(0, 200)}`)
  }
}

/** @param {Schema} form */
function isObject(form) {
  return form.type === 'object' && form.properties !== undefined && !isBounds(form)
}

/** @param {Schema} form */
function isBounds({ properties }) {
  return properties !== undefined && Object.keys(properties).join() === 'atLeast,atMost'
}

/** @param {Schema} form @param {Objects} objects @param {string} name @param {string} within */
function listOf({ items, prefixItems }, objects, name, within) {
  if (prefixItems)
    return `list of ${prefixItems.map((item) => valueWords(item, objects, name, within)).join(' and ')}`
  return items ? `list of ${valueWords(items, objects, name, within)}` : 'list'
}

/** @param {Schema} form @param {Objects} objects @param {string} name @param {string} within */
function objectOf(form, objects, name, within) {
  if (form.properties && Object.keys(form.properties).length > 0) return linkTo(form, objects, name, within)
  const of = form.additionalProperties
  if (typeof of !== 'object' || Object.keys(of).length === 0) return 'object'
  return `object of ${valueWords(of, objects, name, within)} by name`
}

/** @param {Schema} form @param {Objects} objects @param {string} name @param {string} within */
function linkTo(form, objects, name, within) {
  const part = objects.nameOf(form, name, within)
  return `[${part}](#${part.toLowerCase().replaceAll(' ', '-')})`
}

/** @param {unknown} value */
function code(value) {
  return `\`${typeof value === 'string' ? value : JSON.stringify(value)}\``
}

/** @param {Schema} form */
function range({ minimum, maximum }) {
  if (minimum !== undefined && maximum !== undefined)
    return `, ${number.format(minimum)} to ${number.format(maximum)}`
  if (minimum !== undefined) return `, ${number.format(minimum)} or more`
  return maximum === undefined ? '' : `, ${number.format(maximum)} or less`
}

/** @param {Schema} form */
function length({ maxLength }) {
  if (maxLength === undefined || maxLength >= NOTABLE_LENGTH) return ''
  return `, up to ${number.format(maxLength)} characters`
}

/**
 * Which of its fields go together, in a sentence; none if the table says all.
 * @param {Schema} form
 */
export function ruleOf(form) {
  const parts = [form, ...(form.allOf ?? [])]
  const sentences = parts.flatMap(({ oneOf, anyOf, not }) => [
    ...(isChoice(oneOf) ? [`Exactly one of ${names(oneOf)}.`] : []),
    ...(isChoice(anyOf) ? [`One or more of ${names(anyOf)}.`] : []),
    ...(not?.required && !not.properties ? [`Not ${not.required.map(code).join(' and ')} together.`] : []),
  ])
  return sentences.join(' ')
}

/** Each alternative asks for one field, and says nothing else. @param {readonly Schema[]} [forms] */
function isChoice(forms) {
  return forms?.every((form) => form.required?.length === 1 && Object.keys(form).length === 1) ?? false
}

/** @param {readonly Schema[]} [forms] */
function names(forms = []) {
  return forms.map(({ required = [] }) => code(required[0])).join(', ')
}
