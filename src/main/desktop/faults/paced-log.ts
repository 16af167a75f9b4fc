import { Pace, type PaceLimits } from '../gate/pace'

/** Far more than goes wrong in a day; and what a file of the log holds, not what a flood would fill a disk with. */
const LIMITS: PaceLimits = { burst: 500, perSecond: 1 }

export type Say<Level> = (level: Level, words: unknown[]) => void

/** Lets so much be said, and counts the rest: whatever comes in floods (a page can send garbage) would drown what matters. */
export function paced<Level extends string>(
  say: Say<Level>,
  limits: PaceLimits = LIMITS,
  now?: () => number,
): Say<Level> {
  const pace = new Pace(limits, now)
  let unsaid = 0
  return (level, words) => {
    if (pace.wait > 0) {
      unsaid++
      return
    }
    pace.spend(1)
    say(level, unsaid > 0 ? [...words, `(${unsaid} more before this are not in the log)`] : words)
    unsaid = 0
  }
}
