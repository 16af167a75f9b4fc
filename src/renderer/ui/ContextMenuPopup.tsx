import { ContextMenu } from '@base-ui/react/context-menu'
import { Check } from 'lucide-react'
import { Fragment, useRef, useState } from 'react'
import css from './Menu.module.css'

export interface MenuEntry {
  id: string
  label: string
  /** What it will do, or why it can't be done; may be empty. */
  why?: string
  possible: boolean
  checked?: boolean
  danger?: boolean
  /** As people read them. */
  keys?: string
  run: () => void
}

interface Props {
  label: string
  /** Entries of different groups are set apart by a line. */
  groups: readonly (readonly MenuEntry[])[]
  /** Takes the focus back unless what was chosen has given it to something else. */
  focusAfter: () => HTMLElement | null
}

/** The popup of a `ContextMenu.Root`. What the highlighted entry will do, or why it can't be done, stands below them all. */
export function ContextMenuPopup({ label, groups, focusAfter }: Props) {
  const popup = useRef<HTMLDivElement>(null)
  const [why, setWhy] = useState('')
  const explained = groups.some((entries) => entries.some((entry) => entry.why))
  const finalFocus = () => {
    const focused = document.activeElement
    const free = !focused || focused === document.body || popup.current?.contains(focused)
    return free ? (focusAfter() ?? true) : false
  }
  return (
    <ContextMenu.Portal>
      <ContextMenu.Positioner className={css.positioner} collisionPadding={8}>
        <ContextMenu.Popup ref={popup} className={css.popup} aria-label={label} finalFocus={finalFocus}>
          <div className={css.items}>
            {groups
              .filter((entries) => entries.length > 0)
              .map((entries, index) => (
                <Fragment key={entries[0]?.id}>
                  {index > 0 && <ContextMenu.Separator className={css.line} />}
                  {entries.map((entry) => (
                    <ContextMenu.Item
                      key={entry.id}
                      label={entry.label}
                      disabled={!entry.possible}
                      className={`${css.item} ${entry.danger ? css.danger : ''}`}
                      aria-description={entry.why || undefined}
                      aria-keyshortcuts={entry.keys}
                      onFocus={() => setWhy(entry.why ?? '')}
                      onClick={entry.run}
                    >
                      {entry.checked && <Check size={14} aria-hidden="true" className={css.check} />}
                      <span className={css.text}>{entry.label}</span>
                      {entry.keys !== undefined && (
                        <span className={css.keys} aria-hidden="true">
                          {entry.keys}
                        </span>
                      )}
                    </ContextMenu.Item>
                  ))}
                </Fragment>
              ))}
          </div>
          {explained && (
            <p className={css.why} aria-hidden="true">
              {why}
            </p>
          )}
        </ContextMenu.Popup>
      </ContextMenu.Positioner>
    </ContextMenu.Portal>
  )
}
