/** A source of knowledge besides Node's own events. */
export interface Source {
  /** Begins to report to the lab. Throws LabFailure where it can't be had; the log says so, too. */
  start(): Promise<void>
  /** Ends it. Resolves when nothing of it is left open. */
  stop(): Promise<void>
}
