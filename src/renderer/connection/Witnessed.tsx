import { Check, Eye, Network } from 'lucide-react'
import type { PathStep } from '../../shared/model/model'
import css from './Witnessed.module.css'

/** A sign that somebody has seen the state: the kernel's tables or the wire, or the tables in confirmation. */
export function Witnessed({ step: { provenance, confirmed } }: { step: PathStep }) {
  const Icon =
    provenance === 'captured'
      ? Network
      : provenance === 'observed'
        ? Eye
        : confirmed === undefined
          ? undefined
          : Check
  return Icon ? <Icon size={10} className={css.witnessed} aria-hidden="true" strokeWidth={2.5} /> : null
}
