import { ContextMenu } from '@base-ui/react/context-menu'
import { useRef } from 'react'
import css from './Menu.module.css'
import { type MenuGroups, MenuItems } from './MenuItems'

interface Props {
  label: string
  /** Asked for while the menu is open, and not before. */
  groups: () => MenuGroups
  /** Takes the focus back unless what was chosen has given it to something else. */
  focusAfter: () => HTMLElement | null
}

/** The popup of a `ContextMenu.Root`. */
export function ContextMenuPopup({ label, groups, focusAfter }: Props) {
  const popup = useRef<HTMLDivElement>(null)
  return (
    <ContextMenu.Portal>
      <ContextMenu.Positioner className={css.positioner} collisionPadding={8}>
        <ContextMenu.Popup
          ref={popup}
          className={css.popup}
          aria-label={label}
          finalFocus={() => freeFocus(popup.current, focusAfter)}
        >
          <Items groups={groups} />
        </ContextMenu.Popup>
      </ContextMenu.Positioner>
    </ContextMenu.Portal>
  )
}

function Items({ groups }: Pick<Props, 'groups'>) {
  return <MenuItems groups={groups()} />
}

/** What gets the focus when a menu closes: nothing of ours if an entry has given it to something else. */
export function freeFocus(
  popup: HTMLElement | null,
  focusAfter: () => HTMLElement | null,
): HTMLElement | boolean {
  const focused = document.activeElement
  const free = !focused || focused === document.body || popup?.contains(focused)
  return free ? (focusAfter() ?? true) : false
}
