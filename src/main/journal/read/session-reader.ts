import { LAB_CODES, LabFailure, labError } from '../../../shared/errors'
import type { LabEvent } from '../../../shared/events'
import type { Damage, Moment, Overview, Past } from '../../../shared/session'
import { SessionIndex } from './session-index'

export interface OpenOptions {
  /** Is told now and then how much has been read, 0 to 1. */
  onProgress?: (share: number) => void
  /** Gives up; `open` rejects with the signal's reason. */
  signal?: AbortSignal
}

/** A session's folder, as a past to be looked at. Nothing in the folder is ever changed. */
export class SessionReader implements Past {
  /**
   * Reads the session in `folder`, all of it once. What is not whole is in `damage`. Rejects with LAB_NO_SESSION if it is
   * no session or nothing of it can be read, with LAB_NEWER if only a newer version can read it.
   */
  static async open(folder: string, _options: OpenOptions = {}): Promise<SessionReader> {
    return new SessionReader(folder, '', new SessionIndex())
  }

  /** The session that is being written into `folder`, as far as `index` has been fed. */
  static live(folder: string, id: string, index: SessionIndex): SessionReader {
    return new SessionReader(folder, id, index)
  }

  private constructor(
    readonly folder: string,
    readonly id: string,
    readonly index: SessionIndex,
  ) {}

  /** Wall-clock time of the first event, ISO 8601; empty if that is not known. */
  get startedAt(): string {
    return ''
  }

  /** What is not whole, as far as it has been looked at. */
  get damage(): Damage[] {
    return []
  }

  /** Compares all bytes of messages with their checksums; what differs is in `damage` then. */
  async verify(_signal?: AbortSignal): Promise<void> {}

  async reach(): Promise<{ first: number; head: number; end: number }> {
    const { first, head, end } = this.index
    return { first, head, end }
  }

  async moment(_seq: number): Promise<Moment> {
    throw notYet()
  }

  async read(_from: number, _limit: number): Promise<LabEvent[]> {
    throw notYet()
  }

  async history(_sockets: readonly string[], _before: number, _limit: number): Promise<LabEvent[]> {
    throw notYet()
  }

  async nearestState(_from: number, _direction: 1 | -1): Promise<number | undefined> {
    throw notYet()
  }

  async seqAt(_t: number): Promise<number> {
    throw notYet()
  }

  async overview(_buckets: number): Promise<Overview> {
    throw notYet()
  }

  async event(_seq: number): Promise<LabEvent | undefined> {
    throw notYet()
  }

  async dispose(): Promise<void> {}
}

function notYet(): LabFailure {
  return new LabFailure(labError(LAB_CODES.notYet, 'that is not available yet'))
}
