import { useCallback, useEffect, useRef, useState } from 'react'
import { useUi } from '../app/ui'
import { useLab } from '../lab/hooks'
import type { Ladder } from './ladder'

/** The row that the person is at: several rows can stand for one event. */
interface Cursor {
  key: number
  t: number
  seq: number
}

/** Where the pointed event is among the rows of a ladder, which is kept in sight by `reveal`, and how a row is pointed at. */
export function useCursor(ladder: Ladder, reveal: (index: number) => void) {
  const lab = useLab()
  const { pointed, pointAt } = useUi()
  const [cursor, setCursor] = useState<Cursor>()

  /** Index of the pointed event's row; between two rows, if none shows it. */
  const active = useCallback((): number | undefined => {
    if (pointed === undefined) return undefined
    const chosen = cursor?.seq === pointed ? ladder.indexOf(cursor.key, cursor.t) : undefined
    const found = chosen ?? ladder.find(pointed)
    if (found !== undefined) return found
    const ordinal = lab.events.find(pointed)
    return ordinal === undefined ? undefined : ladder.seek(lab.events.tAt(ordinal)) + 0.5
  }, [pointed, cursor, ladder, lab])

  const pointRow = (index: number, seq = ladder.pointOf(index)) => {
    const row = ladder.rows[index]
    if (!row) return
    setCursor({ key: row.key, t: row.t, seq })
    pointAt(seq)
  }

  const revealing = useRef(reveal)
  revealing.current = reveal
  const shownBefore = useRef(false)
  useEffect(() => {
    const position = active()
    const first = !shownBefore.current
    shownBefore.current = true
    if (position === undefined) return
    // What another view points at is kept in sight when this one opens, even if it only lies between two rows here.
    if (Number.isInteger(position) || first) revealing.current(Math.floor(position))
  }, [active])
  return { active, pointRow }
}
