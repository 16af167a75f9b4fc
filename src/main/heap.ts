import { setFlagsFromString } from 'node:v8'

/**
 * Has V8 look through a heap again when it has grown by 40 % since the last time. An event lives long enough to be taken for
 * something that stays, so that by V8's own measure each heap grows to a multiple of what is in use.
 */
export const COLLECT_EARLY = '--heap-growing-percent=40'

/** For this process, its threads included. */
export function collectEarly(): void {
  setFlagsFromString(COLLECT_EARLY)
}

/** Bounds for threads through which every event goes: most of what they make is garbage at once, and V8 would wait with it. */
export const SMALL_HEAP = { maxYoungGenerationSizeMb: 6 } as const
