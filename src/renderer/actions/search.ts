/** More than any number of words can bring. */
const WHOLE = Number.MAX_SAFE_INTEGER

/**
 * How well a query fits a text, the better the larger; 0 if it doesn't. Every word of the query has to be in it, and the
 * whole text is the best fit.
 */
export function scoreOf(query: string, text: string): number {
  const haystack = text.toLowerCase()
  if (haystack === query.trim().toLowerCase()) return WHOLE
  let sum = 0
  for (const word of query.toLowerCase().split(/\s+/).filter(Boolean)) {
    const at = haystack.indexOf(word)
    if (at < 0) return 0
    sum += at === 0 ? 3 : /[^\p{L}\p{N}]/u.test(haystack[at - 1] ?? '') ? 2 : 1
  }
  return sum === 0 ? 1 : sum
}

/** The items that fit a query, best first; equal ones keep their order. */
export function search<T>(items: readonly T[], query: string, textsOf: (item: T) => readonly string[]): T[] {
  return items
    .map((item) => ({ item, score: Math.max(...textsOf(item).map((text) => scoreOf(query, text))) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .map(({ item }) => item)
}
