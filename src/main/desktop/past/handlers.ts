import path from 'node:path'
import { LAB_CODES, LabFailure, labError } from '../../../shared/errors'
import type { Method, Params, SessionSource } from '../../../shared/ipc'
import type { RecordingState, Travel } from '../../../shared/session'
import type { LongWork } from '../../../shared/work'
import type { Lab } from '../../engine/lab'
import { writeWhole } from '../../whole-file'
import type { FileKind, Saving } from '../files/saving'
import type { Handlers } from '../gate/gate'
import type { Works } from '../works'
import { type Exported, exportSession, type Journal, ofLab, ofSession } from './exporting'
import { history, payload } from './reading'
import type { Sessions } from './sessions'
import type { Traveller } from './traveller'
import type { Travels } from './travels'

const METHODS = [
  'goTo',
  'goToTime',
  'step',
  'goToLessonStep',
  'play',
  'goLive',
  'overview',
  'history',
  'payload',
  'sessions',
  'openSession',
  'deleteSessions',
  'showSession',
  'recording',
  'exportSession',
  'cancelWork',
  'saveText',
  'note',
] as const satisfies readonly Method[]

/** What has to do with recorded sessions and moments of the past. */
export type PastHandlers<Caller> = Pick<Handlers<Caller>, (typeof METHODS)[number]>

/** How labs are recorded. */
export interface Recording {
  state(): Promise<RecordingState>
  /** What is recorded of the open lab; undefined if nothing is. */
  readonly current: (Journal & { flush(): Promise<void> }) | undefined
}

export interface PastOptions<Caller, Page> {
  lab: () => Pick<Lab, 'execute' | 'log'>
  travels: Travels<Page>
  sessions: Sessions
  recording: Recording
  works: Pick<Works<Page>, 'run' | 'cancel' | 'running'>
  saving: Pick<Saving<Caller>, 'save'>
  fileKind: (kind: Params<'exportSession'>['to'] | Params<'saveText'>['kind']) => FileKind
  pageOf: (caller: Caller) => Page
}

/** The past, as a window asks for it. */
export class PastDesk<Caller, Page> {
  readonly #options: PastOptions<Caller, Page>

  constructor(options: PastOptions<Caller, Page>) {
    this.#options = options
  }

  /** Exports that are under way. */
  get exporting(): number {
    return this.#options.works.running('export')
  }

  /** Throws LabFailure if the caller looks at a past: it would act on what it doesn't see. */
  requireNow(caller: Caller): void {
    const { travels, pageOf } = this.#options
    if (!travels.of(pageOf(caller))) return
    const message = 'the window shows a moment of the past, in which nothing can be done'
    throw new LabFailure(labError(LAB_CODES.past, message))
  }

  goLive(caller: Caller): void {
    this.#options.travels.goLive(this.#options.pageOf(caller))
  }

  get handlers(): PastHandlers<Caller> {
    const { travels, sessions, recording, works, saving, fileKind, pageOf } = this.#options
    const pastOf = (caller: Caller) => travels.subjectOf(pageOf(caller)).past
    return {
      goTo: ({ seq }, caller) => this.#seek(caller, (one, work) => one.go({ to: 'seq', seq }, work)),
      goToTime: ({ t }, caller) => this.#seek(caller, (one, work) => one.go({ to: 'time', t }, work)),
      step: (params, caller) => this.#seek(caller, (one, work) => one.step(params, work)),
      goToLessonStep: (params, caller) => this.#seek(caller, (one, work) => one.goToLessonStep(params, work)),
      play: (params, caller) => travels.lead(pageOf(caller), (one) => one.play(params)),
      goLive: (_params, caller) => {
        this.goLive(caller)
        return null
      },
      overview: ({ buckets }, caller) => pastOf(caller).overview(buckets),
      history: (params, caller) => history(pastOf(caller), params),
      payload: ({ seq }, caller) => payload(pastOf(caller), seq),
      sessions: () => sessions.list(),
      openSession: (params, caller) => this.#open(params, caller),
      deleteSessions: async ({ ids }) => {
        await sessions.delete(ids)
        return null
      },
      showSession: async ({ id }) => {
        await sessions.show(id)
        return null
      },
      recording: () => recording.state(),
      exportSession: (params, caller) =>
        exportSession(params, caller, {
          saving,
          kind: fileKind,
          find: (id) => this.#exported(id, caller),
          work: (file, task) => {
            const begun = { id: params.work, kind: 'export', label: path.basename(file) } as const
            return works.run(pageOf(caller), begun, task)
          },
        }),
      cancelWork: ({ work }, caller) => {
        works.cancel(pageOf(caller), work)
        return null
      },
      saveText: async ({ name, kind, text }, caller) => {
        const file = await saving.save(name, fileKind(kind), caller, (place) => writeWhole(place, text))
        return file === null ? null : { file }
      },
      note: ({ note }, caller) => this.#note(note, caller),
    }
  }

  async #open({ source, work: id }: Params<'openSession'>, caller: Caller): Promise<Travel> {
    const { travels, sessions, recording, works, pageOf } = this.#options
    const page = pageOf(caller)
    return works.run(page, { id, kind: 'open', label: nameOf(source) }, (work) =>
      // What is still being written is the past of the open lab.
      travels.open(page, () => sessions.opened(source, recording.current?.folder, work)),
    )
  }

  /** On the way to a moment, which can be far. Cancelled, the window stays where it was. */
  #seek(caller: Caller, way: (traveller: Traveller, work: LongWork) => Promise<Travel>): Promise<Travel> {
    const { travels, works, pageOf } = this.#options
    const page = pageOf(caller)
    return works.run(page, { kind: 'seek' }, (work) => travels.lead(page, (one) => way(one, work)))
  }

  async #exported(id: string | undefined, caller: Caller): Promise<Exported> {
    const { lab, travels, sessions, recording, pageOf } = this.#options
    const { current } = recording
    if (id !== undefined && id !== current?.id) {
      return ofSession(id, await sessions.folderFor({ from: 'library', id }))
    }
    const { session, folder } = travels.subjectOf(pageOf(caller))
    if (id === undefined && session && folder !== undefined) return ofSession(session.id, folder)
    await current?.flush()
    return ofLab(lab().log, current)
  }

  async #note(note: Params<'note'>['note'], caller: Caller): Promise<{ seq: number }> {
    const { session, annotate } = this.#options.travels.subjectOf(this.#options.pageOf(caller))
    if (annotate) return annotate(note)
    if (session) {
      const why =
        session.sample === undefined
          ? 'it is damaged, or its folder cannot be written'
          : 'the program brings it along, and would not keep the note'
      const message = `no note can be added to this session: ${why}`
      throw new LabFailure(labError(LAB_CODES.notPossible, message))
    }
    const { seq, error } = this.#options.lab().execute(note)
    if (error) throw new LabFailure(error)
    return { seq }
  }
}

function nameOf(source: SessionSource): string {
  if (source.from === 'picked') return path.basename(source.path)
  return source.from === 'library' ? source.id : source.lesson
}
