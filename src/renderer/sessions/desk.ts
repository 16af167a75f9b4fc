import { LAB_CODES, type LabError } from '../../shared/errors'
import type { LabBridge, Params, Reply, SessionSource } from '../../shared/ipc'
import { readPreference, writePreference } from '../app/preferences'
import { WorkStore } from '../work/workStore'
import { KeptWatch } from './kept'
import { NewsStore } from './news'

const KNOWN = 'sessions.known'
/** So many are remembered; the one that was known first is forgotten first. */
const MOST_KNOWN = 50

/** What the desk needs of the window. */
export interface Surroundings {
  bridge: Pick<LabBridge, 'request' | 'pickFile'>
  /** Shows what was refused, where nothing else does. */
  refuse: (error: LabError) => void
  /** Long work that goes on. Its own unless given. */
  works?: WorkStore
}

/** How an attempt to open a session ended: it is looked at, the person decided otherwise, or why it can't be. */
export type Opening = 'opened' | 'none' | LabError

/** Opens, exports and deletes recorded sessions, for the dialogs and for whatever else asks for it. */
export class SessionDesk {
  readonly news = new NewsStore()
  readonly recording = new KeptWatch()
  readonly works: WorkStore
  #exports = 0
  readonly #known = new Set(readIds())
  readonly #around: Surroundings

  constructor(around: Surroundings) {
    this.#around = around
    this.works = around.works ?? new WorkStore(around.bridge)
  }

  /** Looks at a session, which is called `name` meanwhile. A large one takes a while, in which it can be cancelled. */
  async open(source: SessionSource, name: string): Promise<Opening> {
    const work = this.works.announce(name)
    const reply = await this.#around.bridge.request('openSession', { source, work })
    this.works.answered(work)
    if (!reply.ok) return isCancelled(reply.error) ? 'none' : reply.error
    const { session } = reply.value
    if (session && session.sample === undefined) this.offerNoMore(session.id)
    return 'opened'
  }

  /** Looks at the recording of a lesson that the program brings along. `title`: of the lesson, to be told as it opens. */
  openSample(lesson: string, title: string): Promise<Opening> {
    return this.open({ from: 'sample', lesson }, title)
  }

  /** Looks at the past of the lab that is open, from its newest event on. `elsewhere`: another session is looked at. */
  async lookBack(elsewhere: boolean): Promise<Opening> {
    const { bridge } = this.#around
    if (elsewhere) {
      const left = await bridge.request('goLive', {})
      if (!left.ok) return left.error
    }
    const reply = await bridge.request('goTo', { seq: Number.MAX_SAFE_INTEGER })
    if (reply.ok) return 'opened'
    return isCancelled(reply.error) ? 'none' : reply.error
  }

  /** A file, or a `folder`, that the person dropped on the window. */
  async openDropped(file: { name: string }, folder?: 'folder'): Promise<void> {
    const picked = await this.#around.bridge.pickFile(file, folder)
    if (!picked.ok) return this.#around.refuse(picked.error)
    await this.openPath(picked.value.path)
  }

  /** A file or folder that the person has handed to the program in some way. */
  async openPath(path: string): Promise<void> {
    const opening = await this.open({ from: 'picked', path }, nameOf(path))
    if (typeof opening === 'object') this.#around.refuse(opening)
  }

  /** Lets the person pick a session, in the system's own dialog. */
  async pick(kind: 'session' | 'sessionFolder'): Promise<Opening> {
    const chosen = await this.#around.bridge.request('chooseFile', { kind })
    if (!chosen.ok) return chosen.error
    if (chosen.value === null) return 'none'
    const { path, name } = chosen.value
    return this.open({ from: 'picked', path }, name)
  }

  /**
   * Writes a session, or a part of it, where the person says. How it goes is shown by whoever asks, and among the notices;
   * what came of it is told as news.
   */
  export(params: Params<'exportSession'>): Exporting {
    const { news, works } = this
    const work = works.announce()
    const slot = `export ${++this.#exports}` as const
    let inSight = true
    const finish = async () => {
      const reply = await this.#around.bridge.request('exportSession', { ...params, work })
      works.answered(work)
      if (!reply.ok && isCancelled(reply.error)) return 'cancelled'
      if (!reply.ok && !inSight) news.tell(slot, { news: 'notExported', error: reply.error })
      else if (reply.ok && reply.value) news.tell(slot, { news: 'exported', ...reply.value })
      return reply
    }
    return {
      work,
      finished: finish(),
      outOfSight: () => {
        inSight = false
      },
    }
  }

  /** Ids of sessions that need not be offered any more: the person has opened them, or put their offer away. */
  get known(): ReadonlySet<string> {
    return this.#known
  }

  offerNoMore(id: string): void {
    this.#known.delete(id)
    this.#known.add(id)
    writePreference(KNOWN, JSON.stringify([...this.#known].slice(-MOST_KNOWN)))
  }
}

function isCancelled({ code }: LabError): boolean {
  return code === LAB_CODES.cancelled
}

export interface Exporting {
  /** What the work is called. */
  work: string
  finished: Promise<Reply<'exportSession'> | 'cancelled'>
  /** Nobody looks at it any more: if it fails, that is told as news. */
  outOfSight: () => void
}

function nameOf(path: string): string {
  return path.split(/[\\/]/).findLast((part) => part !== '') ?? path
}

function readIds(): string[] {
  try {
    const ids: unknown = JSON.parse(readPreference(KNOWN) ?? '[]')
    return Array.isArray(ids) ? ids.filter((id) => typeof id === 'string') : []
  } catch {
    return []
  }
}
