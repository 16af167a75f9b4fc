import { LAB_CODES, LabFailure, labError } from '../../shared/errors'
import type { CaptureRights, LocalListener, SourceName } from '../../shared/ipc'
import type { Lab } from '../engine/lab'
import type { Disposable } from '../engine/log'
import { type CaptureOptions, CaptureSource } from './capture/source'

export interface ObservationOptions {
  capture?: CaptureOptions
}

/**
 * What the kernel's tables and captured packets show of a lab's sockets, and of those that it watches. Follows the lab's
 * log and reports to it (`Lab.report`).
 */
export class Observation implements Disposable {
  readonly #capture: CaptureSource

  constructor(
    readonly lab: Lab,
    options: ObservationOptions = {},
  ) {
    this.#capture = new CaptureSource(lab, options.capture)
  }

  /** Switches a source on or off. Throws LabFailure if it can't be had; the log says so, too. */
  async setSource(source: SourceName, on: boolean): Promise<void> {
    if (source === 'capture') return on ? this.#capture.start() : this.#capture.stop()
    throw new LabFailure(labError(LAB_CODES.notYet, `${source} is not available in this version`))
  }

  /** Whether packets can be captured here, and if not, what would allow it. */
  async captureRights(): Promise<CaptureRights> {
    return this.#capture.rights()
  }

  /** What listens on this machine, for the person who looks for something to watch. */
  async localListeners(): Promise<LocalListener[]> {
    return []
  }

  dispose(): void {
    this.#capture.dispose()
  }
}
