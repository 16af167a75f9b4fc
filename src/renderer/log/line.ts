import type { Direction } from '../../shared/events'
import type { en } from '../i18n/en'

type Singular<K> = K extends `${infer Stem}_${'one' | 'other'}` ? Stem : K
type Asked = Singular<keyof typeof en.events.asked>
type Nested =
  | 'asked'
  | 'load'
  | 'recording'
  | 'limited'
  | 'dropped'
  | 'repeated'
  | 'scenario'
  | 'lesson'
  | 'source'
  | 'contradicted'
  | 'broken'
  | 'tls'
  | 'disturbed'
type Plain = Exclude<keyof typeof en.events, Nested>

/** A line about an event: a key below `events`, and what goes into it. */
export interface Line {
  key:
    | Plain
    | `asked.${Asked}`
    | `dropped.${keyof typeof en.events.dropped}`
    | `recording.${Singular<keyof typeof en.events.recording>}`
    | `load.${keyof typeof en.events.load}`
    | `limited.${keyof typeof en.events.limited}`
    | `repeated.${keyof typeof en.events.repeated}`
    | `scenario.${keyof typeof en.events.scenario}`
    | `lesson.${keyof typeof en.events.lesson}`
    | `source.kernel.${keyof typeof en.events.source.kernel}`
    | `source.capture.${keyof typeof en.events.source.capture}`
    | `contradicted.${keyof typeof en.events.contradicted}`
    | `broken.${keyof typeof en.events.broken}`
    | `tls.${keyof typeof en.events.tls}`
    | `disturbed.${Direction}.${keyof typeof en.events.disturbed.toServer}`
  values?: { count?: number; [name: string]: string | number | undefined }
}
