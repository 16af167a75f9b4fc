import type { z } from 'zod'

/**
 * What a schema says of a value that may be anything: a window's request, a file's content. zod compares the length of whatever
 * has one, even of what is of another kind, and throws where that is an object which can't be compared. Such a length is taken
 * away from the value, so that what is wrong has a place like any other error.
 */
export function parse<T>(schema: z.ZodType<T>, value: unknown): z.ZodSafeParseResult<T> {
  try {
    return schema.safeParse(value)
  } catch (fault) {
    dropOddLengths(value)
    const parsed = schema.safeParse(value)
    // It was no more than a length: then something else is wrong.
    if (parsed.success) throw fault
    return parsed
  }
}

/** Without recursion: a file may be nested deeper than the stack. What holds itself is gone through once. */
function dropOddLengths(value: unknown): void {
  const holders = new Set([value])
  for (const holder of holders) {
    if (!isObject(holder)) continue
    if (!Array.isArray(holder) && isObject(holder.length)) delete holder.length
    for (const within of Object.values(holder)) if (isObject(within)) holders.add(within)
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
