import { useCallback, useMemo } from 'react'
import { useCalm } from '../lab/calm'
import { useLab } from '../lab/hooks'
import { sendingClients } from './senders'

/** How long the list stays as it is, ms: it takes a look at every socket. */
const CALM_MS = 200

/** Names of the clients that can send, in the order in which they were made; none that the person has cleared away. */
export function useSendingClients(cleared: ReadonlySet<string>): readonly string[] {
  const lab = useLab()
  const read = useCallback(() => lab.version, [lab])
  const version = useCalm(lab.subscribe, read, CALM_MS)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the model is mutated in place; `version` tells when
  return useMemo(() => sendingClients(lab.model, cleared), [lab, cleared, version])
}
