/** The goals, in per cent of the ends: the least that the main sequence, and it with its alternatives, is right; the most that list any. */
export const LIMITS = { main: 98.5, right: 99.5, alternatives: 5 }
