import { ackOfFin, type Control, type Slot, type Step } from './controls'
import type { Counts } from './counts'
import type { Side, TcpSegment } from './segment'

type Made = TcpSegment['made']

/**
 * Takes those ACKs of FINs out of `controls` that rode on what the other end sent soon after. What they made is then made by
 * that: by its slot, or the id of data (`answers`: the first data of an end behind the other one's FIN).
 */
export function carriedIn(
  controls: Map<Slot, Control>,
  steps: readonly Step[],
  counts: Counts,
  answers: Partial<Record<Side, TcpSegment>>,
  captured: (slot: Slot) => boolean,
): Map<Slot | number, Made> {
  const carried = new Map<Slot | number, Made>()
  for (const side of ['client', 'server'] as const) {
    const acknowledgement = controls.get(`finAck ${side}`)
    const fin = controls.get(`fin ${side}`)
    if (!acknowledgement || !fin || captured(acknowledgement.slot)) continue
    const by = counts.other(side)
    const answer = answers[by]
    // Its FIN went out when the other's had come.
    const second = by !== side && steps.some((step) => step.side === by && step.state.to === 'LAST_ACK')
    const back = second ? controls.get(`fin ${by}`) : undefined
    const carrier = answer && !answer.withdrawn ? answer : back && { id: back.slot, t: momentOf(back) }
    if (!carrier) continue
    const came = fin.arrived?.min ?? momentOf(fin)
    const fate = ackOfFin(carrier.t - came, (counts.of(side).written ?? 0) > 0)
    if (fate === 'perhaps') acknowledgement.confidence = 'possible'
    if (fate !== 'carried') continue
    controls.delete(acknowledgement.slot)
    carried.set(carrier.id, acknowledgement.made)
  }
  return carried
}

/** When it can have been sent first, ms. */
export function momentOf({ sent }: Control): number {
  return sent.min ?? sent.max ?? 0
}

/** The moment of a segment that is `exact` is known, too. */
export function sure({ confidence, sent }: Control): Control['confidence'] {
  return confidence === 'exact' && sent.min !== sent.max ? 'order' : confidence
}

export function merged(one: Made, two: Made | undefined): Made {
  if (!two) return one
  const inOrder = (seqs: number[]) => [...new Set(seqs)].sort((a, b) => a - b)
  return { from: inOrder([...one.from, ...two.from]), to: inOrder([...one.to, ...two.to]) }
}

export function same(one: Made, two: Made): boolean {
  return JSON.stringify(one) === JSON.stringify(two)
}
