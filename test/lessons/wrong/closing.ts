import type { Wrong } from './wrong'

export const closing: Wrong[] = [
  { lesson: 'four-way-close', step: 2, instead: [{ do: 'reset', socket: 'alice' }], unmet: [1, 2] },
]
