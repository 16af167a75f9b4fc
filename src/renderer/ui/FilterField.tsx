import { Search, X } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, type RefObject, useId } from 'react'
import { useTranslation } from 'react-i18next'
import css from './FilterField.module.css'

interface Props {
  ref: RefObject<HTMLInputElement | null>
  label: string
  placeholder: string
  value: string
  onChange: (value: string) => void
  /** The person is about to type. */
  onFocus?: () => void
  /** The person goes on to what is filtered. */
  onLeave: () => void
  /** What came of it, at the end of the field. */
  result?: ReactNode
  className?: string | undefined
}

/** What a list is filtered by. Escape empties it; Escape once more, Enter or the down arrow goes on to the list. */
export function FilterField({
  ref,
  label,
  placeholder,
  value,
  onChange,
  onFocus,
  onLeave,
  result,
  className,
}: Props) {
  const { t } = useTranslation()
  const id = useId()
  const press = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Escape' && value !== '') {
      onChange('')
      // In a dialog it would be left, too.
      event.stopPropagation()
    } else if (event.key === 'Escape' || event.key === 'ArrowDown' || event.key === 'Enter') onLeave()
    else return
    event.preventDefault()
  }
  return (
    <div className={`${css.field} ${className ?? ''}`}>
      <Search size={13} aria-hidden="true" />
      <input
        ref={ref}
        id={id}
        type="text"
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onFocus={onFocus}
        onKeyDown={press}
        aria-label={label}
        placeholder={placeholder}
        autoComplete="off"
        spellCheck={false}
      />
      {result !== undefined && (
        <output htmlFor={id} className={css.result}>
          {result}
        </output>
      )}
      {value !== '' && (
        <button
          type="button"
          className={css.empty}
          aria-label={t('explorer.emptyFilter')}
          onClick={() => {
            onChange('')
            ref.current?.focus()
          }}
        >
          <X size={13} aria-hidden="true" />
        </button>
      )}
    </div>
  )
}
