import { Menu } from '@base-ui/react/menu'
import { Check } from 'lucide-react'
import { Fragment, useState } from 'react'
import css from './Menu.module.css'

export interface MenuEntry {
  id: string
  label: string
  /** What it will do, or why it can't be done; may be empty. */
  why?: string
  /** Default true. What is impossible can still be reached, and says why. */
  possible?: boolean
  checked?: boolean
  danger?: boolean
  /** As people read them. */
  keys?: string
  run: () => void
}

/** Entries of different groups are set apart by a line. */
export type MenuGroups = readonly (readonly MenuEntry[])[]

/**
 * The entries of a menu's popup, whichever way it opens. What the highlighted one will do, or why it can't be done, stands
 * below them all.
 */
export function MenuItems({ groups }: { groups: MenuGroups }) {
  const [highlighted, setHighlighted] = useState<string>()
  const explained = groups.flat().filter((entry) => entry.why)
  return (
    <>
      <div className={css.items}>
        {groups
          .filter((entries) => entries.length > 0)
          .map((entries, index) => (
            <Fragment key={entries[0]?.id}>
              {index > 0 && <Menu.Separator className={css.line} />}
              {entries.map((entry) => (
                <Menu.Item
                  key={entry.id}
                  label={entry.label}
                  disabled={entry.possible === false}
                  className={`${css.item} ${entry.danger ? css.danger : ''}`}
                  aria-description={entry.why || undefined}
                  aria-keyshortcuts={entry.keys}
                  onFocus={() => setHighlighted(entry.id)}
                  onClick={entry.run}
                >
                  {entry.checked && <Check size={14} aria-hidden="true" className={css.check} />}
                  <span className={css.text}>{entry.label}</span>
                  {entry.keys !== undefined && (
                    <span className={css.keys} aria-hidden="true">
                      {entry.keys}
                    </span>
                  )}
                </Menu.Item>
              ))}
            </Fragment>
          ))}
      </div>
      {explained.length > 0 && (
        <div className={css.whys} aria-hidden="true">
          {explained.map((entry) => (
            <p key={entry.id} data-shown={entry.id === highlighted || undefined}>
              {entry.why}
            </p>
          ))}
        </div>
      )}
    </>
  )
}
