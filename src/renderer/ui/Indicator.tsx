import { Toggle } from '@base-ui/react/toggle'
import { TriangleAlert } from 'lucide-react'
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
  /** Of a switch. */
  pressed?: boolean
  /** Where a press leads to, unless it is a switch. */
  leads?: 'dialog' | 'view'
  disabled?: boolean
  onPress: () => void
}

/** A switch in the top bar for something that goes on, with how it stands; or the way to how it is set. */
export function Indicator({
  what,
  state,
  hint,
  mark,
  warns = false,
  records = false,
  pressed,
  leads = 'dialog',
  disabled = false,
  onPress,
}: Props) {
  const isSwitch = pressed !== undefined
  const shared = {
    className: css.indicator,
    'data-mark': mark,
    'data-warns': warns || undefined,
    'data-records': records || undefined,
    'data-leads': leads,
    'aria-description': hint,
  }
  const inside = (
    <>
      {warns && !isSwitch ? (
        <TriangleAlert size={13} aria-hidden="true" className={css.warning} />
      ) : (
        <span className={css.dot} aria-hidden="true" />
      )}
      {what} <span className={css.state}>{state}</span>
    </>
  )
  return (
    <Hint text={hint} side="bottom">
      {isSwitch ? (
        <Toggle
          {...shared}
          pressed={pressed}
          aria-disabled={disabled || undefined}
          onPressedChange={() => !disabled && onPress()}
        >
          {inside}
        </Toggle>
      ) : (
        <button
          type="button"
          aria-haspopup={leads === 'dialog' ? leads : undefined}
          {...shared}
          onClick={onPress}
        >
          {inside}
        </button>
      )}
    </Hint>
  )
}
