/** What a person types into a filter: every word of it has to be found, in any order, in any case. */

/** The words of a filter; none if it filters nothing. */
export function termsOf(text: string): string[] {
  return text.toLowerCase().split(/\s+/).filter(Boolean)
}

export function hasTerms(text: string, terms: readonly string[]): boolean {
  if (terms.length === 0) return true
  const lower = text.toLowerCase()
  return terms.every((term) => lower.includes(term))
}
