import { type FocusEvent, type KeyboardEvent, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RecordingLimits } from '../../shared/session'
import { problemText } from '../dialogs/fields'
import { LimitField } from '../sessions/LimitField'
import { inUnit, limitsFormOf, readLimits } from '../sessions/limits'
import { CheckField } from '../ui/CheckField'
import { Segmented } from '../ui/Segmented'
import { Select } from '../ui/Select'
import { Switch } from '../ui/Switch'
import css from './SettingControl.module.css'
import type { ChoiceSetting, GroupsSetting, LimitSetting, Setting, SettingId, Value } from './settings'
import { optionText } from './words'

/** More than so many aren't in sight all at once. */
const MOST_IN_SIGHT = 3
/** Settings whose options have long names. */
const WORDY: ReadonlySet<SettingId> = new Set<SettingId>(['language', 'times'])

interface Props {
  id: SettingId
  setting: Setting
  name: string
  value: Value
  limits: RecordingLimits
  disabled: boolean
  onChange: (value: Value) => void
}

/** What a setting is changed with. */
export function SettingControl({ setting, value, limits, ...rest }: Props) {
  switch (setting.kind) {
    case 'choice':
      return <Choice {...rest} setting={setting} value={value as string} />
    case 'switch': {
      const { name, disabled, onChange } = rest
      return <Switch name={name} checked={value as boolean} disabled={disabled} onChange={onChange} />
    }
    case 'groups':
      return <Groups {...rest} setting={setting} left={value as ReadonlySet<string>} />
    case 'limit':
      return <Limit setting={setting} limits={limits} onChange={rest.onChange} />
  }
}

type Part = Pick<Props, 'id' | 'name' | 'onChange'>

function Choice({ id, setting, name, value, onChange }: Part & { setting: ChoiceSetting; value: string }) {
  const { t } = useTranslation()
  // A size can be one that isn't offered: the file may have any.
  const options = setting.options.includes(value) ? setting.options : [...setting.options, value]
  const choices = options.map((option) => ({ value: option, label: optionText(t, id, option) }))
  return options.length <= MOST_IN_SIGHT && !WORDY.has(id) ? (
    <Segmented name={name} choices={choices} value={value} onChange={onChange} />
  ) : (
    <Select small name={name} choices={choices} value={value} onChange={onChange} />
  )
}

function Groups({
  id,
  setting,
  left,
  onChange,
}: Part & { setting: GroupsSetting; left: ReadonlySet<string> }) {
  const { t } = useTranslation()
  return (
    <div className={css.groups}>
      {setting.options.map((option) => (
        <CheckField
          key={option}
          label={optionText(t, id, option)}
          checked={!left.has(option)}
          onChange={(shown) => {
            const next = new Set(left)
            if (shown) next.delete(option)
            else next.add(option)
            onChange(next)
          }}
        />
      ))}
    </div>
  )
}

const FIELDS = { messageBytes: 'message', sessionBytes: 'session', sessions: 'sessions' } as const

/** Takes effect when it is typed to its end: half of a number would be another limit. */
function Limit({
  setting,
  limits,
  onChange,
}: {
  setting: LimitSetting
  limits: RecordingLimits
  onChange: (value: number) => void
}) {
  const { t } = useTranslation()
  const { limit } = setting
  const field = FIELDS[limit]
  const value = limits[limit]
  const [form, setForm] = useState(() => limitsFormOf(limits))
  // biome-ignore lint/correctness/useExhaustiveDependencies: the other limits are other settings
  useEffect(() => setForm(limitsFormOf(limits)), [value])
  const read = readLimits(form)
  // While one types: if it came when one leaves, what is pressed next would move away from under the pointer.
  const problem = 'problems' in read ? read.problems[field] : undefined
  const take = () => {
    if ('command' in read && read.command[limit] !== value) onChange(read.command[limit])
  }
  // Whoever goes on to its unit isn't done yet.
  const onBlur = (event: FocusEvent<HTMLElement>) => {
    if (!event.currentTarget.contains(event.relatedTarget)) take()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && !event.nativeEvent.isComposing) take()
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: of the field in it
    <div className={css.limit} onBlur={onBlur} onKeyDown={onKeyDown}>
      <LimitField
        limit={limit}
        bare
        value={form[field]}
        onChange={(text) => setForm({ ...form, [field]: text })}
        error={problem && problemText(t, problem)}
        {...(limit === 'sessionBytes' && {
          unit: form.unit,
          onUnit: (unit) => setForm(inUnit(form, unit)),
        })}
      />
    </div>
  )
}
