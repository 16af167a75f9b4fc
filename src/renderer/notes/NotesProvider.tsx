import {
  type ReactNode,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react'
import type { PinnedNote } from '../../shared/model/model'
import { useUi } from '../app/ui'
import { useLab } from '../lab/hooks'
import { NotesContext } from './context'
import { NoteIndex, stateOf } from './noteIndex'

/** All notes of the log of which a moment of the past is shown. */
interface Whole {
  lab: string
  notes: readonly PinnedNote[]
}

/**
 * Has the notes at hand for everything below: rows ask for theirs. In the past these are all notes of the log, not only those
 * of the moment: what was noted later about an event stands at that event.
 */
export function NotesProvider({ children }: { children: ReactNode }) {
  const lab = useLab()
  const { bridge } = useUi()
  const [whole, setWhole] = useState<Whole>()
  const [written, setWritten] = useState(0)
  const past = useSyncExternalStore(lab.subscribe, () => (lab.travel ? lab.id : undefined))
  const state = useSyncExternalStore(lab.subscribe, () => `${lab.id} ${stateOf(lab.model.notes)}`)

  // biome-ignore lint/correctness/useExhaustiveDependencies: what was written meanwhile is asked for
  useEffect(() => {
    if (past === undefined) return
    let wanted = true
    void bridge.request('overview', { buckets: 1 }).then((reply) => {
      if (wanted && reply.ok) setWhole({ lab: past, notes: reply.value.notes })
    })
    return () => {
      wanted = false
    }
  }, [bridge, past, written])

  const onWritten = useCallback(() => setWritten((count) => count + 1), [])
  const notes = past !== undefined && whole?.lab === past ? whole.notes : undefined
  // biome-ignore lint/correctness/useExhaustiveDependencies: the model is mutated in place; `state` tells when
  const index = useMemo(() => new NoteIndex(notes ?? lab.model.notes), [lab, notes, state])
  const newest = useRef(index)
  newest.current = index
  const now = useCallback(() => newest.current, [])
  const provided = useMemo(() => ({ index, now, onWritten }), [index, now, onWritten])
  return <NotesContext value={provided}>{children}</NotesContext>
}
