import type { Slot } from './controls'
import { kindOf, type Side, type TcpSegment } from './segment'

/** The segments without data of one connection, each in its place of the sequence: as concluded, or as captured. */
export class Slots {
  readonly #segments = new Map<Slot, TcpSegment>()
  /** The wire has shown that these were not there. */
  readonly #refuted = new Set<Slot>()

  get(slot: Slot): TcpSegment | undefined {
    return this.#segments.get(slot)
  }

  isCaptured(slot: Slot): boolean {
    return this.#segments.get(slot)?.provenance === 'captured'
  }

  isRefuted(slot: Slot): boolean {
    return this.#refuted.has(slot)
  }

  fill(slot: Slot, segment: TcpSegment): void {
    this.#segments.set(slot, segment)
  }

  /** Takes out what was concluded, and is in none of the slots that there are now. */
  clearAllBut(slots: ReadonlyMap<Slot, unknown>): TcpSegment[] {
    return this.#takeOut((slot, segment) => !slots.has(slot) && segment.provenance === 'inferred')
  }

  /**
   * Puts a captured segment into its slot, if it has one, in place of what was concluded, which is returned. `syns`: how many SYNs
   * have been concluded. `fin`: where the FIN of the end that it goes to lies, if it is known.
   */
  bind(
    segment: TcpSegment,
    syns: number,
    fin: { side: Side; sequence: number | undefined },
  ): TcpSegment | undefined {
    const slot = this.#slotOf(segment, syns, fin)
    if (slot === undefined || this.isCaptured(slot)) return undefined
    const before = this.#segments.get(slot)
    if (before) {
      segment.made = before.made
      segment.because.push(...before.because)
    }
    this.#segments.set(slot, segment)
    return before
  }

  /** Takes out what was concluded of the captured time, and was not captured: it was not there, unless something was lost. */
  refute(isCovered: (segment: TcpSegment) => boolean): TcpSegment[] {
    return this.#takeOut((slot, segment) => {
      const isRefuted = segment.provenance !== 'captured' && isCovered(segment)
      if (isRefuted) this.#refuted.add(slot)
      return isRefuted
    })
  }

  #takeOut(isOut: (slot: Slot, segment: TcpSegment) => boolean): TcpSegment[] {
    const out: TcpSegment[] = []
    for (const [slot, segment] of this.#segments) {
      if (!isOut(slot, segment)) continue
      this.#segments.delete(slot)
      out.push(segment)
    }
    return out
  }

  /** Which SYN a RST answers; undefined if the client has not called, or its call came through. */
  #refused({ from, t }: TcpSegment, syns: number): Slot | undefined {
    if (from === 'client' || syns === 0 || this.#segments.has('synAck')) return undefined
    const before = [...this.#segments].filter(([slot, syn]) => slot.startsWith('syn ') && syn.t <= t)
    return `refusal ${Math.max(1, before.length)}`
  }

  #slotOf(
    segment: TcpSegment,
    syns: number,
    fin: { side: Side; sequence: number | undefined },
  ): Slot | undefined {
    const { from, flags, bytes, sequence, acknowledgement } = segment
    switch (kindOf(segment)) {
      case 'SYN':
        return `syn ${Math.max(1, syns)}`
      case 'SYN+ACK':
        return 'synAck'
      case 'RST':
        return this.#refused(segment, syns) ?? `rst ${from}`
      case 'FIN':
        return `fin ${from}`
      default:
        if (!flags.includes('A') || bytes > 0) return undefined
        if (sequence === 1 && acknowledgement === 1) return this.isCaptured('ack') ? undefined : 'ack'
        return fin.sequence !== undefined && acknowledgement === fin.sequence + 1
          ? `finAck ${fin.side}`
          : undefined
    }
  }
}
