import { z } from 'zod'
import type { ActionId } from '../actions'
import type { Batch } from '../codec'
import type { GivenKind } from '../file-names'
import type { PackedModel } from '../model/packed'
import type { Travel } from '../session'
import type { WorkState } from '../work'

/** What main process and window say to each other over a port. */

/** Everything up to `model.seq`; batches go on from there. The first thing that a port brings, behind where that is (TravelNews). */
export interface Snapshot {
  type: 'snapshot'
  model: PackedModel
  /** `seq` of the newest event in the log at this moment. */
  head: number
  /** Which lab this is: another one has another log, and what the window holds of the old one means nothing then. */
  lab: string
}

/** The person has chosen one of the window's own items in the native menu. */
export interface MenuChoice {
  type: 'menu'
  id: ActionId
}

/** What is looked at from the next snapshot or batch on, and where that stands; null for the lab as it is now. */
export interface TravelNews {
  type: 'travel'
  travel: Travel | null
}

/** A file was given to the program from outside (a double click): the window asks for what is in it when it likes. */
export interface OpenRequest {
  type: 'open'
  kind: GivenKind
  path: string
}

/** The person has chosen a notification: the window shows what it was about. */
export interface ShowRequest {
  type: 'show'
  /** The lab in which it happened. */
  lab: string
  /** A socket or a load; absent if it was about none. */
  socket?: string
}

/** All long work that goes on for this window, at most some ten times a second. What ends well is told of once more, as done. */
export interface WorkNews {
  type: 'work'
  works: WorkState[]
}

export type FeedMessage = Snapshot | Batch | MenuChoice | TravelNews | OpenRequest | ShowRequest | WorkNews

/** What the window sends back on the port: the `id` of the newest batch that it has taken in. */
export const ackSchema = z.strictObject({ ack: z.int().min(1) })
export type Ack = z.infer<typeof ackSchema>
