import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import css from './EmptyState.module.css'

/** What a view will show once there is something to show. */
export function EmptyState({
  icon: Icon,
  children,
  action,
  late = false,
}: {
  icon: LucideIcon
  children: ReactNode
  /** The one button that makes it so. */
  action?: ReactNode
  /** It is being looked for: not said before it has taken a moment. */
  late?: boolean
}) {
  return (
    <div className={late ? `${css.empty} late` : css.empty}>
      <Icon size={20} aria-hidden="true" strokeWidth={1.6} />
      <p>{children}</p>
      {action}
    </div>
  )
}
