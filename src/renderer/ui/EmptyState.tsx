import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import css from './EmptyState.module.css'

/** What a view will show once there is something to show. */
export function EmptyState({
  icon: Icon,
  children,
  action,
}: {
  icon: LucideIcon
  children: ReactNode
  /** The one button that makes it so. */
  action?: ReactNode
}) {
  return (
    <div className={css.empty}>
      <Icon size={20} aria-hidden="true" strokeWidth={1.6} />
      <p>{children}</p>
      {action}
    </div>
  )
}
