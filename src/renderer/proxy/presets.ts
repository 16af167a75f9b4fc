import type { Faults } from '../../shared/commands'
import { faultsLine } from '../../shared/faults'

/** Faults that one often wants to see, by name. */
export const PRESETS = {
  none: {},
  farAway: { both: { latencyMs: 150, jitterMs: 10 } },
  mobile: { both: { latencyMs: 300, jitterMs: 150, bytesPerSecond: 48_000 } },
  pieces: { both: { slice: { bytes: 4, pauseMs: 50 } } },
  hangs: { toServer: { hold: true } },
  cut: { toClient: { limit: { bytes: 1024, end: 'close' } } },
  reset: { toClient: { reset: { afterBytes: 1024 } } },
  silence: { both: { limit: { bytes: 0, end: 'stop' } } },
  lateFin: { both: { slowCloseMs: 3000 } },
} as const satisfies Record<string, Faults>

export type PresetName = keyof typeof PRESETS
export const PRESET_NAMES = Object.keys(PRESETS) as PresetName[]

/** The preset that does just this, if there is one. */
export function presetOf(faults: Faults): PresetName | undefined {
  const line = faultsLine(faults)
  return PRESET_NAMES.find((name) => faultsLine(PRESETS[name]) === line)
}
