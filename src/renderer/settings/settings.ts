import type { SettingsChange } from '../../shared/ipc'
import type { RecordingLimits } from '../../shared/session'
import { type ProgramSettings, THEMES, ZOOM_FACTORS } from '../../shared/settings'
import type { Preference } from '../app/preferences'
import { BYTE_FORMATS, byteFormat } from '../app/ui'
import { foldedOverLists, foldedOverPictures, LIST_FOLDINGS, PICTURE_FOLDINGS } from '../connection/folding'
import { TIME_VIEWS, timeView } from '../connection/timeView'
import { GROUPINGS } from '../explorer/groups'
import { explorerGrouping, explorerSorting } from '../explorer/preference'
import { SORTINGS } from '../explorer/sorting'
import { LANGUAGE_CHOICES, language } from '../i18n'
import { callsBeside } from '../ladder/preference'
import { PRESENTER_TEXTS, presenterText } from '../lessons/presenterText'
import { hiddenAtFirst, KIND_GROUPS } from '../log/filter'
import { MESSAGE_FORMS, messageForm } from '../stream/shown'
import { DENSITIES } from '../timeline/layout'
import { FORMS, timelineDensity, timelineForm } from '../timeline/preference'
import { MOTIONS, motion } from '../ui/motion'

/**
 * Every setting, as data: the dialog, its search and all resets come from this list. Their words are in `settings.ts` of each language, under
 * the same names. What isn't a choice for good (what is selected, filters, drafts, how far one is in the lessons) is none.
 */

export const SECTIONS = ['appearance', 'views', 'recording', 'watching', 'notifications', 'quitting'] as const
export type SectionName = (typeof SECTIONS)[number]

/** Where a value is kept: in the window's own storage; or by the program, in its file, as a part of what that keeps. */
type Place<V> =
  | { kept: 'window'; preference: Preference<V> }
  | {
      kept: 'program'
      of: (values: ProgramSettings) => V
      change: (value: V, now: ProgramSettings) => SettingsChange
    }

type Of<V> = Place<V> & { section: SectionName }
/** One of several; `options` as they are kept. */
export type ChoiceSetting = Of<string> & { kind: 'choice'; options: readonly string[] }
export type SwitchSetting = Of<boolean> & { kind: 'switch' }
/** Some of several; those that are left out are kept. */
export type GroupsSetting = Of<ReadonlySet<string>> & { kind: 'groups'; options: readonly string[] }
/** A number that is typed. */
export type LimitSetting = Of<number> & { kind: 'limit'; limit: keyof RecordingLimits }
export type Setting = ChoiceSetting | SwitchSetting | GroupsSetting | LimitSetting
export type Value = string | boolean | ReadonlySet<string> | number

function choice<V extends string>(
  section: SectionName,
  preference: Preference<V>,
  options: readonly V[],
): ChoiceSetting {
  // Whoever sets it chooses among its own options.
  const widened = preference as unknown as Preference<string>
  return { section, kind: 'choice', options, kept: 'window', preference: widened }
}

function programSwitch(section: SectionName, key: 'observe' | 'notify' | 'askBeforeQuit'): SwitchSetting {
  const change = (value: boolean) => ({ [key]: value })
  return { section, kind: 'switch', kept: 'program', of: (values) => values[key], change }
}

function limit(name: keyof RecordingLimits): LimitSetting {
  return {
    section: 'recording',
    kind: 'limit',
    limit: name,
    kept: 'program',
    of: ({ recording }) => recording[name],
    change: (value, { recording }) => ({ recording: { ...recording, [name]: value } }),
  }
}

export const SETTINGS = {
  theme: {
    section: 'appearance',
    kind: 'choice',
    options: THEMES,
    kept: 'program',
    of: ({ theme }) => theme,
    change: (value) => ({ theme: value as ProgramSettings['theme'] }),
  },
  language: choice('appearance', language, LANGUAGE_CHOICES),
  zoom: {
    section: 'appearance',
    kind: 'choice',
    options: ZOOM_FACTORS.map(String),
    kept: 'program',
    of: ({ zoom }) => String(zoom),
    change: (value) => ({ zoom: Number(value) }),
  },
  motion: choice('appearance', motion, MOTIONS),
  presenterText: choice('appearance', presenterText, PRESENTER_TEXTS),
  messageForm: choice('views', messageForm, MESSAGE_FORMS),
  bytes: choice('views', byteFormat, BYTE_FORMATS),
  times: choice('views', timeView, TIME_VIEWS),
  calls: { section: 'views', kind: 'switch', kept: 'window', preference: callsBeside },
  listCards: choice('views', foldedOverLists, LIST_FOLDINGS),
  pictureCards: choice('views', foldedOverPictures, PICTURE_FOLDINGS),
  timelineForm: choice('views', timelineForm, FORMS),
  timelineRows: choice('views', timelineDensity, DENSITIES),
  grouping: choice('views', explorerGrouping, GROUPINGS),
  sorting: choice('views', explorerSorting, SORTINGS),
  logKinds: {
    section: 'views',
    kind: 'groups',
    options: KIND_GROUPS,
    kept: 'window',
    preference: hiddenAtFirst as unknown as Preference<ReadonlySet<string>>,
  },
  messageBytes: limit('messageBytes'),
  sessionBytes: limit('sessionBytes'),
  sessions: limit('sessions'),
  observe: programSwitch('watching', 'observe'),
  notify: programSwitch('notifications', 'notify'),
  askBeforeQuit: programSwitch('quitting', 'askBeforeQuit'),
} as const satisfies Record<string, Setting>

export type SettingId = keyof typeof SETTINGS
export const SETTING_IDS = Object.keys(SETTINGS) as SettingId[]

export function settingOf(id: SettingId): Setting {
  return SETTINGS[id]
}
