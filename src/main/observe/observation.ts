import type { LabEvent } from '../../shared/events'
import type { CaptureRights, LocalListener, SourceName } from '../../shared/ipc'
import type { Watched } from '../../shared/watched'
import type { Lab } from '../engine/lab'
import type { Disposable } from '../engine/log/log'
import { type CaptureOptions, CaptureSource } from './capture/source'
import { Ends } from './ends'
import { KernelSource, type KernelSourceOptions } from './kernel/source'
import type { Source } from './source'

export interface ObservationOptions {
  capture?: CaptureOptions
  /** Tables of a test's own making. */
  kernel?: Pick<KernelSourceOptions, 'platform' | 'folder'>
}

/**
 * What the kernel's tables and captured packets show of a lab's sockets, and of those that it watches. Follows the lab's
 * log and reports to it (`Lab.report`).
 */
export class Observation implements Disposable {
  readonly #ends = new Ends()
  readonly #watches = new Map<string, Watched>()
  readonly #kernel: KernelSource
  readonly #capture: CaptureSource
  readonly #log: Disposable
  /** Sources are switched one after the other. */
  #switching: Promise<void> = Promise.resolve()
  #disposed: Promise<void> | undefined

  constructor(
    readonly lab: Lab,
    options: ObservationOptions = {},
  ) {
    this.#kernel = new KernelSource({ ...options.kernel, lab, ends: this.#ends, watches: this.#watches })
    this.#capture = new CaptureSource(lab, options.capture)
    for (let seq = lab.log.first; seq <= lab.log.head; seq++) {
      const event = lab.log.at(seq)
      if (event) this.#take(event)
    }
    this.#log = lab.log.subscribe((event) => this.#take(event))
    lab.beLookedAt(() => this.#look())
  }

  /** Switches a source on or off. Throws LabFailure if it can't be had; the log says so, too. */
  setSource(name: SourceName, on: boolean): Promise<void> {
    const source: Source = name === 'kernel' ? this.#kernel : this.#capture
    const switched = this.#switching.then(() => {
      if (this.#disposed) return undefined
      return on ? source.start() : source.stop()
    })
    this.#switching = switched.catch(() => {})
    return switched
  }

  /** Whether packets can be captured here, and if not, what would allow it. */
  async captureRights(): Promise<CaptureRights> {
    return this.#capture.rights()
  }

  /** What listens on this machine and isn't the lab's, for the person who looks for something to watch. */
  async localListeners(): Promise<LocalListener[]> {
    const all = await this.#kernel.listeners()
    return all.filter(({ local }) => !this.#ends.ownListenerAt(local))
  }

  /** Ends it all, without a word in the log. Resolves when nothing is left open. */
  dispose(): Promise<void> {
    this.#disposed ??= this.#end()
    return this.#disposed
  }

  async #end(): Promise<void> {
    this.#log.dispose()
    await this.#capture.dispose()
    await this.#switching
    await this.#kernel.dispose()
  }

  #take(event: LabEvent): void {
    this.#ends.take(event)
    if (event.kind === 'watching') this.#watch(event.socket, event)
    else if (event.kind === 'unwatched') {
      this.#watches.delete(event.socket)
      this.#kernel.unwatch(event.socket)
    }
    this.#kernel.stir(event)
  }

  #watch(name: string, { port, host, pid, children, process }: Watched): void {
    const watched = {
      ...(port !== undefined && { port }),
      ...(host !== undefined && { host }),
      ...(pid !== undefined && { pid }),
      ...(children && { children }),
      ...(process !== undefined && { process }),
    }
    this.#watches.set(name, watched)
    if (this.#kernel.isOn) this.#kernel.watch(name, watched)
    // Nothing can be watched without; that it can't be had is in the log.
    else this.setSource('kernel', true).catch(() => {})
  }

  /** The tables have been read once, from now on. */
  async #look(): Promise<void> {
    await this.#switching
    await this.#kernel.look()
  }
}
