import type { CSSProperties, ReactNode } from 'react'

/** Puts what is drawn of one leg in its place: between its lifelines and beside them. Where there is only one, that is the usual place. */
export function LegColumns({ leg, legs, children }: { leg: number; legs: number; children: ReactNode }) {
  return legs === 1 ? children : <div style={columnsOf(leg, legs)}>{children}</div>
}

/** Of each leg of so many: made once, since every row has them. */
const known = new Map<string, CSSProperties>()

function columnsOf(leg: number, legs: number): CSSProperties {
  const key = `${leg}/${legs}`
  const before = known.get(key)
  if (before) return before
  const lane = `((100% - var(--time) - 2 * var(--beside) - ${legs - 1} * var(--proxy)) / ${legs})`
  const columns = {
    display: 'contents',
    '--left': `calc(var(--time) + var(--beside) + ${leg} * (${lane} + var(--proxy)))`,
    '--right': `calc(var(--beside) + ${legs - 1 - leg} * (${lane} + var(--proxy)))`,
    ...(leg > 0 && { '--room-left': 'calc(var(--proxy) - 16px)' }),
    ...(leg < legs - 1 && { '--room-right': 'calc(var(--proxy) - 16px)' }),
  } as CSSProperties
  known.set(key, columns)
  return columns
}
