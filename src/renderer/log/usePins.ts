import { useCallback, useMemo, useRef, useSyncExternalStore } from 'react'
import type { LabEvent } from '../../shared/events'
import { useKeptInLab } from '../app/useKept'
import { useLab } from '../lab/hooks'

/** Most events that are pinned. */
const PINS_CAP = 100
const NONE: readonly number[] = []

export interface Pinned {
  /** Pinned events, in the order of the log. They stay even when the log has lost them. */
  pins: readonly LabEvent[]
  isPinned: (seq: number) => boolean
  /** Pins these events, or unpins them if all of them are pinned. */
  togglePins: (events: readonly LabEvent[]) => void
}

/** The events that the person keeps in sight; those of another lab mean nothing in this one. */
export function usePins(): Pinned {
  const lab = useLab()
  const [seqs, setSeqs] = useKeptInLab(lab, 'pins', NONE)
  const held = useRef({ lab: lab.id, events: new Map<number, LabEvent>() })
  if (held.current.lab !== lab.id) held.current = { lab: lab.id, events: new Map() }
  const { events } = held.current
  for (const seq of seqs) {
    const event = events.has(seq) ? undefined : lab.events.bySeq(seq)
    if (event) events.set(seq, event)
  }
  // After a reload the log comes after what was kept.
  useSyncExternalStore(lab.subscribe, () => (seqs.every((seq) => events.has(seq)) ? 0 : lab.version))
  const known = seqs.filter((seq) => events.has(seq)).length
  // biome-ignore lint/correctness/useExhaustiveDependencies: the map is filled in place; `known` tells when
  const pins = useMemo(() => seqs.flatMap((seq) => events.get(seq) ?? []), [seqs, events, known])
  const isPinned = useCallback((seq: number) => seqs.includes(seq), [seqs])
  const togglePins = useCallback(
    (given: readonly LabEvent[]) => {
      const all = given.every(({ seq }) => seqs.includes(seq))
      const chosen = given.map(({ seq }) => seq)
      for (const event of given) events.set(event.seq, event)
      const rest = seqs.filter((seq) => !chosen.includes(seq))
      setSeqs(all ? rest : [...rest, ...chosen].sort((a, b) => a - b).slice(-PINS_CAP))
    },
    [seqs, events, setSeqs],
  )
  return { pins, isPinned, togglePins }
}
