import type { PathStep } from '../tcp/path'
import type { Model, SocketModel } from './model'

/**
 * A model whose paths lie in columns: most of a model with thousands of sockets are the steps of their paths, and to copy,
 * store or send that many small objects takes several times as long as a few columns do. The model stays as it is.
 */
export interface PackedModel extends Omit<Model, 'sockets'> {
  /** Without their paths. */
  sockets: SocketModel[]
  /** How many steps the path of each has. */
  lengths: Uint32Array
  steps: PackedSteps
}

/** A column for each field of a step; of those that few have, the steps by their number. */
type PackedSteps = Record<'seq' | 't' | 'tMin' | 'tMax', Float64Array> &
  Record<'from' | 'to' | 'provenance' | 'confidence' | 'rule', Words> & {
    because: { lengths: Uint32Array; seqs: Float64Array }
  } & { [F in 'alternatives' | 'confirmed' | 'corrects']: Map<number, NonNullable<PathStep[F]>> }

// Fails to compile if a field of a step has no column.
type Missing = Exclude<keyof PathStep, keyof PackedSteps>
export const STEPS_COMPLETE: [Missing] extends [never] ? true : Missing = true

/** Few words that come again and again: which of them it is, each time. */
interface Words {
  words: string[]
  at: Uint32Array
}

export function packModel(model: Model): PackedModel {
  const all = [...model.sockets.values()]
  const sockets = all.map((socket) => ({ ...socket, path: [] }))
  const lengths = Uint32Array.from(all, ({ path }) => path.length)
  return { ...model, sockets, lengths, steps: packSteps(all.flatMap(({ path }) => path)) }
}

/** Takes `packed` over. */
export function unpackModel({ sockets, lengths, steps, ...rest }: PackedModel): Model {
  const all = unpackSteps(steps)
  const byName = new Map<string, SocketModel>()
  let at = 0
  sockets.forEach((socket, index) => {
    const length = lengths[index] as number
    socket.path = all.slice(at, at + length)
    at += length
    byName.set(socket.name, socket)
  })
  return { ...rest, sockets: byName }
}

function packSteps(steps: readonly PathStep[]): PackedSteps {
  const count = steps.length
  const seqs: number[] = []
  const from = new WordWriter(count)
  const to = new WordWriter(count)
  const provenance = new WordWriter(count)
  const confidence = new WordWriter(count)
  const rule = new WordWriter(count)
  const packed: PackedSteps = {
    seq: new Float64Array(count),
    t: new Float64Array(count),
    tMin: new Float64Array(count),
    tMax: new Float64Array(count),
    from: from.words,
    to: to.words,
    provenance: provenance.words,
    confidence: confidence.words,
    rule: rule.words,
    because: { lengths: new Uint32Array(count), seqs: new Float64Array() },
    alternatives: new Map(),
    confirmed: new Map(),
    corrects: new Map(),
  }
  // In one loop over plain fields: half of all work on a snapshot is done here.
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

function unpackSteps(packed: PackedSteps): PathStep[] {
  const { seq, t, tMin, tMax, because, alternatives, confirmed, corrects } = packed
  const [from, to, provenance, confidence, rule] = [
    reader<PathStep['from']>(packed.from),
    reader<PathStep['to']>(packed.to),
    reader<PathStep['provenance']>(packed.provenance),
    reader<PathStep['confidence']>(packed.confidence),
    reader<string>(packed.rule),
  ]
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
      from: from(i),
      to: to(i),
      provenance: provenance(i),
      confidence: confidence(i),
      because: seqs,
      alternatives: [],
      rule: rule(i),
    })
  }
  for (const [index, value] of alternatives) Object.assign(steps[index] ?? {}, { alternatives: value })
  for (const [index, value] of confirmed) Object.assign(steps[index] ?? {}, { confirmed: value })
  for (const [index, value] of corrects) Object.assign(steps[index] ?? {}, { corrects: value })
  return steps
}

class WordWriter {
  readonly words: Words
  readonly #numbers = new Map<string, number>()

  constructor(count: number) {
    this.words = { words: [], at: new Uint32Array(count) }
  }

  put(index: number, word: string): void {
    let number = this.#numbers.get(word)
    if (number === undefined) {
      number = this.#numbers.size
      this.#numbers.set(word, number)
      this.words.words.push(word)
    }
    this.words.at[index] = number
  }
}

function reader<T extends string>({ words, at }: Words): (index: number) => T {
  return (index) => words[at[index] as number] as T
}
