import type { z } from 'zod'
import type { Chance } from '../../support/chance'

/** A value by chance. */
export type Make = (by: Chance) => unknown

/** Makes values for fields of these names that are texts or numbers; what it has nothing for is made of the schema. */
export type Pool = Readonly<Record<string, Make>>

/** How often a field that may be absent is there: with all at once hardly any command would be one. */
const PRESENT = 1 / 6
const LONGEST = 20

type Schema = z.core.$ZodType

/**
 * Makes what a schema takes, or nearly: refinements are left to chance, but for those that its JSON Schema says in `oneOf` and
 * `anyOf`. Throws for a kind of schema that it does not know, so that none goes untested.
 */
export function fromSchema(schema: Schema, pool: Pool, field = ''): Make {
  const known = Object.hasOwn(pool, field) ? pool[field] : undefined
  const { def } = (schema as z.core.$ZodTypes)._zod
  // Fields that are objects, or can be, are made of their schemas, whatever they are called.
  if (known && (def.type === 'string' || def.type === 'number')) return known
  const inner = (of: Schema, name = field) => fromSchema(of, pool, name)
  switch (def.type) {
    case 'object':
      return objects(schema as z.ZodObject, inner)
    case 'string': {
      const { minLength, maxLength } = schema as z.ZodString
      return someText(minLength ?? 0, maxLength ?? LONGEST)
    }
    case 'number': {
      const { minValue, maxValue, format } = schema as z.ZodNumber
      return someNumber(minValue ?? 0, maxValue ?? 1e6, format === null)
    }
    case 'boolean':
      return (by) => by.happens(0.5)
    case 'literal':
      return (by) => by.one(def.values)
    case 'enum': {
      const values = Object.values(def.entries)
      return (by) => by.one(values)
    }
    case 'union': {
      const options = def.options.map((option) => inner(option))
      return (by) => by.one(options)(by)
    }
    case 'array': {
      const item = inner(def.element)
      // Many may not be empty.
      return (by) => Array.from({ length: by.happens(0.1) ? 0 : 1 + by.below(3) }, () => item(by))
    }
    case 'record': {
      const [key, value] = [inner(def.keyType, ''), inner(def.valueType, '')]
      return (by) => Object.fromEntries(Array.from({ length: by.below(4) }, () => [key(by), value(by)]))
    }
    case 'optional':
      return inner(def.innerType)
    case 'nullable': {
      const value = inner(def.innerType)
      return (by) => (by.happens(0.3) ? null : value(by))
    }
    case 'never':
      return () => undefined
    default:
      throw new Error(`a ${def.type} can't be made by chance yet: teach it to test/ipc/fuzz/from-schema.ts`)
  }
}

const SIGNS = [
  'a',
  'B',
  '7',
  ' ',
  '.',
  '/',
  '@',
  '\\',
  '\0',
  '\n',
  '\u202e',
  '\ud800',
  '漢',
  '😀',
  '%',
  '{',
  '<',
]

export function someText(min: number, max: number): Make {
  return (by) => {
    const length = Math.min(max, min + by.below(Math.min(LONGEST, 1 + max - min)))
    return Array.from({ length }, () => by.one(SIGNS))
      .join('')
      .slice(0, max)
  }
}

function someNumber(min: number, max: number, isBroken: boolean): Make {
  return (by) => {
    if (by.happens(0.15)) return min
    if (by.happens(0.1)) return max
    if (isBroken) return min + by.below(1_000_000) / 1000
    // Small ones are what sockets are about.
    return Math.min(max, min + by.below(by.happens(0.7) ? 50 : max - min + 1))
  }
}

function objects(schema: z.ZodObject, inner: (of: Schema, name: string) => Make): Make {
  const fields = Object.entries(schema.def.shape).map(([name, of]) => ({
    name,
    make: inner(of, name),
    isOptional: (of as z.ZodType).def.type === 'optional',
  }))
  const choices = choicesOf(schema)
  return (by) => {
    const { wanted, unwanted } = by.one(choices)
    const made: Record<string, unknown> = {}
    for (const { name, make, isOptional } of fields) {
      if (unwanted.includes(name)) continue
      if (isOptional && !wanted.includes(name) && !by.happens(PRESENT)) continue
      const value = make(by)
      if (value !== undefined) made[name] = value
    }
    return made
  }
}

interface Choice {
  wanted: readonly string[]
  unwanted: readonly string[]
}

/** Which fields go together, as the schema says for JSON Schema. */
function choicesOf(schema: z.ZodObject): Choice[] {
  const meta = (schema.meta() ?? {}) as { allOf?: Alternatives[] } & Alternatives
  const [given] = [meta, ...(meta.allOf ?? [])].flatMap(({ oneOf, anyOf }) => {
    const alternatives = (oneOf ?? anyOf)?.map(({ required = [] }) => required)
    return alternatives ? [{ alternatives, isOne: oneOf !== undefined }] : []
  })
  if (!given) return [{ wanted: [], unwanted: [] }]
  const all = given.alternatives.flat()
  return given.alternatives.map((wanted) => ({
    wanted,
    unwanted: given.isOne ? all.filter((name) => !wanted.includes(name)) : [],
  }))
}

interface Alternatives {
  oneOf?: { required?: string[] }[]
  anyOf?: { required?: string[] }[]
}
