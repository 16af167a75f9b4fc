import { type ReactNode, useEffect, useState } from 'react'
import { useUi } from '../app/ui'
import { useLab } from '../lab/hooks'
import type { WorkStore } from '../work/workStore'
import { SessionsContext } from './context'
import { SessionDesk } from './desk'

interface Props {
  works: WorkStore
  children: ReactNode
}

/** Offers the desk for sessions to everything below, and tells what becomes of the recording. */
export function SessionsProvider({ works, children }: Props) {
  const lab = useLab()
  const { bridge, notices } = useUi()
  const [desk] = useState(
    () => new SessionDesk({ bridge, works, refuse: (error) => notices.addRefusal(error) }),
  )
  useEffect(() => {
    let id = lab.id
    const look = () => {
      // In the past it was as it was then; how it is now is known again with the present.
      if (lab.travel) return
      if (lab.id !== id) {
        // What was told of the lab before means nothing for this one.
        id = lab.id
        desk.news.dismiss('recording')
        desk.news.dismiss('limit')
      }
      for (const news of desk.recording.look(lab.id, lab.model.kept)) {
        desk.news.tell(news.news === 'limited' ? 'limit' : 'recording', news)
      }
    }
    look()
    return lab.subscribe(look)
  }, [lab, desk])
  return <SessionsContext value={desk}>{children}</SessionsContext>
}
