import { useSessionDesk } from '../sessions/context'
import { useWorks } from './useWorks'
import { WorkBar } from './WorkBar'
import type { ShownWork } from './workStore'

/** In a dialog: the work that it waits for, if that takes long. Escape cancels that before it leaves the dialog. */
export function WorkHere({ fits }: { fits: (work: ShownWork) => boolean }) {
  const { works } = useSessionDesk()
  const work = useWorks().find(fits)
  return work ? <WorkBar work={work} onEscape="first" onCancel={() => works.cancel(work.id)} /> : null
}
