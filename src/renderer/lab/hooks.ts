import { createContext, useContext, useMemo, useRef, useSyncExternalStore } from 'react'
import type { EventKind } from '../../shared/events'
import type { SocketModel } from '../../shared/model/model'
import type { TimeRange } from '../timeline/range'
import type { LabStore } from './lab'
import { MergedEvents } from './merged'
import { useRested } from './rested'

export const LabContext = createContext<LabStore | undefined>(undefined)

export function useLab(): LabStore {
  const lab = useContext(LabContext)
  if (!lab) throw new Error('no lab above this component')
  return lab
}

/** Renders again with every change of the lab, at most once a frame. */
export function useLabVersion(): number {
  const lab = useLab()
  return useSyncExternalStore(lab.subscribe, () => lab.version)
}

/** Renders again when a socket came or went. */
export function useStructure(): number {
  const lab = useLab()
  return useSyncExternalStore(lab.subscribe, () => lab.structure)
}

/** A socket, and a new render with its changes, as often as there is time for that (see `useRested`). The model is mutated in place: don't memoise on it. */
export function useSocket(name: string | undefined): SocketModel | undefined {
  const lab = useLab()
  useRested(lab, () => versionOf(lab, name))
  return name === undefined ? undefined : lab.model.sockets.get(name)
}

/** Moves when anything about one of these sockets changed, and when another moment is looked at. */
export function versionOf(lab: LabStore, ...names: readonly (string | undefined)[]): number {
  let version = lab.turns
  for (const name of names) if (name !== undefined) version += lab.socketVersion(name)
  return version
}

/**
 * The events of up to two sockets that are wanted, merged; grows with the lab. `wanted` must be the same function each time. `range`: only of
 * what happened then.
 */
export function useMergedEvents(
  first: string | undefined,
  second: string | undefined,
  wanted: (kind: EventKind, socket: string | undefined) => boolean,
  range?: TimeRange | undefined,
): MergedEvents {
  const lab = useLab()
  useRested(lab, () => versionOf(lab, first, second))
  const merged = useMemo(
    () =>
      new MergedEvents(
        lab.events,
        [first, second].filter((name) => name !== undefined),
        wanted,
        range,
      ),
    [lab, first, second, wanted, range],
  )
  return merged.refresh()
}

/** The same object as long as `keep` says so: for values that are cheap to make and dear to hand down anew. */
export function useStable<T>(value: T, same: (a: T, b: T) => boolean): T {
  const kept = useRef(value)
  if (!same(kept.current, value)) kept.current = value
  return kept.current
}
