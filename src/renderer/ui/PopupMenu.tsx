import { Menu } from '@base-ui/react/menu'
import { useEffect, useRef } from 'react'
import { freeFocus } from './ContextMenuPopup'
import css from './Menu.module.css'
import { type MenuGroups, MenuItems } from './MenuItems'

/** What a menu opens at: an element, or a place in the window. */
export type MenuAnchor = Element | { getBoundingClientRect: () => DOMRect }

interface Props {
  /** Where it is open; undefined while it is closed. */
  at: MenuAnchor | undefined
  label: string
  groups: MenuGroups
  onClose: () => void
  /** Takes the focus back unless what was chosen has given it to something else. */
  focusAfter: () => HTMLElement | null
}

/** A menu that opens wherever it is asked for: at a button, at a row, where the pointer is. */
export function PopupMenu({ at, label, groups, onClose, focusAfter }: Props) {
  const popup = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (!at) return
    // Opened by no trigger of its own, it would begin without a highlighted item.
    const frame = requestAnimationFrame(() =>
      popup.current?.querySelector<HTMLElement>('[role="menuitem"]')?.focus(),
    )
    return () => cancelAnimationFrame(frame)
  }, [at])
  return (
    <Menu.Root open={at !== undefined} onOpenChange={(open) => !open && onClose()}>
      <Menu.Portal>
        <Menu.Positioner
          className={css.positioner}
          anchor={at ?? null}
          align="start"
          sideOffset={2}
          collisionPadding={8}
        >
          <Menu.Popup
            ref={popup}
            className={css.popup}
            aria-label={label}
            finalFocus={() => freeFocus(popup.current, focusAfter)}
          >
            <MenuItems groups={groups} />
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  )
}
