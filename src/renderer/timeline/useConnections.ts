import { useCallback, useEffect, useMemo } from 'react'
import { useUi } from '../app/ui'
import { useCalm } from '../lab/calm'
import { useLab } from '../lab/hooks'
import type { LabStore } from '../lab/lab'
import { ConnectionRows } from './connectionRows'
import { MessageTimes } from './messageTimes'
import type { Row } from './rows'
import { type Order, sorted } from './sorting'

/** How long rows keep their places, ms: those that are sorted by what changes longer than those that only grow. */
const CALM_MS = 120
const LIVELY_MS = 1000

interface Held {
  connections: ConnectionRows
  messages: MessageTimes
}

const held = new WeakMap<LabStore, Held>()

/** The connections of the lab, as far as the window knows them; they outlive the view. */
export function useHeld(): Held {
  const lab = useLab()
  return useMemo(() => {
    const before = held.get(lab) ?? {
      connections: new ConnectionRows(lab),
      messages: new MessageTimes(lab.events),
    }
    held.set(lab, before)
    return before
  }, [lab])
}

export interface Connections {
  connections: ConnectionRows
  messages: MessageTimes
  /** Sorted, without those that were cleared away or belong elsewhere. */
  rows: readonly Row[]
  /** How many there are in all. */
  total: number
  /** Moves with the rows, and with what they say. */
  version: number
}

/** The rows of the timeline. `scope`: a listener or a watch; undefined for all of them. */
export function useConnections(scope: string | undefined, order: Order): Connections {
  const lab = useLab()
  const { cleared } = useUi()
  const { connections, messages } = useHeld()
  useEffect(() => connections.follow(), [connections])
  const read = useCallback(() => {
    connections.refresh()
    return connections.version
  }, [connections])
  const version = useCalm(lab.subscribe, read, order.by === 'start' ? CALM_MS : LIVELY_MS)
  // biome-ignore lint/correctness/useExhaustiveDependencies: rows are changed in place; `version` tells when
  const { rows, total } = useMemo(() => {
    const all = connections.refresh()
    const wanted = all.filter(
      (row) =>
        (scope === undefined || row.listener === scope || row.watch === scope) && !isCleared(row, cleared),
    )
    return { rows: sorted(wanted, order, lab.now()), total: all.length }
  }, [lab, connections, scope, cleared, order, version])
  return { connections, messages, rows, total, version }
}

function isCleared({ client, server }: Row, cleared: ReadonlySet<string>): boolean {
  if (cleared.size === 0) return false
  const isThere = (name: string | undefined) => name !== undefined && !cleared.has(name)
  return !isThere(client?.name) && !isThere(server?.name)
}
