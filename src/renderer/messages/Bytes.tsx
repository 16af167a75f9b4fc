import { useLayoutEffect, useRef, useState } from 'react'
import { toHex } from '../../shared/bytes'
import type { ByteFormat } from '../app/ui'
import css from './Bytes.module.css'
import { bytesPerRow, dump, linesOf, runsOf, trimCut } from './byteText'

/** More than this fits no line, however wide. */
const LINE_BYTES = 400

/** Bytes on one line. `cut`: these are only the beginning. */
export function BytesLine({ data, format, cut }: { data: Uint8Array; format: ByteFormat; cut: boolean }) {
  const shown = data.subarray(0, LINE_BYTES)
  const more = cut || shown.length < data.length
  return (
    <span className={css.line} translate="no">
      {format === 'hex' ? toHex(shown, ' ') : <Runs data={more ? trimCut(shown) : shown} />}
      {more && <span className={css.escape}>…</span>}
    </span>
  )
}

/** All of the bytes: text on as many lines as it has, or a hex dump. */
export function BytesBlock({ data, format }: { data: Uint8Array; format: ByteFormat }) {
  if (format === 'text') {
    return (
      <div className={css.text} translate="no">
        {linesOf(data).map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the lines of a message never change
          <div key={index}>
            <Runs data={line} />
          </div>
        ))}
      </div>
    )
  }
  return <HexDump data={data} />
}

/** As many bytes a row as the lane has room for: a dump that has to be scrolled sideways is hard to read. */
function HexDump({ data }: { data: Uint8Array }) {
  const dumpRef = useRef<HTMLDivElement>(null)
  const rulerRef = useRef<HTMLSpanElement>(null)
  const [perRow, setPerRow] = useState(8)
  useLayoutEffect(() => {
    const element = dumpRef.current
    if (!element) return
    const measure = () => {
      const character = (rulerRef.current?.getBoundingClientRect().width ?? 0) / RULER.length
      if (character > 0) setPerRow(bytesPerRow(Math.floor(element.clientWidth / character)))
    }
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  return (
    <div ref={dumpRef} className={css.dump} data-per-row={perRow} translate="no">
      <span ref={rulerRef} className={css.ruler} aria-hidden="true">
        {RULER}
      </span>
      {dump(data, perRow).map((row) => (
        <div key={row.offset} className={css.dumpRow}>
          <span className={css.offset}>{row.offset}</span>
          <span>{row.hex}</span>
          <span className={css.ascii}>{row.text}</span>
        </div>
      ))}
    </div>
  )
}

/** Tells how wide a character is. */
const RULER = '0000000000'

function Runs({ data }: { data: Uint8Array }) {
  return runsOf(data).map((run, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the runs of a message never change
    <span key={index} className={run.escape ? css.escape : undefined}>
      {run.text}
    </span>
  ))
}
