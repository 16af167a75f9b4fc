/** A seeded source of chance (mulberry32), so that what fails can be looked at again. */
export function chance(seed: number) {
  let state = seed
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
  return {
    happens: (share: number) => next() < share,
    below: (count: number) => Math.floor(next() * count),
    one: <T>(of: readonly T[]): T => of[Math.floor(next() * of.length)] as T,
    /** One of the keys, each as likely as its number says. */
    weighed: <T extends string>(weights: Readonly<Record<T, number>>): T => {
      const entries = Object.entries(weights) as [T, number][]
      let rest = next() * entries.reduce((sum, [, weight]) => sum + weight, 0)
      for (const [key, weight] of entries) {
        rest -= weight
        if (rest < 0) return key
      }
      return entries.at(-1)?.[0] as T
    },
  }
}

export type Chance = ReturnType<typeof chance>
