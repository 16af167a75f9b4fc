import css from './Mark.module.css'

/** The product's mark: two ends and what goes between them. Decoration beside the name. */
export function Mark() {
  return (
    <svg viewBox="0 0 20 20" width="20" height="20" aria-hidden="true" className={css.mark}>
      <circle cx="4.5" cy="10" r="3" className={css.client} />
      <circle cx="15.5" cy="10" r="3" className={css.server} />
      <path d="M9 8h3M8 12h3" className={css.line} />
    </svg>
  )
}
