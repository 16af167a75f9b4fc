/** Whether the person has asked their system for less motion: then nothing moves by itself, and what scrolls jumps. */
export function wantsStillness(): boolean {
  return matchMedia('(prefers-reduced-motion: reduce)').matches
}
