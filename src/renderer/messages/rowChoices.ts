import { useCallback, useMemo, useState } from 'react'
import type { ByteFormat } from '../app/ui'

/** What the person has chosen for single messages: which are shown whole, and which in the other format. */
export interface RowChoices {
  expanded: ReadonlySet<number>
  setExpanded: (seq: number, expanded: boolean) => void
  formatOf: (seq: number) => ByteFormat
  toggleFormat: (seq: number) => void
}

const NONE: ReadonlySet<number> = new Set()

/** `format`: how bytes are shown unless a row says otherwise. Choosing that anew is for every row. */
export function useRowChoices(format: ByteFormat): RowChoices {
  const [expanded, setAll] = useState(NONE)
  const [other, setOther] = useState({ format, rows: NONE })
  const rows = other.format === format ? other.rows : NONE

  const setExpanded = useCallback(
    (seq: number, wanted: boolean) => setAll((before) => withMember(before, seq, wanted)),
    [],
  )
  const toggleFormat = useCallback(
    (seq: number) =>
      setOther((before) => {
        const old = before.format === format ? before.rows : NONE
        return { format, rows: withMember(old, seq, !old.has(seq)) }
      }),
    [format],
  )
  return useMemo(() => {
    const otherFormat = format === 'hex' ? 'text' : 'hex'
    return {
      expanded,
      setExpanded,
      formatOf: (seq: number) => (rows.has(seq) ? otherFormat : format),
      toggleFormat,
    }
  }, [expanded, setExpanded, rows, format, toggleFormat])
}

function withMember(set: ReadonlySet<number>, member: number, wanted: boolean): ReadonlySet<number> {
  const after = new Set(set)
  if (wanted) after.add(member)
  else after.delete(member)
  return after
}
