import { useSyncExternalStore } from 'react'
import css from './Said.module.css'
import type { SaidStore } from './saidStore'

/** Shows what was said last, for a moment, and has it read out. */
export function Said({ store }: { store: SaidStore }) {
  const text = useSyncExternalStore(store.subscribe, store.current)
  return (
    <div className={css.place} role="status">
      {text !== '' && <p className={css.said}>{text}</p>}
    </div>
  )
}
