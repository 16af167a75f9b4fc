import { useTranslation } from 'react-i18next'
import type { Direction } from '../../shared/events'
import { type Problems, problemText } from '../dialogs/fields'
import { CheckField } from '../ui/CheckField'
import { Segmented } from '../ui/Segmented'
import { Select } from '../ui/Select'
import { TextField } from '../ui/TextField'
import css from './FaultFields.module.css'
import { type FaultForm, type FaultsForm, type FaultsProblems, faultsFormOf, readFaults } from './faultForm'
import { PRESET_NAMES, PRESETS, presetOf } from './presets'

interface Props {
  form: FaultsForm
  problems: FaultsProblems
  onChange: (form: FaultsForm) => void
  /** Whether holding is among the fields: where it isn't, there are buttons for it. */
  holds: boolean
}

/** What a proxy does to what passes: in both directions alike, or in each by itself. */
export function FaultFields({ form, problems, onChange, holds }: Props) {
  const { t } = useTranslation()
  const directions: Direction[] = form.alike ? ['toServer'] : ['toServer', 'toClient']
  return (
    <div className={css.faults}>
      <div className={css.choices}>
        <PresetSelect form={form} onChange={onChange} />
        <Segmented
          name={t('proxy.directions')}
          choices={[
            { value: 'alike', label: t('proxy.alike') },
            { value: 'apart', label: t('proxy.apart') },
          ]}
          value={form.alike ? 'alike' : 'apart'}
          onChange={(value) =>
            onChange(
              value === 'alike'
                ? { ...form, alike: true }
                : {
                    ...form,
                    alike: false,
                    toClient: form.alike ? { ...form.toServer, hold: form.toClient.hold } : form.toClient,
                  },
            )
          }
        />
      </div>
      {directions.map((direction) => (
        <OneWay
          key={direction}
          title={form.alike ? t('proxy.both') : t(`proxy.${direction}`)}
          form={form[direction]}
          problems={problems[direction] ?? {}}
          onChange={(one) => onChange(changed(form, direction, one))}
          holds={holds}
        />
      ))}
    </div>
  )
}

function changed(form: FaultsForm, direction: Direction, one: FaultForm): FaultsForm {
  const after = { ...form, [direction]: one }
  const holdsOtherwise = one.hold !== form[direction].hold
  return form.alike && holdsOtherwise ? { ...after, toClient: { ...form.toClient, hold: one.hold } } : after
}

/** Fills in all fields. */
export function PresetSelect({ form, onChange }: Pick<Props, 'form' | 'onChange'>) {
  const { t } = useTranslation()
  const read = readFaults(form)
  const preset = 'faults' in read ? presetOf(read.faults) : undefined
  return (
    <Select
      name={t('proxy.preset.label')}
      small
      choices={[
        ...(preset === undefined ? [{ value: 'own' as const, label: t('proxy.preset.own') }] : []),
        ...PRESET_NAMES.map((value) => ({ value, label: t(`proxy.preset.${value}`) })),
      ]}
      value={preset ?? 'own'}
      onChange={(value) => {
        if (value !== 'own') onChange(faultsFormOf(PRESETS[value]))
      }}
    />
  )
}

const NUMBERS = [
  'latencyMs',
  'jitterMs',
  'bytesPerSecond',
  'sliceBytes',
  'slicePauseMs',
  'slowCloseMs',
  'resetBytes',
  'resetMs',
  'limitBytes',
] as const

interface OneWayProps {
  title: string
  form: FaultForm
  problems: Problems<FaultForm>
  onChange: (form: FaultForm) => void
  holds: boolean
}

function OneWay({ title, form, problems, onChange, holds }: OneWayProps) {
  const { t } = useTranslation()
  const errorAt = (field: keyof FaultForm) => {
    const problem = problems[field]
    return problem && problemText(t, problem)
  }
  return (
    <fieldset className={css.way}>
      <legend className={css.legend}>{title}</legend>
      <div className={css.fields}>
        {NUMBERS.map((field) => (
          <TextField
            key={field}
            label={t(`proxy.field.${field}`)}
            placeholder={t('proxy.none')}
            numeric
            value={form[field]}
            error={errorAt(field)}
            onChange={(value) => onChange({ ...form, [field]: value })}
          />
        ))}
        <div className={css.end}>
          <Segmented
            name={t('proxy.limitEnd.label')}
            choices={[
              { value: 'close', label: t('proxy.limitEnd.close') },
              { value: 'stop', label: t('proxy.limitEnd.stop') },
            ]}
            value={form.limitEnd}
            onChange={(limitEnd) => onChange({ ...form, limitEnd })}
          />
        </div>
      </div>
      {holds && (
        <CheckField
          label={t('proxy.hold')}
          hint={t('proxy.holdHint')}
          checked={form.hold}
          onChange={(hold) => onChange({ ...form, hold })}
        />
      )}
    </fieldset>
  )
}
