import type { PathStep } from '../../tcp/path'
import { numbers, type Words, WordWriter, wordReader } from './columns'

/** A column for each field of a step; of those that few have, the steps by their number. */
export type PackedSteps = Record<'seq' | 't' | 'tMin' | 'tMax', Float64Array> &
  Record<'from' | 'to' | 'provenance' | 'confidence' | 'rule', Words> & {
    because: { lengths: Uint32Array; seqs: Float64Array }
  } & { [F in 'alternatives' | 'confirmed' | 'corrects']: Map<number, NonNullable<PathStep[F]>> }

// Fails to compile if a field of a step has no column.
type Missing = Exclude<keyof PathStep, keyof PackedSteps>
export const STEPS_COMPLETE: [Missing] extends [never] ? true : Missing = true

export function packSteps(steps: readonly PathStep[]): PackedSteps {
  const count = steps.length
  const seqs: number[] = []
  const from = new WordWriter(count)
  const to = new WordWriter(count)
  const provenance = new WordWriter(count)
  const confidence = new WordWriter(count)
  const rule = new WordWriter(count)
  const packed: PackedSteps = {
    seq: numbers(count),
    t: numbers(count),
    tMin: numbers(count),
    tMax: numbers(count),
    from: from.words,
    to: to.words,
    provenance: provenance.words,
    confidence: confidence.words,
    rule: rule.words,
    because: { lengths: new Uint32Array(count), seqs: numbers(0) },
    alternatives: new Map(),
    confirmed: new Map(),
    corrects: new Map(),
  }
  // In one loop over plain fields: much of all work on a snapshot is done here.
  for (let i = 0; i < count; i++) {
    const step = steps[i] as PathStep
    packed.seq[i] = step.seq
    packed.t[i] = step.t
    packed.tMin[i] = step.tMin
    packed.tMax[i] = step.tMax
    from.put(i, step.from)
    to.put(i, step.to)
    provenance.put(i, step.provenance)
    confidence.put(i, step.confidence)
    rule.put(i, step.rule)
    packed.because.lengths[i] = step.because.length
    for (const seq of step.because) seqs.push(seq)
    if (step.alternatives.length > 0) packed.alternatives.set(i, step.alternatives)
    if (step.confirmed !== undefined) packed.confirmed.set(i, step.confirmed)
    if (step.corrects !== undefined) packed.corrects.set(i, step.corrects)
  }
  packed.because.seqs = new Float64Array(seqs)
  return packed
}

export function unpackSteps(packed: PackedSteps): PathStep[] {
  const { seq, t, tMin, tMax, because, alternatives, confirmed, corrects } = packed
  const from = wordReader<PathStep['from']>(packed.from)
  const to = wordReader<PathStep['to']>(packed.to)
  const provenance = wordReader<PathStep['provenance']>(packed.provenance)
  const confidence = wordReader<PathStep['confidence']>(packed.confidence)
  const rule = wordReader(packed.rule)
  const steps: PathStep[] = []
  let end = 0
  for (let i = 0; i < seq.length; i++) {
    const seqs: number[] = []
    for (const stop = end + (because.lengths[i] as number); end < stop; end++) {
      seqs.push(because.seqs[end] as number)
    }
    steps.push({
      seq: seq[i] as number,
      t: t[i] as number,
      tMin: tMin[i] as number,
      tMax: tMax[i] as number,
      from: from(i) as PathStep['from'],
      to: to(i) as PathStep['to'],
      provenance: provenance(i) as PathStep['provenance'],
      confidence: confidence(i) as PathStep['confidence'],
      because: seqs,
      alternatives: [],
      rule: rule(i) as string,
    })
  }
  for (const [index, value] of alternatives) Object.assign(steps[index] ?? {}, { alternatives: value })
  for (const [index, value] of confirmed) Object.assign(steps[index] ?? {}, { confirmed: value })
  for (const [index, value] of corrects) Object.assign(steps[index] ?? {}, { corrects: value })
  return steps
}
