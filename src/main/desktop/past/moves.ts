import type { Params } from '../../../shared/ipc'
import type { Past } from '../../../shared/session'
import { lessonStepEnd, nearestLessonStep } from './lesson-steps'

/** Where a window wants to be. */
export type Move =
  | { to: 'seq'; seq: number }
  | { to: 'time'; t: number }
  | { to: 'lesson'; step: number }
  | { to: 'step'; by: Params<'step'>['by']; direction: 1 | -1; count: number }

/** A moment: right after event `at`, at time `t`, or at the time of that event. */
export interface Target {
  at: number
  t?: number
}

/**
 * What a window has asked for and not got yet. However fast it asks, no more than the newest of it is done: a place takes
 * the place of all that was wanted before, and steps add up.
 */
export class Moves {
  #moves: Move[] = []

  get empty(): boolean {
    return this.#moves.length === 0
  }

  add(move: Move): void {
    const last = this.#moves.at(-1)
    if (move.to !== 'step') this.#moves = [move]
    else if (last?.to === 'step' && last.by === move.by && last.direction === move.direction) {
      last.count += move.count
    } else this.#moves.push({ ...move })
  }

  /** All of them, which are no longer in here. */
  take(): Move[] {
    return this.#moves.splice(0)
  }
}

/** What there is of a past. */
export type Reach = Awaited<ReturnType<Past['reach']>>

/** Where these moves lead from `at`. */
export async function resolveMoves(
  past: Past,
  { first, head, end }: Reach,
  moves: readonly Move[],
  at: number,
): Promise<Target> {
  let target: Target = { at: Math.min(at, head) }
  for (const move of moves) {
    if (move.to === 'seq') target = { at: Math.min(Math.max(move.seq, first - 1), head) }
    else if (move.to === 'time') {
      const t = Math.min(move.t, end)
      target = { at: Math.max(await past.seqAt(t), first - 1), t }
    } else if (move.to === 'lesson') target = { at: await lessonStepEnd(past, head, move.step, target.at) }
    else target = { at: await stepped(past, { first, head }, move, target.at) }
  }
  return target
}

async function stepped(
  past: Past,
  { first, head }: Pick<Reach, 'first' | 'head'>,
  { by, direction, count }: Move & { to: 'step' },
  from: number,
): Promise<number> {
  const nearest = {
    event: (at: number) => nextEvent(past, first, at, direction),
    state: (at: number) => past.nearestState(at, direction),
    lesson: (at: number) => nearestLessonStep(past, head, at, direction),
  }[by]
  let at = from
  for (let i = 0; i < count; i++) {
    const next = await nearest(at)
    if (next === undefined) break
    at = next
  }
  return at
}

/** A recorded log can have gaps. */
async function nextEvent(
  past: Past,
  first: number,
  at: number,
  direction: 1 | -1,
): Promise<number | undefined> {
  if (direction === 1) return (await past.read(at + 1, 1))[0]?.seq
  return at < first ? undefined : ((await past.history([], at, 1))[0]?.seq ?? first - 1)
}
