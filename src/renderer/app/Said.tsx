import { useSyncExternalStore } from 'react'
import { Button } from '../ui/Button'
import css from './Said.module.css'
import type { SaidStore } from './saidStore'

/** Shows what was said last, for a moment, and has it read out. */
export function Said({ store }: { store: SaidStore }) {
  const { text, act } = useSyncExternalStore(store.subscribe, store.current)
  const hold = () => store.hold()
  const release = () => store.release()
  return (
    <div className={css.place} role="status">
      {text !== '' && (
        // biome-ignore lint/a11y/noStaticElementInteractions: it only looks on as someone comes to its button
        <div
          className={css.said}
          data-act={act !== undefined || undefined}
          onPointerEnter={hold}
          onPointerLeave={release}
          onFocus={hold}
          onBlur={release}
        >
          <p>{text}</p>
          {act && (
            <Button small onClick={act.run}>
              {act.label}
            </Button>
          )}
        </div>
      )}
    </div>
  )
}
