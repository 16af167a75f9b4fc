import { Tooltip } from '@base-ui/react/tooltip'
import type { ReactElement, ReactNode } from 'react'
import css from './Hint.module.css'

/**
 * An explanation that shows on hover and on focus; none if it is empty. Assistive technology does not read tooltips: whoever uses
 * this also says the same in the element's accessible name or description.
 */
export function Hint({
  text,
  children,
  side = 'top',
}: {
  text: ReactNode
  children: ReactElement
  side?: 'top' | 'bottom' | 'left' | 'right'
}) {
  return (
    <Tooltip.Root disabled={text === ''}>
      <Tooltip.Trigger render={children as ReactElement<Record<string, unknown>>} />
      <Tooltip.Portal>
        <Tooltip.Positioner sideOffset={6} side={side} collisionPadding={8} className={css.positioner}>
          <Tooltip.Popup className={css.popup}>{text}</Tooltip.Popup>
        </Tooltip.Positioner>
      </Tooltip.Portal>
    </Tooltip.Root>
  )
}
