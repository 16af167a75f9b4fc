import { useCallback, useState } from 'react'
import { useLab } from '../lab/hooks'
import { quickStart } from './quickStart'
import { useUi } from './ui'

/** The quick start as a button needs it: what to do, and whether it is under way. Selects the first client. */
export function useQuickStart(): { start: () => void; running: boolean } {
  const lab = useLab()
  const { execute, select, notices } = useUi()
  const [running, setRunning] = useState(false)
  const start = useCallback(async () => {
    setRunning(true)
    try {
      const { first, error } = await quickStart(lab.model, execute)
      if (error) notices.addRefusal(error)
      if (first !== undefined) select(first)
    } finally {
      setRunning(false)
    }
  }, [lab, execute, select, notices])
  return { start, running }
}
