import { Popover } from '@base-ui/react/popover'
import type { ReactNode, RefObject } from 'react'
import css from './Popup.module.css'

interface Props {
  title: string
  narrow?: boolean
  /** What gets the focus when it closes; else what opened it. */
  returnTo?: RefObject<HTMLElement | null>
  children: ReactNode
}

/** What one of the composer's buttons opens, above it. Inside a Base UI `Popover.Root`. */
export function ComposerPopup({ title, narrow = false, returnTo, children }: Props) {
  return (
    <Popover.Portal>
      <Popover.Positioner
        className={css.positioner}
        side="top"
        align="end"
        sideOffset={6}
        collisionPadding={8}
      >
        <Popover.Popup
          className={narrow ? `${css.popup} ${css.narrow}` : css.popup}
          finalFocus={() => returnTo?.current ?? true}
        >
          <Popover.Title className={css.title}>{title}</Popover.Title>
          {children}
        </Popover.Popup>
      </Popover.Positioner>
    </Popover.Portal>
  )
}
