import type { LabEvent } from '../../../shared/events'
import { eventToLine } from '../../../shared/ndjson'
import { expectationWords } from '../../scenario/describe-step'
import type { Evaluated, Reporter } from '../../scenario/reporter'
import type { Output } from '../output'

/** One JSON object a line on standard output and nothing else there; expectations go to standard error. */
export class NdjsonReporter implements Reporter {
  #out: Output
  #err: Output

  constructor(out: Output, err: Output) {
    this.#out = out
    this.#err = err
  }

  start(): void {}
  section(): void {}
  step(): void {}

  event(event: LabEvent): void {
    this.#out.line(() => eventToLine(event))
  }

  evaluated({ number, step, met, seen }: Evaluated): void {
    this.#err.line(`${met ? '✓' : '✗'} step ${number}: ${expectationWords(step)}`)
    for (const line of seen) this.#err.line(`    ${line}`)
  }

  end(): void {}
}
