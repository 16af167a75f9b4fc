/** How much a request may be, before anybody looks at what it says. */
export interface SizeLimits {
  /** Objects and arrays within one another. */
  depth: number
  /** Values in all, and names of fields: a value that is in several places counts at each. */
  parts: number
  /** Of all texts, names of fields among them, in UTF-16 units, and of all binary data, in bytes. */
  length: number
}

/**
 * Room over the largest request that the window makes: 10,000 commands in one (MAX_COMMANDS) with some thirty fields each, and
 * the longest message (MAX_INLINE) from eight ends at once. The deepest, a rule's match in the last of several commands, is 9 deep.
 */
export const SIZE_LIMITS: SizeLimits = { depth: 32, parts: 1_000_000, length: 128 * 1024 * 1024 }

export interface Size {
  parts: number
  length: number
}

/** What is too much, and where that was seen: names of fields and indices, from the outside in. */
export interface Excess {
  of: keyof SizeLimits
  path: string[]
}

/**
 * Measures a structured clone, and stops at the first excess. Nothing in a clone is code (no getter, no proxy), so to look at it
 * is safe. What is its own ancestor is too deep, and what is in many places counts at each: a graph that would unfold without an
 * end ends at the limits, for whoever reads the request after this would unfold it, too.
 */
export function measure(request: unknown, limits: SizeLimits = SIZE_LIMITS): Size & { excess?: Excess } {
  const size: Size = { parts: 0, length: 0 }
  const path: (string | number)[] = []

  function excessOf(value: unknown): keyof SizeLimits | undefined {
    size.parts++
    size.length += lengthOf(value)
    // Not by its items, of which a sparse array may have none: whoever checks it goes through all places.
    const items = Array.isArray(value) ? value.length : 0
    if (size.parts + items > limits.parts) return 'parts'
    if (size.length > limits.length) return 'length'
    if (!hasFields(value)) return undefined
    if (path.length >= limits.depth) return 'depth'
    return Array.isArray(value) ? excessOfItems(value) : excessOfFields(value)
  }

  function excessOfItems(items: readonly unknown[]): keyof SizeLimits | undefined {
    const at = path.push(0) - 1
    for (let i = 0; i < items.length; i++) {
      path[at] = i
      const excess = excessOf(items[i])
      if (excess) return excess
    }
    path.pop()
    return undefined
  }

  function excessOfFields(fields: Record<string, unknown>): keyof SizeLimits | undefined {
    const at = path.push('') - 1
    for (const name in fields) {
      path[at] = name
      size.parts++
      size.length += name.length
      const excess = excessOf(fields[name])
      if (excess) return excess
    }
    path.pop()
    return undefined
  }

  const of = excessOf(request)
  return of ? { ...size, excess: { of, path: path.map(String) } } : size
}

function lengthOf(value: unknown): number {
  if (typeof value === 'string' || value instanceof String) return value.length
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return value.byteLength
  return 0
}

/** Of a Map, a Set or binary data nothing is a field; no request has any use for them. */
function hasFields(value: unknown): value is Record<string, unknown> {
  return (
    typeof value === 'object' &&
    value !== null &&
    !ArrayBuffer.isView(value) &&
    !(value instanceof ArrayBuffer) &&
    !(value instanceof String)
  )
}
