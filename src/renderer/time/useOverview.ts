import { useEffect, useRef, useState } from 'react'
import type { Overview } from '../../shared/session'
import { useUi } from '../app/ui'

/** What a scrubber can show of a log: more than one bucket for each of its pixels is of no use. */
const BUCKETS = 1_000
/** How often the picture of a log that grows is made anew at most, ms. */
const WAIT_MS = 1_000

/** What happened when in the log that is looked at: `id`, up to `head`, with so many notes. */
export function useOverview(id: string, head: number, notes: number): Overview | undefined {
  const { bridge } = useUi()
  const [overview, setOverview] = useState<{ id: string; overview: Overview }>()
  const askedAt = useRef(Number.NEGATIVE_INFINITY)
  const about = useRef(id)
  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever there is more of it
  useEffect(() => {
    let wanted = true
    const ask = async () => {
      askedAt.current = performance.now()
      const reply = await bridge.request('overview', { buckets: BUCKETS })
      if (wanted && reply.ok) setOverview({ id, overview: reply.value })
    }
    const another = about.current !== id
    about.current = id
    const wait = another ? 0 : Math.max(0, askedAt.current + WAIT_MS - performance.now())
    const timer = setTimeout(() => void ask(), wait)
    return () => {
      wanted = false
      clearTimeout(timer)
    }
  }, [bridge, id, head, notes])
  return overview?.id === id ? overview.overview : undefined
}
