import { useCallback, useEffect, useReducer, useState } from 'react'
import type { LabError } from '../../shared/errors'
import type { SessionSummary } from '../../shared/session'
import { useUi } from '../app/ui'

/** The person's recorded sessions, newest first, as they were when somebody looked. */
export interface Sessions {
  /** Undefined until they are found. */
  sessions: readonly SessionSummary[] | undefined
  error: LabError | undefined
  lookAgain: () => void
}

export function useSessions(): Sessions {
  const { bridge } = useUi()
  const [looks, look] = useReducer((count: number) => count + 1, 0)
  const [found, setFound] = useState<{ sessions?: readonly SessionSummary[]; error?: LabError }>({})
  // biome-ignore lint/correctness/useExhaustiveDependencies: each look is another question
  useEffect(() => {
    let wanted = true
    void bridge.request('sessions', {}).then((reply) => {
      if (!wanted) return
      setFound((before) => (reply.ok ? { sessions: reply.value } : { ...before, error: reply.error }))
    })
    return () => {
      wanted = false
    }
  }, [bridge, looks])
  const lookAgain = useCallback(() => look(), [])
  return { sessions: found.sessions, error: found.error, lookAgain }
}
