import type { Found } from '../../../shared/answers/rules'

/** What the lab and the thread that tries regular expressions say to each other. */

export interface WorkerData {
  /** Numbers by PROGRESS. */
  progress: SharedArrayBuffer
}

/** Where in shared memory is what the thread is at. */
export const PROGRESS = { job: 0, regex: 1, done: 2 } as const

export interface Job {
  /** From 1. */
  id: number
  sources: readonly string[]
  text: string
}

export interface Answer {
  id: number
  /** Absent if none matches. */
  found?: Found
}
