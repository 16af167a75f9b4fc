import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import css from './Offer.module.css'

interface Props {
  /** Of its heading. */
  id: string
  icon: LucideIcon
  title: string
  children: ReactNode
  /** When that was; follows what it is about. */
  when?: ReactNode
  buttons: ReactNode
}

/** Something of an earlier start that an empty lab offers. Nothing of it happens before the person says so. */
export function Offer({ id, icon: Icon, title, children, when, buttons }: Props) {
  return (
    <section className={css.offer} aria-labelledby={id}>
      <Icon size={18} aria-hidden="true" className={css.icon} />
      <div className={css.words}>
        <h2 id={id}>{title}</h2>
        <p>
          {children}
          {when !== undefined && (
            <span className={css.when}>
              {' · '}
              {when}
            </span>
          )}
        </p>
      </div>
      <div className={css.buttons}>{buttons}</div>
    </section>
  )
}
