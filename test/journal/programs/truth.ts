/** What a killed program leaves behind, in numbers of 8 bytes. */

/** For each event: `seq`, and when it was logged, ms. */
export const TRUTH_NUMBERS = 2
/** When that was written (wall-clock time, ms), and how long the machine had kept it waiting, ms of the last two seconds. */
export const STALL_NUMBERS = 2
