import type { SettingsChange } from '../../shared/ipc'
import type { ProgramSettings } from '../../shared/settings'
import { SETTING_IDS, type Setting, type SettingId, settingOf, type Value } from './settings'

export function currentValue(setting: Setting, program: ProgramSettings): Value {
  return setting.kept === 'window' ? setting.preference.get() : setting.of(program)
}

export function defaultOf(setting: Setting, defaults: ProgramSettings): Value {
  return setting.kept === 'window' ? setting.preference.initial : setting.of(defaults)
}

export function isSame(a: Value, b: Value): boolean {
  if (!(a instanceof Set) || !(b instanceof Set)) return a === b
  return a.size === b.size && [...a].every((each) => b.has(each))
}

/** The settings that aren't as by default. */
export function changedSettings(program: ProgramSettings, defaults: ProgramSettings): SettingId[] {
  return SETTING_IDS.filter((id) => {
    const setting = settingOf(id)
    return !isSame(currentValue(setting, program), defaultOf(setting, defaults))
  })
}

/**
 * Gives a setting a value, which has to be of its kind. What the window keeps has changed then; what the program keeps is given back,
 * as the change to be asked for. `now`: what it keeps.
 */
export function setValue(setting: Setting, value: Value, now: ProgramSettings): SettingsChange {
  // Each kind of value has a place of its own kind.
  const place = setting as {
    kept: Setting['kept']
    preference?: { set: (value: Value) => void }
    change?: (value: Value, now: ProgramSettings) => SettingsChange
  }
  place.preference?.set(value)
  return place.change?.(value, now) ?? {}
}

/** All these at once go back to their defaults; as above. */
export function resetValues(
  ids: readonly SettingId[],
  program: ProgramSettings,
  defaults: ProgramSettings,
): SettingsChange {
  const now = { ...program }
  const change: SettingsChange = {}
  for (const setting of ids.map(settingOf)) {
    const one = setValue(setting, defaultOf(setting, defaults), now)
    Object.assign(change, one)
    // Several can be parts of one thing that the program keeps.
    Object.assign(now, one)
  }
  return change
}
