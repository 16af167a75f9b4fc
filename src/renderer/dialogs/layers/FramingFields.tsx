import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { structFormat } from '../../../shared/framing/framing'
import { Segmented } from '../../ui/Segmented'
import { Select } from '../../ui/Select'
import { TextField } from '../../ui/TextField'
import type { FormState } from '../useForm'
import { FRAMINGS, type FramingForm, LENGTHS } from './form'
import css from './Layers.module.css'

/** How messages are told apart in the stream. */
export function FramingFields<F extends FramingForm>({
  state,
  hint,
}: {
  state: FormState<F>
  hint?: string
}) {
  const { t } = useTranslation()
  const form: FramingForm = state.form
  // The fields are the same ones, whatever else the form has.
  const { set, text } = state as unknown as FormState<FramingForm>
  return (
    <div className={css.group}>
      <div className={css.row} data-framing={form.framing}>
        <div>
          <Select
            label={t('dialogs.framing.label')}
            choices={FRAMINGS.map((value) => ({ value, label: t(`dialogs.framing.by.${value}`) }))}
            value={form.framing}
            onChange={(value) => set('framing', value)}
          />
        </div>
        {form.framing === 'line' && (
          <div>
            <Select
              label={t('dialogs.framing.ending')}
              choices={[
                { value: 'lf', label: 'LF (\\n)' },
                { value: 'crlf', label: 'CR LF (\\r\\n)' },
              ]}
              value={form.lineEnding}
              onChange={(value) => set('lineEnding', value)}
            />
          </div>
        )}
        {form.framing === 'length' && (
          <div>
            <Select
              label={t('dialogs.framing.length')}
              choices={LENGTHS.map((value) => ({ value, label: lengthWords(t, value, form.endian) }))}
              value={form.lengthBytes}
              onChange={(value) => set('lengthBytes', value)}
            />
          </div>
        )}
        {form.framing === 'fixed' && (
          <TextField label={t('dialogs.framing.fixed')} numeric {...text('fixedBytes')} />
        )}
        {form.framing === 'delimiter' && (
          <TextField
            label={t('dialogs.framing.delimiter')}
            {...text('delimiter')}
            hint={t('dialogs.framing.delimiterHint')}
          />
        )}
        {form.framing !== 'none' && form.framing !== 'fixed' && (
          <TextField
            label={t('dialogs.framing.most')}
            numeric
            {...text('maxBytes')}
            hint={t('dialogs.framing.mostHint')}
          />
        )}
      </div>
      {form.framing === 'length' && form.lengthBytes !== '1' && (
        <div className={css.endian}>
          <span aria-hidden="true">{t('dialogs.framing.endian')}</span>
          <Segmented
            name={t('dialogs.framing.endian')}
            choices={[
              { value: 'big', label: t('dialogs.framing.big') },
              { value: 'little', label: t('dialogs.framing.little') },
            ]}
            value={form.endian}
            onChange={(value) => set('endian', value)}
          />
        </div>
      )}
      <p className={css.hint}>{hint ?? t(`dialogs.framing.hint.${form.framing}`)}</p>
    </div>
  )
}

/** `4 bytes, struct "!I"`. */
function lengthWords(t: TFunction, value: FramingForm['lengthBytes'], endian: FramingForm['endian']): string {
  const bytes = Number(value) as 1 | 2 | 4 | 8
  return t('dialogs.framing.lengthBytes', {
    count: bytes,
    format: structFormat({ by: 'length', bytes, endian }),
  })
}
