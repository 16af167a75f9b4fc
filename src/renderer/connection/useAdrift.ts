import { useEffect, useState } from 'react'
import type { SocketModel } from '../../shared/model/model'
import { useLab } from '../lab/hooks'

/** Whoever is connected to a server that accepts, and has not been accepted for this long, ms, is in no queue. */
const ADRIFT_MS = 1500

/**
 * Those of the clients of a server that accepts who have been waiting too long to be in its queue: the kernel answered them
 * with a SYN cookie while it was full, and kept nothing. Looks again when it is time.
 */
export function useAdrift(waiting: readonly SocketModel[]): SocketModel[] {
  const lab = useLab()
  const [, look] = useState(0)
  const ages = waiting.map((client) => lab.now() - (client.path.at(-1)?.t ?? 0))
  const next = Math.min(...ages.filter((age) => age < ADRIFT_MS).map((age) => ADRIFT_MS - age))
  useEffect(() => {
    if (!Number.isFinite(next)) return
    const timer = setTimeout(() => look((count) => count + 1), next + 1)
    return () => clearTimeout(timer)
  }, [next])
  return waiting.filter((_, index) => (ages[index] ?? 0) >= ADRIFT_MS)
}
