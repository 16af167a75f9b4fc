import { statSync } from 'node:fs'
import path from 'node:path'
import { LAB_CODES, LabFailure, labError } from '../../../shared/errors'
import {
  EVENTS,
  FORMAT,
  FORMAT_VERSION,
  MANIFEST,
  type Manifest,
  manifestSchema,
  PAYLOADS,
} from '../format/manifest'
import { RegularFile } from './regular-file'

const MAX_MANIFEST = 1024 * 1024

/** The files of a session, open to be read. */
export interface SessionFiles {
  events: RegularFile
  /** Absent if it can't be read. */
  payloads: RegularFile | undefined
  close(): void
}

/** What session.json says. */
export interface ReadManifest {
  /** Absent if it is not there, or not what was written. */
  manifest?: Manifest
  /** A newer version has written it: other things may have another meaning, too. */
  isNewer: boolean
}

/** Throws LAB_NO_SESSION if there are no events that can be read. */
export function openFiles(folder: string): SessionFiles {
  const events = openEvents(folder)
  const payloads = openOptional(path.join(folder, PAYLOADS))
  return {
    events,
    payloads,
    close: () => {
      events.close()
      payloads?.close()
    },
  }
}

function openEvents(folder: string): RegularFile {
  let why: string
  try {
    if (!statSync(folder).isDirectory()) throw new Error(`${folder} is no folder`)
    const events = RegularFile.open(path.join(folder, EVENTS))
    if (events) return events
    why = `it has no ${EVENTS}`
  } catch (error) {
    why = (error as Error).message
  }
  throw noSession(folder, why)
}

export function noSession(place: string, why: string): LabFailure {
  return new LabFailure(labError(LAB_CODES.noSession, `${place} is no recorded session: ${why}`))
}

function openOptional(file: string): RegularFile | undefined {
  try {
    return RegularFile.open(file)
  } catch {
    return undefined
  }
}

export function readManifest(folder: string): ReadManifest {
  const file = openOptional(path.join(folder, MANIFEST))
  if (!file) return { isNewer: false }
  try {
    const { size } = file
    if (size > MAX_MANIFEST) return { isNewer: false }
    const buffer = Buffer.alloc(size)
    const raw = JSON.parse(buffer.toString('utf8', 0, file.read(buffer, 0)))
    const isNewer =
      raw?.format === FORMAT && Number.isSafeInteger(raw.version) && raw.version > FORMAT_VERSION
    const { success, data } = manifestSchema.safeParse(raw)
    return success ? { manifest: data, isNewer } : { isNewer }
  } catch {
    return { isNewer: false }
  } finally {
    file.close()
  }
}
