/** Numbers from 0 up to 1 that are the same again for the same seed (mulberry32, public domain). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** The numbers of one direction of a proxy's `number`-th connection: its own, whatever others do meanwhile. */
export function randomOf(seed: number, number: number, direction: 'toServer' | 'toClient'): () => number {
  return randomFrom((seed ^ Math.imul(2 * number + (direction === 'toServer' ? 0 : 1), 0x9e3779b1)) >>> 0)
}
