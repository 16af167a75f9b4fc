import { mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { Lab } from '../../src/main/engine/lab'
import { decodeLine, type ReadLine } from '../../src/main/journal/format/line'
import {
  EVENTS,
  MANIFEST,
  type Manifest,
  manifestSchema,
  PAYLOADS,
} from '../../src/main/journal/format/manifest'
import { JournalRecorder, type RecorderOptions } from '../../src/main/journal/recorder'
import type { EventOf } from '../../src/shared/events'
import { DEFAULT_LIMITS } from '../../src/shared/session'
import { afterEachTest } from '../support/after-each'
import { events } from '../support/lab'

const folders: string[] = []
const recorders = new Set<JournalRecorder>()

afterEachTest(async () => {
  await Promise.all([...recorders].map((recorder) => recorder.dispose()))
  recorders.clear()
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

/** A folder that is gone after the test. */
export function temporaryFolder(): string {
  const folder = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'socket-lab-journal-')))
  folders.push(folder)
  return folder
}

/** Records a lab into a folder that isn't there yet, unless another is given; disposed after the test. */
export function record(lab: Lab, options: Partial<RecorderOptions> = {}): JournalRecorder {
  const folder = options.folder ?? path.join(temporaryFolder(), 'session')
  const recorder = new JournalRecorder(lab, { id: 'session', limits: DEFAULT_LIMITS, ...options, folder })
  recorders.add(recorder)
  return recorder
}

/** The lab's events that tell what becomes of its journal. */
export function told(lab: Lab): EventOf<'recording'>[] {
  return events(lab).filter((event) => event.kind === 'recording')
}

/** A journal as it is on the disk, read by nothing but the format itself. */
export interface Journal {
  manifest: Manifest
  lines: ReadLine[]
  payloads: Buffer
  /** What is behind the last line feed. */
  rest: string
}

/** Throws if a line isn't what was written. */
export function readJournal(folder: string): Journal {
  const text = readFileSync(path.join(folder, EVENTS))
  const end = text.lastIndexOf(10) + 1
  const lines: ReadLine[] = []
  for (let start = 0; start < end; ) {
    const stop = text.indexOf(10, start)
    const line = decodeLine(text.subarray(start, stop))
    if (line === undefined || line === 'newer') throw new Error(`line ${lines.length + 1} is broken`)
    lines.push(line)
    start = stop + 1
  }
  return {
    manifest: manifestSchema.parse(JSON.parse(readFileSync(path.join(folder, MANIFEST), 'utf8'))),
    lines,
    payloads: readFileSync(path.join(folder, PAYLOADS)),
    rest: text.subarray(end).toString(),
  }
}

/** `seq`s that are missing without a line that says so. */
export function gaps({ lines }: Journal): string[] {
  const found: string[] = []
  let expected = 1
  for (const { event, skipped = 0 } of lines) {
    if (event.seq !== expected + skipped)
      found.push(`${expected} to ${event.seq}, of which ${skipped} are told`)
    expected = event.seq + 1
  }
  return found
}

/** The bytes of an event that are in the journal. */
export function bytesOf({ payloads }: Journal, line: ReadLine): Buffer | undefined {
  return line.place && payloads.subarray(line.place.at, line.place.at + line.place.kept)
}
