/** Exit status of what a signal ended: 128 and the signal's number. */
const SIGNALS = { SIGINT: 130, SIGTERM: 143 } as const

export interface Signals {
  /** Of the signal that came, if one did. */
  readonly status: number | undefined
  dispose(): void
}

/** Calls `stop` when a signal asks the program to end, so that it ends as it should. */
export function onSignal(stop: () => void): Signals {
  let status: number | undefined
  const handlers = Object.entries(SIGNALS).map(([signal, its]) => {
    const handler = () => {
      status = its
      stop()
    }
    process.once(signal, handler)
    return () => process.off(signal, handler)
  })
  return {
    get status() {
      return status
    },
    dispose: () => {
      for (const remove of handlers) remove()
    },
  }
}
