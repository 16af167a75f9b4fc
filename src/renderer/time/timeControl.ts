import type { LabBridge, Method, Params } from '../../shared/ipc'
import { SPEEDS } from '../../shared/session'
import type { LabStore } from '../lab/lab'
import type { NoticeStore } from '../notices/noticeStore'

/** What goes to and fro in time: asks the main process, which tells over the feed where the window is then. */
export class TimeControl {
  readonly #lab: LabStore
  readonly #bridge: LabBridge
  readonly #notices: Pick<NoticeStore, 'addRefusal'>
  readonly #frame: () => Promise<unknown>
  #wanted: number | undefined
  #going = false

  /** `frame` resolves with the next frame. */
  constructor(
    lab: LabStore,
    bridge: LabBridge,
    notices: Pick<NoticeStore, 'addRefusal'>,
    frame: () => Promise<unknown> = () => new Promise(requestAnimationFrame),
  ) {
    this.#lab = lab
    this.#bridge = bridge
    this.#notices = notices
    this.#frame = frame
  }

  /** The moment at which the window stops to look back. */
  pause(): void {
    this.goTo(this.#lab.model.seq)
  }

  goLive(): void {
    this.#wanted = undefined
    void this.#ask('goLive', {})
  }

  /**
   * The moment right after event `seq`. However often it is called (a scrubber is dragged), one request at a time is under
   * way and no more than one in a frame; of those that wait, the newest is made. Resolves when none waits.
   */
  async goTo(seq: number): Promise<void> {
    this.#wanted = seq
    if (this.#going) return
    this.#going = true
    try {
      while (this.#wanted !== undefined) {
        const next: number = this.#wanted
        this.#wanted = undefined
        if (!(await this.#ask('goTo', { seq: next }))) this.#wanted = undefined
        if (this.#wanted !== undefined) await this.#frame()
      }
    } finally {
      this.#going = false
    }
  }

  step(by: Params<'step'>['by'], direction: 1 | -1): void {
    void this.#ask('step', { by, direction })
  }

  play(playing: boolean): void {
    void this.#ask('play', { playing })
  }

  setSpeed(speed: number): void {
    void this.#ask('play', { playing: this.#lab.travel?.playing ?? false, speed })
  }

  async #ask<M extends Method>(method: M, params: Params<M>): Promise<boolean> {
    const reply = await this.#bridge.request(method, params)
    if (!reply.ok) this.#notices.addRefusal(reply.error)
    return reply.ok
  }
}

/** The next speed that is offered beside this one; undefined if there is none. */
export function nextSpeed(speed: number, direction: 1 | -1): number | undefined {
  return direction > 0 ? SPEEDS.find((other) => other > speed) : SPEEDS.findLast((other) => other < speed)
}
