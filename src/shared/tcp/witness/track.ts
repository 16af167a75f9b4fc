import type { EventOf, Observed } from '../../events'
import { type PathStep, takeStep } from '../path'
import type { TcpState } from '../states'

/** What witnesses compare with: the path of one end as the log has it by now. */
export interface Track {
  readonly name: string
  path: PathStep[]
  /** Its row of the kernel's tables, as it was reported last. */
  row?: { state: TcpState; t: number }
  /** Rows that fitted nowhere, and were too early to be a contradiction: they tell more once there is one. */
  unexplained: Observed[]
  /** When TIME_WAIT is over by the row's own timer, ms. */
  timeWaitOver?: number
  /** Name of the other end. */
  peer?: string
  /** What is known of the ends themselves. */
  readonly ends: EndFacts
}

interface EndFacts {
  get(name: string): { descriptor: 'open' | 'closed'; foreign: boolean } | undefined
}

/** The process holds the descriptor: it learns by itself what becomes of the connection. */
export function isHeld({ name, ends }: Track): boolean {
  return ends.get(name)?.descriptor === 'open'
}

/** Not the lab's: nothing of it is known by itself but what witnesses tell. */
export function isForeign({ name, ends }: Track): boolean {
  return ends.get(name)?.foreign === true
}

/** How long a closed connection can still be shown to be another, ms; and how many of them are kept for that. */
const KEEP_MS = 5000
const KEEP_COUNT = 1000

/** The paths of all ends that a witness can still say something about, by name. */
export class Tracks {
  #tracks = new Map<string, Track>()
  #closed: { track: Track; t: number }[] = []

  constructor(private readonly ends: EndFacts) {}

  get(name: string): Track | undefined {
    return this.#tracks.get(name)
  }

  open(name: string): Track {
    let track = this.#tracks.get(name)
    if (!track) {
      track = { name, path: [], unexplained: [], ends: this.ends }
      this.#tracks.set(name, track)
    }
    return track
  }

  /** Follows a transition that the log has. */
  record(event: EventOf<'state'>): Track {
    const track = this.open(event.socket)
    takeStep(track.path, event, event.supersedes)
    if (isClosed(track)) this.#closed.push({ track, t: event.t })
    this.#purge(event.t)
    return track
  }

  letGo(name: string): void {
    const peerName = this.#tracks.get(name)?.peer
    this.#tracks.delete(name)
    // Nothing tells when a foreign end is CLOSED: it goes with ours.
    const peer = peerName === undefined ? undefined : this.#tracks.get(peerName)
    if (peer && !isClosed(peer) && !this.ends.get(peer.name)) this.#tracks.delete(peer.name)
  }

  #purge(now: number): void {
    while (this.#closed[0] && (this.#closed[0].t < now - KEEP_MS || this.#closed.length > KEEP_COUNT)) {
      const { track } = this.#closed.shift() as { track: Track }
      if (isClosed(track) && this.#tracks.get(track.name) === track) this.letGo(track.name)
    }
  }
}

function isClosed({ path }: Track): boolean {
  return path.at(-1)?.to === 'CLOSED'
}
