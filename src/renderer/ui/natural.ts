let collator: Intl.Collator | undefined

/** Compares as people do: numbers in texts by their value. The first Intl.Collator takes a while: not at the start. */
export function compareNaturally(a: string, b: string): number {
  collator ??= new Intl.Collator(undefined, { numeric: true })
  return collator.compare(a, b)
}
