import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { Lab } from '../../../src/main/engine/lab'
import { JournalRecorder } from '../../../src/main/journal/recorder'
import type { LabEvent } from '../../../src/shared/events'
import { DEFAULT_LIMITS, type RecordingLimits } from '../../../src/shared/session'
import { pump, repeat, type Subject } from './workloads'

/** The same work, asked of a lab: every call a command, every event in the log, every state inferred. */
export function lab(): Promise<Subject> {
  return work(new Lab(), async () => {})
}

/** The same lab, which is recorded meanwhile, at default limits. */
export function recorded(): Promise<Subject> {
  return recordedWith(DEFAULT_LIMITS)
}

/** The same, with every byte of every message. */
export function unlimited(): Promise<Subject> {
  return recordedWith({ ...DEFAULT_LIMITS, messageBytes: LARGEST_MESSAGE, sessionBytes: LARGEST_SESSION })
}

/** What the limits can be set to at most (src/shared/recording-limits.ts). */
const LARGEST_MESSAGE = 2 ** 20
const LARGEST_SESSION = 2 ** 40

async function recordedWith(limits: RecordingLimits): Promise<Subject> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'socket-lab-bench-'))
  const subject = new Lab({ keepBytes: limits.messageBytes })
  const recorder = new JournalRecorder(subject, {
    id: 'bench',
    folder: path.join(folder, 'session'),
    limits,
    atOnce: true,
  })
  await recorder.flush()
  return work(subject, async () => {
    await recorder.dispose()
    rmSync(folder, { recursive: true })
  })
}

async function work(subject: Lab, end: () => Promise<void>): Promise<Subject> {
  await subject.execute({ do: 'listen', as: 'server', respond: { with: 'echo' } }).done
  const handlers = new Map<string, (event: LabEvent) => void>()
  subject.log.subscribe((event) => {
    if (event.socket !== undefined) handlers.get(event.socket)?.(event)
  })

  return {
    async echo(size, ms) {
      const [name] = await connect(subject)
      const text = 'x'.repeat(size.bytes)
      const rate = await new Promise<number>((resolve) => {
        const onReceived = pump(size, ms, () => subject.execute({ do: 'send', from: name, text }), resolve)
        handlers.set(name, (event) => {
          if (event.kind === 'received') onReceived(event.bytes)
        })
      })
      handlers.delete(name)
      subject.execute({ do: 'destroy', socket: name })
      return rate
    },

    openClose(ms) {
      return repeat(ms, async () => {
        const [name] = await connect(subject)
        await new Promise<void>((resolve) => {
          handlers.set(name, (event) => {
            if (event.kind === 'closed') resolve()
          })
          subject.execute({ do: 'shutdown', socket: name })
        })
        handlers.delete(name)
      })
    },

    async dispose() {
      await subject.dispose()
      await end()
    },
  }
}

async function connect(subject: Lab): Promise<[string]> {
  const { made, done } = subject.execute({ do: 'connect', to: 'server' })
  await done
  return [made[0] as string]
}
