import type { ChildProcess, SendHandle } from 'node:child_process'
import { once } from 'node:events'
import { LAB_CODES, type LabError, LabFailure, labError } from '../../shared/errors'
import type { FromFreezer, ListeningHandle, ToFreezer } from './messages'
import type { StartFreezer } from './start'

/** A freezer that doesn't answer for this long, ms, is taken for dead and ended. Electron takes 0.2 s to start. */
const ANSWER_MS = 10_000

/** A listening handle that the freezer holds. */
export interface Held {
  /**
   * Takes it back; the queue comes with it. Throws LabFailure: `EMFILE` if there was no descriptor for it, and the freezer
   * still holds it; any other code if it is lost.
   */
  take(): Promise<ListeningHandle>
  /** Gives a copy of it, and goes on holding it. Throws LabFailure: `EMFILE` as of `take`; any other code if it is lost, as `onLost` tells, too. */
  copy(): Promise<ListeningHandle>
  /** Closes it, and with it the listening socket. */
  close(): Promise<void>
}

interface Answer {
  handle: ListeningHandle | undefined
  held: boolean
}

interface Waiting {
  for: FromFreezer['did']
  handle?: ListeningHandle
  resolve(answer: Answer): void
  reject(error: LabFailure): void
}

/**
 * Holds listening handles in a process that doesn't accept: one process for all of them, started with the first. Each
 * handle is asked for one thing at a time.
 */
export class Freezer {
  readonly #start: StartFreezer
  #child: ChildProcess | undefined
  #lastId = 0
  readonly #waiting = new Map<number, Waiting>()
  /** By id: whom to tell that a handle is lost, of those that nothing is asked of just now. */
  readonly #held = new Map<number, (error: LabError) => void>()
  #disposed = false

  constructor(start: StartFreezer) {
    this.#start = start
  }

  /**
   * Hands over a copy of a listening handle: it accepts no more as soon as the caller closes its own. `onLost` is told if
   * the process dies with it, which closes the listening socket. `onSent` is told when the copy is on its way, mostly before
   * anything else happens: the kernel keeps the socket from then on. Throws LabFailure.
   */
  async hold(
    handle: ListeningHandle,
    onLost: (error: LabError) => void,
    onSent: () => void = () => {},
  ): Promise<Held> {
    const id = ++this.#lastId
    const answer = this.#ask(id, 'confirm', [{ do: 'hold', id }, handle, onSent], [{ do: 'confirm', id }])
    const { held } = await answer
    if (!held) throw new LabFailure(noDescriptor('the helper process has no file descriptor left'))
    this.#held.set(id, onLost)
    return { take: () => this.#take(id), copy: () => this.#copy(id), close: () => this.#close(id) }
  }

  /** Ends the process, and closes all that it holds; nobody is told. Resolves when it has ended. */
  async dispose(): Promise<void> {
    this.#disposed = true
    this.#held.clear()
    const child = this.#child
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    // Rejects where it never started.
    const ended = once(child, 'exit').catch(() => {})
    // It has nothing to save, and Electron's own way out takes longer.
    child.kill('SIGKILL')
    await ended
  }

  async #take(id: number): Promise<ListeningHandle> {
    const onLost = this.#held.get(id)
    if (!onLost) throw new LabFailure(gone('it has ended'))
    this.#held.delete(id)
    const { handle } = await this.#ask(id, 'gave', [{ do: 'give', id }])
    if (!handle) {
      this.#held.set(id, onLost)
      throw new LabFailure(noDescriptor('this process has no file descriptor left'))
    }
    this.#send({ do: 'close', id })
    return handle
  }

  async #copy(id: number): Promise<ListeningHandle> {
    if (!this.#held.has(id)) throw new LabFailure(gone('it has ended'))
    const { handle } = await this.#ask(id, 'gave', [{ do: 'give', id }])
    if (!handle) throw new LabFailure(noDescriptor('this process has no file descriptor left'))
    return handle
  }

  async #close(id: number): Promise<void> {
    // Without the process it is closed.
    if (!this.#held.delete(id)) return
    await this.#ask(id, 'close', [{ do: 'close', id }]).catch(() => {})
  }

  #ask(
    id: number,
    what: FromFreezer['did'],
    ...messages: [message: ToFreezer, handle?: ListeningHandle, onSent?: () => void][]
  ): Promise<Answer> {
    return new Promise((resolve, reject) => {
      if (this.#disposed) {
        reject(new LabFailure(labError(LAB_CODES.disposed, 'the lab is about to end')))
        return
      }
      let child: ChildProcess
      try {
        child = this.#running()
      } catch (error) {
        reject(new LabFailure(gone((error as Error).message)))
        return
      }
      const tooLate = setTimeout(() => child.kill('SIGKILL'), ANSWER_MS)
      const settled = () => {
        clearTimeout(tooLate)
        this.#waiting.delete(id)
      }
      this.#waiting.set(id, {
        for: what,
        resolve: (answer) => {
          settled()
          resolve(answer)
        },
        reject: (error) => {
          settled()
          reject(error)
        },
      })
      for (const [message, handle, onSent] of messages) this.#send(message, handle, onSent)
    })
  }

  #running(): ChildProcess {
    if (this.#child) return this.#child
    const child = this.#start()
    this.#child = child
    child.on('message', (message, handle) => this.#hear(message as FromFreezer, handle))
    child.on('error', (error) => this.#lost(child, error.message))
    child.on('exit', (status, signal) => this.#lost(child, `it ended with ${signal ?? `status ${status}`}`))
    // Without its channel it is of no use, and 'exit' follows.
    child.on('disconnect', () => child.kill('SIGKILL'))
    return child
  }

  #send(message: ToFreezer, handle?: ListeningHandle, onSent?: () => void): void {
    // A process that can't be reached has ended, or is about to: its 'exit' says so.
    this.#child?.send(message, handle as SendHandle | undefined, {}, (error) => {
      if (!error) onSent?.()
    })
  }

  #hear(message: FromFreezer, handle: unknown): void {
    const waiting = this.#waiting.get(message.id)
    if (message.did === 'give') {
      if (waiting) waiting.handle = handle as ListeningHandle
      else (handle as ListeningHandle | undefined)?.close()
    } else if (waiting?.for === message.did) {
      waiting.resolve({ handle: waiting.handle, held: message.did === 'confirm' && message.held })
    }
  }

  #lost(child: ChildProcess, why: string): void {
    if (this.#child !== child) return
    this.#child = undefined
    const error = gone(why)
    for (const { handle, reject } of [...this.#waiting.values()]) {
      handle?.close()
      reject(new LabFailure(error))
    }
    const lost = [...this.#held.values()]
    this.#held.clear()
    for (const onLost of lost) onLost(error)
  }
}

function gone(why: string): LabError {
  return labError(LAB_CODES.helper, `the helper process that holds frozen listeners is gone: ${why}`)
}

function noDescriptor(message: string): LabError {
  return labError('EMFILE', message, { syscall: 'recvmsg' })
}
