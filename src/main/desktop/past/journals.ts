import { limitsSchema } from '../../../shared/recording-limits'
import { DEFAULT_LIMITS, type RecordingLimits, type RecordingState } from '../../../shared/session'
import type { Lab } from '../../engine/lab'
import { Library } from '../../journal/library'
import { JournalRecorder } from '../../journal/recorder'
import { sessionId } from '../../journal/session-id'
import type { CurrentLab } from '../current-lab'
import type { SettingsFile } from '../settings'

export interface JournalsOptions {
  labs: CurrentLab
  /** Where sessions are kept, each in a folder of its own. */
  folder: string
  settings: SettingsFile
  /** Whether labs are recorded at all. */
  record: boolean
  /** Calls when there is time to begin. What has happened by then is recorded, too. */
  soon: (task: () => void) => void
  /** Sessions that are looked at: they stay, however many there are. */
  inUse: () => readonly string[]
  onFault: (fault: unknown) => void
}

/** The journals of the labs that are opened one after the other, and all that were recorded before. */
export class Journals {
  readonly library: Library
  readonly #settings: SettingsFile
  readonly #inUse: () => readonly string[]
  readonly #onFault: (fault: unknown) => void
  #current: JournalRecorder | undefined
  readonly #recorders = new Map<string, JournalRecorder>()

  constructor({ labs, folder, settings, record, soon, inUse, onFault }: JournalsOptions) {
    this.#settings = settings
    this.#inUse = inUse
    this.#onFault = onFault
    this.library = new Library(folder, (id) => this.#recorders.get(id)?.isOn === true)
    if (!record) return
    labs.follow((lab) => {
      let recorder: JournalRecorder | undefined
      let isOver = false
      // What the lab doesn't keep can't be recorded.
      lab.keepBytes = Math.max(lab.keepBytes, this.limits.messageBytes)
      soon(() => {
        if (isOver) return
        recorder = this.#record(lab)
        this.#current = recorder
      })
      return {
        dispose: () => {
          isOver = true
          if (recorder) void this.#end(recorder)
        },
      }
    })
  }

  /** Of the lab that is open; undefined as long as nothing of it is on the disk. */
  get current(): JournalRecorder | undefined {
    return this.#current?.hasStarted ? this.#current : undefined
  }

  /** Ids of the sessions that are being written. */
  get open(): string[] {
    return [...this.#recorders.keys()]
  }

  get limits(): RecordingLimits {
    return limitsSchema.safeParse(this.#settings.get('recording')).data ?? DEFAULT_LIMITS
  }

  /** The settings have other limits: they hold for the session that is recorded now, too. */
  limit(limits: RecordingLimits): void {
    this.#current?.limit(limits)
  }

  async state(): Promise<RecordingState> {
    const sessions = await this.library.list()
    const error = this.#current?.error
    return {
      limits: this.limits,
      folder: this.library.folder,
      bytes: sessions.reduce((sum, { bytes }) => sum + bytes, 0),
      sessions: sessions.length,
      ...(error && { error }),
    }
  }

  /** Resolves when all that belongs to labs which have ended is on the disk, or can't be. */
  async settled(): Promise<void> {
    const ended = [...this.#recorders.values()].filter((recorder) => recorder !== this.#current)
    await Promise.all(ended.map((recorder) => recorder.dispose()))
  }

  #record(lab: Lab): JournalRecorder {
    const id = sessionId(new Date())
    const recorder = new JournalRecorder(lab, {
      id,
      folder: this.library.folderOf(id),
      limits: this.limits,
      onStarted: () => void this.#prune(lab).catch(this.#onFault),
    })
    this.#recorders.set(id, recorder)
    return recorder
  }

  async #prune(lab: Lab): Promise<void> {
    const sessions = await this.library.pruneTo(this.limits.sessions, this.#inUse())
    if (sessions > 0) lab.note({ kind: 'recording', phase: 'pruned', sessions })
  }

  async #end(recorder: JournalRecorder): Promise<void> {
    if (this.#current === recorder) this.#current = undefined
    await recorder.dispose()
    this.#recorders.delete(recorder.id)
  }
}
