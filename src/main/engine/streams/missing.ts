import { labError } from '../../../shared/errors'
import type { Context } from '../context'
import { descriptorsExhausted, noDescriptorLeft } from '../descriptors'
import type { ClientEnd } from './client-end'

/** Connections that a listener's kernel has completed, and that are never handed over. */

/** How long after an accept it is checked whether a descriptor is left for the next one, ms. */
const DESCRIPTOR_CHECK_MS = 100

/**
 * `client` has been connected by the kernel, but no accepted end ever came: records why, if that can be found out. `isGone`: the
 * socket of `listener` is.
 */
export function recordMissing(context: Context, listener: string, client: ClientEnd, isGone: boolean): void {
  const reason = isGone ? 'listener-closed' : descriptorsExhausted() ? 'descriptors' : undefined
  if (reason === undefined) return
  const dropped = context.record({
    kind: 'dropped',
    socket: listener,
    reason,
    peer: client.name,
    ...(client.remote !== undefined && { local: client.remote }),
    ...(client.local !== undefined && { remote: client.local }),
  })
  if (reason === 'listener-closed') return
  const message = `accept: ${noDescriptorLeft()}; the connection was accepted and closed at once`
  context.record({
    kind: 'failed',
    socket: listener,
    cause: dropped.seq,
    ...labError('EMFILE', message, { syscall: 'accept' }),
  })
}

/**
 * A foreign client that comes when no descriptor is left is accepted and closed without any event: that it will be so is all
 * that can be said.
 */
export class DescriptorCheck {
  #timer: NodeJS.Timeout | undefined
  #exhausted = false

  constructor(
    private readonly context: Context,
    private readonly listener: string,
  ) {}

  /** A connection has been accepted. */
  soon(): void {
    this.#timer ??= setTimeout(() => this.#look(), DESCRIPTOR_CHECK_MS).unref()
  }

  stop(): void {
    clearTimeout(this.#timer)
  }

  #look(): void {
    this.#timer = undefined
    const before = this.#exhausted
    this.#exhausted = descriptorsExhausted()
    if (!this.#exhausted || before) return
    const message = `${noDescriptorLeft()}: whoever connects now is accepted and closed at once`
    this.context.record({
      kind: 'failed',
      socket: this.listener,
      ...labError('EMFILE', message, { syscall: 'accept' }),
    })
  }
}
