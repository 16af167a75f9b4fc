import type { Overview } from '../../../shared/session'

/** Points that are kept; when they are full, each two become one. */
const POINTS = 8192

type Buckets = Pick<Overview, 't' | 'states' | 'failures'>

/** What happened when, over all of a log: points that each stand for equally many `seq`s, some thousands of them. */
export class Course {
  #first = 0
  /** How many `seq`s a point stands for. */
  #span = 1
  #length = 0
  readonly #t = new Float64Array(POINTS)
  readonly #states = new Uint32Array(POINTS)
  readonly #failures = new Uint32Array(POINTS)

  /** `t`: the largest so far, ms. */
  take(seq: number, t: number, { isState, isFailure }: { isState: boolean; isFailure: boolean }): void {
    if (this.#length === 0) this.#first = seq
    while (seq - this.#first >= this.#span * POINTS) this.#halve()
    const point = Math.floor((seq - this.#first) / this.#span)
    // Where events are missing, time stands.
    if (point > this.#length) this.#t.fill(this.#t[this.#length - 1] ?? 0, this.#length, point)
    this.#length = point + 1
    this.#t[point] = t
    if (isState) this.#states[point] = (this.#states[point] as number) + 1
    if (isFailure) this.#failures[point] = (this.#failures[point] as number) + 1
  }

  /** At most `most` buckets over all `seq`s up to `head`. */
  buckets(most: number, head: number): Buckets {
    const count = Math.min(Math.max(1, Math.floor(most)), this.#length)
    const [t, states, failures] = [0, 0, 0].map(() => new Array<number>(count).fill(0)) as [
      number[],
      number[],
      number[],
    ]
    const seqs = head - this.#first + 1
    for (let point = 0; point < this.#length; point++) {
      const bucket = Math.min(count - 1, Math.floor((point * this.#span * count) / seqs))
      t[bucket] = this.#t[point] as number
      states[bucket] = (states[bucket] as number) + (this.#states[point] as number)
      failures[bucket] = (failures[bucket] as number) + (this.#failures[point] as number)
    }
    for (let i = 1; i < count; i++) t[i] = Math.max(t[i] as number, t[i - 1] as number)
    return { t, states, failures }
  }

  #halve(): void {
    for (let to = 0; to < POINTS / 2; to++) {
      const from = to * 2
      // The second one's, unless there is none yet.
      this.#t[to] = Math.max(
        this.#t[from] as number,
        from + 1 < this.#length ? (this.#t[from + 1] as number) : 0,
      )
      this.#states[to] = (this.#states[from] as number) + (this.#states[from + 1] as number)
      this.#failures[to] = (this.#failures[from] as number) + (this.#failures[from + 1] as number)
    }
    for (const values of [this.#states, this.#failures]) values.fill(0, POINTS / 2)
    this.#length = Math.ceil(this.#length / 2)
    this.#span *= 2
  }
}
