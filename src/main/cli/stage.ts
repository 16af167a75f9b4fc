import { visible } from '../../shared/bytes'
import { LabFailure } from '../../shared/errors'
import { Lab, type LabOptions } from '../engine/lab'
import { Observation, type ObservationOptions } from '../observe/observation'
import { recordRun } from './journal'
import type { Io, Output } from './output'
import { failureWords } from './report/failure'
import { onSignal } from './signals'

/** Bytes of each message that the log of a run keeps: expectations compare them. */
const KEPT_BYTES = 1024 * 1024

/** Where a run takes place. */
export interface Stage {
  lab: Lab
  observation: Observation
  /** Aborted by a signal, and when nobody reads any more. */
  stop: AbortSignal
  /** The status that a signal asks for; undefined if none came. */
  signalled: () => number | undefined
}

export interface StageOptions {
  lab: LabOptions
  observation?: ObservationOptions
  /** Capture packets as long as the run lasts. */
  capture: boolean
  /** Read the kernel's tables of TCP sockets: `asked` for says why, if that can't be had. */
  observe: 'no' | 'quietly' | 'asked'
  /** The folder to record to. */
  journal?: string
}

/** Opens a lab for `body`, with what a run wants besides, and closes everything when that is over. 2 where that can't be had. */
export async function onStage(
  options: StageOptions,
  io: Io,
  out: Output,
  err: Output,
  body: (stage: Stage) => Promise<number>,
): Promise<number> {
  const stop = new AbortController()
  const signals = onSignal(() => stop.abort())
  out.onClosed(() => stop.abort())
  const lab = new Lab({ keepBytes: KEPT_BYTES, ...options.lab, ...io.lab })
  const recorder = options.journal === undefined ? undefined : recordRun(lab, options.journal, err)
  const observation = new Observation(lab, options.observation)
  try {
    // From here on, what happens is on the disk within moments.
    await recorder?.flush()
    if (options.capture && !(await capture(observation, err))) return 2
    if (options.observe !== 'no') await observe(observation, options.observe === 'asked' ? err : undefined)
    return await body({ lab, observation, stop: stop.signal, signalled: () => signals.status })
  } finally {
    await observation.dispose()
    await lab.dispose()
    await recorder?.dispose()
    signals.dispose()
  }
}

/** Begins to capture packets. False if that can't be had, once it has said what would allow it. */
async function capture(observation: Observation, err: Output): Promise<boolean> {
  try {
    await observation.setSource('capture', true)
    return true
  } catch (error) {
    if (!(error instanceof LabFailure)) throw error
    err.line(`packets cannot be captured: ${visible(error.message)}`)
  }
  const { commands, namespace } = await observation.captureRights()
  if (commands.length > 0) {
    err.line('What allows it:')
    for (const command of commands) err.line(`  ${command}`)
  }
  if (namespace !== undefined) err.line(`A run in a network of its own needs no right:\n  ${namespace}`)
  return false
}

/** What can't be had is told, and the run goes on without: its expectations say what it takes. */
async function observe(observation: Observation, err: Output | undefined): Promise<void> {
  try {
    await observation.setSource('kernel', true)
  } catch (error) {
    if (!(error instanceof LabFailure)) throw error
    err?.line(`--observe: ${failureWords(error.error)}`)
  }
}
