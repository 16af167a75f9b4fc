import type { Io, Output } from '../output'
import { NdjsonReporter } from './ndjson'
import { PrettyReporter } from './pretty'
import { style, wantsColour } from './style'

/** Who tells a run in the format that was asked for. */
export function reporterFor(
  format: 'pretty' | 'ndjson',
  { stdout, env }: Pick<Io, 'stdout' | 'env'>,
  out: Output,
  err: Output,
): NdjsonReporter | PrettyReporter {
  return format === 'ndjson'
    ? new NdjsonReporter(out, err)
    : new PrettyReporter(out, style(wantsColour(stdout, env)))
}
