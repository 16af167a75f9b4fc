import { toHex } from '../../shared/bytes'
import type { ByteFormat } from '../connection/ConnectionView'
import css from './Bytes.module.css'
import { dump, linesOf, runsOf, trimCut } from './bytes'

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
  return (
    <div className={css.dump} translate="no">
      {dump(data).map((row) => (
        <div key={row.offset} className={css.dumpRow}>
          <span className={css.offset}>{row.offset}</span>
          <span>{row.hex}</span>
          <span className={css.ascii}>{row.text}</span>
        </div>
      ))}
    </div>
  )
}

function Runs({ data }: { data: Uint8Array }) {
  return runsOf(data).map((run, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the runs of a message never change
    <span key={index} className={run.escape ? css.escape : undefined}>
      {run.text}
    </span>
  ))
}
