import { closeSync, constants, fdatasyncSync, fstatSync, ftruncateSync, openSync, writeSync } from 'node:fs'
import path from 'node:path'
import type { NoteCommand } from '../../shared/commands'
import { LAB_CODES, LabFailure, labError } from '../../shared/errors'
import type { LabEvent } from '../../shared/events'
import type { Damage } from '../../shared/session'
import { writeWhole } from '../whole-file'
import { encodeLine } from './format/line-writer'
import { EVENTS, MANIFEST, type Manifest, manifestText } from './format/manifest'
import { readManifest } from './read/session-files'
import type { SessionIndex } from './read/session-index'

/** A line that was added to events.ndjson. */
export interface Added {
  event: LabEvent
  /** Where it is, and how long it is with its line feed, bytes. */
  offset: number
  length: number
}

/**
 * Pins a note to the recorded session in `folder`: what was asked and the note itself, as the newest events, at the session's
 * end and with the wall-clock time of now. Throws LabFailure, and has changed nothing then, if the session is damaged, newer,
 * still recorded or not as it was read (`index`), or can't be written. A crash meanwhile leaves at most a torn last line.
 */
export function annotate(
  folder: string,
  note: NoteCommand,
  { index, damage }: { index: SessionIndex; damage: readonly Damage[] },
): Added[] {
  const manifest = writable(folder, damage)
  requireThere(note, index)
  const { text, socket, about, replaces } = note
  const pinned = {
    ...(socket !== undefined && { socket }),
    ...(about !== undefined && { about }),
    ...(replaces !== undefined && { replaces }),
  }
  const seq = index.head + 1
  const t = index.end
  const wall = new Date().toISOString()
  const events: LabEvent[] = [
    { seq, t, kind: 'asked', command: note, by: 'user', ...(socket !== undefined && { socket }) },
    { seq: seq + 1, t, kind: 'note', topic: 'pinned', text, cause: seq, wall, ...pinned },
  ]
  const lines = events.map((event) => Buffer.from(`${encodeLine(event)}\n`))
  append(path.join(folder, EVENTS), index.bytes, Buffer.concat(lines))
  // Without this, the next reading finds more than the manifest says, and that is no damage.
  const ended = { ...manifest.ended, at: wall, events: seq + 1, t }
  attempt(() => writeWhole(path.join(folder, MANIFEST), manifestText({ ...manifest, ended }), 0o600))
  let offset = index.bytes
  return events.map((event, at) => {
    const length = lines[at]?.length ?? 0
    offset += length
    return { event, offset: offset - length, length }
  })
}

function writable(folder: string, damage: readonly Damage[]): Manifest & { ended: object } {
  if (damage.some(({ kind }) => kind === 'newer')) throw isNewer(folder)
  if (damage.length > 0) {
    throw refused('it is damaged, and what is damaged is never changed', 'Export what is whole of it.')
  }
  const { manifest, isNewer: newer } = readManifest(folder)
  if (newer) throw isNewer(folder)
  const ended = manifest?.ended
  if (!manifest || !ended) {
    throw refused('it is still recorded, or the program ended before it could close it')
  }
  return { ...manifest, ended }
}

function requireThere({ socket, about, replaces }: NoteCommand, { head, model }: SessionIndex): void {
  for (const [field, seq] of Object.entries({ about, replaces })) {
    if (seq === undefined || seq <= head) continue
    throw new LabFailure(labError(LAB_CODES.notPossible, `there is no event ${seq}`, { field }))
  }
  // Of those that were closed long ago, the model has lost the names.
  if (socket === undefined || model.sockets.has(socket) || model.gone > 0) return
  const message = `there is no socket called ${socket}`
  throw new LabFailure(labError(LAB_CODES.unknownSocket, message, { field: 'socket' }))
}

/** All of it or nothing, as far as the disk lets. */
function append(file: string, size: number, bytes: Buffer): void {
  let descriptor: number
  try {
    // Never what a stranger's folder links to. Windows has no such flag.
    descriptor = openSync(file, constants.O_RDWR | (constants.O_NOFOLLOW ?? 0))
  } catch (error) {
    throw notSaved(error)
  }
  try {
    if (fstatSync(descriptor).size !== size) {
      throw refused('it has changed since it was opened', 'Open it again.')
    }
    try {
      for (let written = 0; written < bytes.length; ) {
        written += writeSync(descriptor, bytes, written, bytes.length - written, size + written)
      }
      fdatasyncSync(descriptor)
    } catch (error) {
      attempt(() => ftruncateSync(descriptor, size))
      throw notSaved(error)
    }
  } finally {
    closeSync(descriptor)
  }
}

function attempt(task: () => void): void {
  try {
    task()
  } catch {
    // It is as well without.
  }
}

function refused(why: string, advice?: string): LabFailure {
  const message = `no note can be added to this session: ${why}`
  return new LabFailure(labError(LAB_CODES.notPossible, message, advice === undefined ? {} : { advice }))
}

function isNewer(folder: string): LabFailure {
  return new LabFailure(labError(LAB_CODES.newer, `a newer version of the program has recorded ${folder}`))
}

function notSaved(error: unknown): LabFailure {
  return new LabFailure(labError(LAB_CODES.notSaved, `the note was not written: ${(error as Error).message}`))
}
