import { diagnosticsText, type Machine } from '../../../shared/diagnostics/report'
import type { Private } from '../../../shared/diagnostics/scrub'
import type { About, CaptureRights, Params } from '../../../shared/ipc'
import { DEFAULT_LIMITS, type RecordingState } from '../../../shared/session'
import type { Lab } from '../../engine/lab'
import { modelNow } from '../present'
import type { SettingsFile } from '../settings'

/** What the system's side of the program tells of itself. */
export interface Surroundings {
  machine: Machine
  known: Private
  /** The end of the program's own log; empty if there is none. */
  log: string
}

export interface DiagnoseOptions {
  about: Pick<About, 'version' | 'versions'>
  lab: () => Pick<Lab, 'log'>
  settings: Pick<SettingsFile, 'all'>
  observes: boolean
  recording: () => Promise<RecordingState>
  captureRights: () => Promise<CaptureRights>
}

/** The text for a report of a fault: `window` is what the page says of itself. */
export async function diagnose(
  window: Params<'diagnostics'>,
  zoom: number,
  { machine, known, log }: Surroundings,
  options: DiagnoseOptions,
): Promise<string> {
  const { about, lab, settings, observes } = options
  // What can't be said now is left out: something is wrong, after all.
  const [recording, capture] = await Promise.all([
    options.recording().catch(() => undefined),
    options.captureRights().catch(() => undefined),
  ])
  return diagnosticsText({
    ...about,
    machine,
    known,
    log,
    window: { ...window, zoom },
    settings: settings.all,
    defaults: {
      zoom: 1,
      theme: 'system',
      observe: observes,
      askBeforeQuit: true,
      recording: DEFAULT_LIMITS,
    },
    model: modelNow(lab().log),
    recording,
    capture,
  })
}
