import css from './Marks.module.css'
import type { Taken } from './ways'

/** The number of a step, in the sign of its end: round for the client, square for the server. `?`: it may have been another. */
export function StepMark({ taken }: { taken: Taken }) {
  const { number, side, step } = taken
  return (
    <span className={css.step} data-side={side}>
      {number}
      {step.confidence === 'possible' && '?'}
    </span>
  )
}
