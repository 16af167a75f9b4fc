/** Lets go of what was put into `map` first, if it has more than `most` entries by the newest. True if it has. */
export function keepNewest(map: Map<string, unknown>, most: number): boolean {
  if (map.size <= most) return false
  const [oldest] = map.keys()
  if (oldest !== undefined) map.delete(oldest)
  return true
}
