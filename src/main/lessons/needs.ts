import type { Lesson, Need } from '../../shared/lessons/lesson'
import { hasPython } from '../engine/programs/start'

/** What a lesson needs and this machine doesn't have. */
export function missingNeeds({ needs = [] }: Lesson): Need[] {
  return needs.filter((need) => !HAS[need]())
}

const HAS: Record<Need, () => boolean> = { python: () => hasPython(process.env, process.platform) }
