import type { RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import type { RecordingLimits } from '../../shared/session'
import { Segmented } from '../ui/Segmented'
import { TextField } from '../ui/TextField'
import css from './LimitField.module.css'
import { SIZE_UNITS, type SizeUnit } from './limits'

const UNITS = SIZE_UNITS.map((value) => ({ value, label: value }))
const WORDS = { messageBytes: 'message', sessionBytes: 'session', sessions: 'kept' } as const

interface Props {
  limit: keyof RecordingLimits
  value: string
  onChange: (value: string) => void
  error: string | undefined
  /** Of a size. */
  unit?: SizeUnit
  onUnit?: (unit: SizeUnit) => void
  /** Its label and hint stand beside it already. */
  bare?: boolean
  inputRef?: RefObject<HTMLInputElement | null>
}

/** One of the limits of recording. */
export function LimitField({ limit, unit, onUnit, bare = false, ...field }: Props) {
  const { t } = useTranslation()
  const words = WORDS[limit]
  const text = (
    <TextField
      label={t(`recording.${words}`)}
      numeric
      bare={bare}
      {...(!bare && { hint: t(`recording.${words}Hint`) })}
      {...field}
    />
  )
  if (unit === undefined || !onUnit) return text
  return (
    <div className={css.sized} data-bare={bare || undefined}>
      {text}
      <Segmented name={t('recording.unit')} choices={UNITS} value={unit} onChange={onUnit} />
    </div>
  )
}
