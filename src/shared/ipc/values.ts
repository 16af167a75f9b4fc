import { z } from 'zod'
import { ACTIONS, type ActionId, MENUS, type MenuName } from '../actions'
import type { Batch } from '../codec'
import type { LabError } from '../errors'
import type { Need, Scenario, Step } from '../scenario'

/** What requests and their answers are made of. */

export interface Taken {
  /** `seq` of the command's `asked`. */
  seq: number
  /** Names of what it makes. */
  made: string[]
}

export interface About {
  version: string
  versions: Record<string, string>
  /** How many events the lab's log holds in memory before the oldest leave it. */
  logCap: number
  /** The tour of a first start may begin by itself. */
  tour?: boolean
}

export interface Payload {
  bytes: number
  /** What the lab kept of them; shorter than `bytes` if it keeps only the beginning. */
  data: Uint8Array
}

/** One of this machine's own addresses. */
export interface OwnAddress {
  address: string
  family: 'IPv4' | 'IPv6'
  /** Name of its interface: `lo`, `eth0`. */
  interface: string
  /** A loopback address. */
  internal: boolean
}

/** A file or folder that the person has picked or dropped, and that the window may name from now on. */
export interface PickedFile {
  path: string
  name: string
  /** 0 for a folder. */
  bytes: number
}

/** What came of one of several commands. */
export type Outcome = { ok: true; value: Taken } | { ok: false; error: LabError }

/** Where a scenario comes from: a file that the person has picked, or the lab of the last start. */
export const sourceSchema = z.discriminatedUnion('from', [
  z.strictObject({ from: z.literal('file'), path: z.string().min(1).max(4096) }),
  z.strictObject({ from: z.literal('lastLab'), part: z.enum(['setup', 'whole']) }),
])
export type ScenarioSource = z.infer<typeof sourceSchema>

/** A scenario as the window shows it before it runs. With errors it can't run, and has no steps. */
export interface OpenedScenario {
  source: ScenarioSource
  title: string
  description?: string
  steps: Step[]
  /** What it wants beyond loopback sockets and its own folder; the person is asked. `step` counts from 1. */
  needs: (Need & { step: number })[]
  errors: LabError[]
}

/** What has been done by hand so far, as a scenario. */
export interface RecordedScenario {
  scenario: Scenario
  /** What could not be put into it (ends of other programs, files that were sent), one line each, in English. */
  left: string[]
}

/** The lab as it was when the program ended last. */
export interface LastLab {
  /** ISO 8601. */
  savedAt: string
  /** Servers and clients that were open at the end. */
  servers: number
  clients: number
  /** How many steps all that was done comes to. */
  steps: number
}

/** A source of knowledge besides Node's own events. */
export type SourceName = (typeof SOURCES)[number]
export const SOURCES = ['kernel', 'capture'] as const

/** Whether packets can be captured here. */
export interface CaptureRights {
  allowed: boolean
  /** `tcpdump` or `dumpcap`, where one is there. */
  tool?: string
  /** No tool, no right to use it, or no way on this system. */
  missing?: 'tool' | 'right' | 'platform'
  /** What the tool said when it was tried. */
  trouble?: string
  /** The exact commands that would allow it, in the order in which they are to be run. */
  commands: string[]
  /** Runs a scenario FILE with capture in a network of the user's own, for which no right is needed; absent if that can't be. */
  namespace?: string
}

/** A TCP socket of this machine that listens and isn't the lab's. */
export interface LocalListener {
  local: string
  uid?: number
  pid?: number
  /** Name of the program. */
  process?: string
}

/**
 * Of a session: from the person's own folder of sessions, a file or folder that they have picked, or the recording of a lesson that
 * the program brings along.
 */
export const sessionSourceSchema = z.discriminatedUnion('from', [
  z.strictObject({ from: z.literal('library'), id: z.string().min(1).max(255) }),
  z.strictObject({ from: z.literal('picked'), path: z.string().min(1).max(4096) }),
  z.strictObject({ from: z.literal('sample'), lesson: z.string().min(1).max(200) }),
])
export type SessionSource = z.infer<typeof sessionSourceSchema>

/** Events of the past that a view wants besides those it has. */
export interface History {
  /** For a decoder of its own. */
  batch: Batch
  /** There are no older ones. */
  complete: boolean
}

const ITEM_IDS = Object.keys(ACTIONS) as [ActionId, ...ActionId[]]
export const menuSchema = z.strictObject({
  language: z.string().max(35),
  headings: z.record(z.enum(MENUS), z.string().max(100)),
  items: z.partialRecord(
    z.enum(ITEM_IDS),
    z.strictObject({ label: z.string().max(200), enabled: z.boolean(), checked: z.boolean().optional() }),
  ),
})
/** What the window wants the native menu to say, in its own language. */
export type MenuState = {
  language: string
  headings: Record<MenuName, string>
  items: Partial<Record<ActionId, { label: string; enabled: boolean; checked?: boolean | undefined }>>
}
