import { Collapsible } from '@base-ui/react/collapsible'
import { ChevronRight } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import css from './Disclosure.module.css'

interface Props {
  title: string
  /** Something inside needs to be seen: it can't be closed. */
  needed: boolean
  initiallyOpen?: boolean
  children: ReactNode
}

/** What is rarely used, behind a title. */
export function Disclosure({ title, needed, initiallyOpen = false, children }: Props) {
  const [open, setOpen] = useState(initiallyOpen)
  return (
    <Collapsible.Root open={open || needed} onOpenChange={setOpen} className={css.disclosure}>
      <Collapsible.Trigger className={css.trigger}>
        <ChevronRight size={14} aria-hidden="true" />
        {title}
      </Collapsible.Trigger>
      <Collapsible.Panel className={css.panel}>{children}</Collapsible.Panel>
    </Collapsible.Root>
  )
}
