import { Toggle } from '@base-ui/react/toggle'
import { Hint } from './Hint'
import css from './Indicator.module.css'

interface Props {
  /** What it is about, in a word. */
  what: string
  /** How it stands, in a word. */
  state: string
  /** What that means, and what a press does. */
  hint: string
  /** A full disc, a ring, a line, a square. */
  mark: 'on' | 'quiet' | 'off' | 'unavailable'
  /** Something about it is not as it should be. */
  warns?: boolean
  /** It records. */
  records?: boolean
  pressed: boolean
  onPress: () => void
}

/** A switch in the top bar for something that goes on, with how it stands. */
export function Indicator({
  what,
  state,
  hint,
  mark,
  warns = false,
  records = false,
  pressed,
  onPress,
}: Props) {
  return (
    <Hint text={hint} side="bottom">
      <Toggle
        className={css.indicator}
        pressed={pressed}
        onPressedChange={onPress}
        data-mark={mark}
        data-warns={warns || undefined}
        data-records={records || undefined}
        aria-description={hint}
      >
        <span className={css.dot} aria-hidden="true" />
        {what} <span className={css.state}>{state}</span>
      </Toggle>
    </Hint>
  )
}
