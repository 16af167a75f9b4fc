import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { version } from '../../../../package.json'
import { LAB_CODES, type LabError, LabFailure, labError } from '../../../shared/errors'
import type { LabEvent } from '../../../shared/events'
import type { Params } from '../../../shared/ipc'
import { type Damage, DEFAULT_LIMITS, type ExportResult } from '../../../shared/session'
import { type LongWork, partOf } from '../../../shared/work'
import { damageWords } from '../../cli/report/damage'
import type { Log } from '../../engine/log/log'
import { paced } from '../../journal/export/events'
import { type EventSource, exportTo } from '../../journal/export/export'
import { readAll, type WholeSession } from '../../journal/read/read-all'
import { sessionId } from '../../journal/session-id'
import { packSession } from '../../journal/single-file'
import { writeEvents } from '../../journal/write/write-events'
import type { FileKind, Saving } from '../files/saving'
import type { OwnWork } from '../works'

/** What is to be exported. */
export interface Exported {
  /** What it is called, and with it the file, unless the person says otherwise. */
  id: string
  /** Wall-clock time of its first event, ISO 8601; empty for one that is in its folder. */
  startedAt: string
  /** All its events, with their bytes. */
  events: EventSource
  /** The folder that has all of them; undefined if none has. */
  folder: string | undefined
  /** What of it isn't whole, once its events have been read. */
  damage?: () => readonly Damage[]
}

export interface ExportOptions<Caller> {
  saving: Pick<Saving<Caller>, 'save'>
  kind: (to: Params<'exportSession'>['to']) => FileKind
  /** Finds what is to be exported. */
  find: (id: string | undefined, caller: Caller) => Promise<Exported>
  /** Does the writing into that file, which takes long. */
  work: (file: string, task: (work: OwnWork) => Promise<void>) => Promise<void>
}

/** Asks the person where, and exports a session there: whole, or not at all. Null if they decide otherwise. */
export async function exportSession<Caller>(
  { to, id, socket }: Params<'exportSession'>,
  caller: Caller,
  { saving, kind, find, work }: ExportOptions<Caller>,
): Promise<ExportResult | null> {
  if (to === 'session' && socket !== undefined) {
    const message = 'a session is exported whole, never one connection of it'
    throw new LabFailure(labError(LAB_CODES.notPossible, message, { field: 'socket' }))
  }
  const exported = await find(id, caller)
  const left: string[] = []
  const write = async (place: string, doing: OwnWork) => {
    if (to === 'session') return pack(exported, place, doing)
    const options = { to, work: doing, ...(socket !== undefined && { socket }) }
    const result = await exportTo(exported.events, options, place)
    left.push(...(exported.damage?.() ?? []).map(damageWords), ...result.left)
  }
  const file = await saving.save(socket ?? exported.id, kind(to), caller, (place) =>
    work(place, (doing) => write(place, doing)),
  )
  return file === null ? null : { file, left }
}

/** A recorded session. */
export function ofSession(id: string, folder: string): Exported {
  let read: WholeSession | undefined
  const events = (work?: LongWork) => {
    read = readAll(folder, work)
    return read
  }
  return { id, startedAt: '', events, folder, damage: () => read?.damage ?? [] }
}

/** What is recorded of the open lab; `error` says why no more of it is. */
export interface Journal {
  id: string
  folder: string
  error: LabError | undefined
}

/** The open lab as it is by now: its journal, and what of its log isn't in there. */
export function ofLab(log: Log, journal: Journal | undefined): Exported {
  const id = journal?.id ?? sessionId(new Date(startOf(log)))
  const isWhole = journal !== undefined && journal.error === undefined
  return {
    id,
    startedAt: startOf(log),
    events: (work) => eventsOfLab(log, journal?.folder, work),
    folder: isWhole ? journal.folder : undefined,
  }
}

/** Wall-clock time of its first event, ISO 8601. */
function startOf(log: Log): string {
  const opened = log.at(1)
  return opened?.kind === 'opened' ? opened.wall : log.base.wall
}

/** How often it is told how far it is, events. */
const TOLD_EVERY = 256

async function* eventsOfLab(
  log: Log,
  journal: string | undefined,
  { onProgress, signal }: LongWork = {},
): AsyncGenerator<LabEvent> {
  const { head } = log
  let next = 1
  try {
    for await (const event of journal === undefined ? [] : readAll(journal, signal && { signal })) {
      if (event.seq > head) return
      yield event
      if (event.seq % TOLD_EVERY === 0) onProgress?.(event.seq / head)
      next = event.seq + 1
    }
  } catch (error) {
    // A folder that is gone, or never came to be: the memory is what there is.
    if (signal?.aborted || !(error instanceof LabFailure) || next > 1) throw error
  }
  for (let seq = Math.max(next, log.first); seq <= head; seq++) {
    const event = log.at(seq)
    if (event) yield event
    if (seq % TOLD_EVERY === 0) onProgress?.(seq / head)
  }
}

async function pack(
  { id, startedAt, events, folder }: Exported,
  file: string,
  work: LongWork,
): Promise<void> {
  if (folder !== undefined) return packSession(folder, file, work)
  const temporary = await mkdtemp(path.join(os.tmpdir(), 'socket-lab-export-'))
  try {
    const written = path.join(temporary, 'session')
    const limits = { ...DEFAULT_LIMITS, messageBytes: 1_048_576, sessionBytes: 1_099_511_627_776 }
    await writeEvents(paced(events, partOf(work, 0, 0.7)), written, {
      id,
      startedAt,
      program: version,
      limits,
    })
    await packSession(written, file, partOf(work, 0.7, 1))
  } finally {
    await rm(temporary, { recursive: true, force: true })
  }
}
