import { useTranslation } from 'react-i18next'
import { CheckField } from '../ui/CheckField'
import { TextField } from '../ui/TextField'
import css from './Dialogs.module.css'
import type { OptionsForm, Transport } from './forms'
import type { FormState } from './useForm'

/** Socket options that are rarely changed. */
export function OptionsFields<F extends OptionsForm>({
  state,
  transport = 'tcp',
}: {
  state: FormState<F>
  transport?: Transport
}) {
  const { t } = useTranslation()
  const form: OptionsForm = state.form
  // The fields are the same ones, whatever else the form has.
  const text = state.text as FormState<OptionsForm>['text']
  const check = state.check as FormState<OptionsForm>['check']
  const byHand = <CheckField label={t('recv.byHand')} hint={t('recv.byHandHint')} {...check('byHand')} />
  const timeout = (
    <TextField label={t('dialogs.timeout')} numeric {...text('timeout')} hint={t('dialogs.timeoutHint')} />
  )
  if (transport === 'unix') {
    return (
      <div className={css.halves}>
        {timeout}
        {byHand}
      </div>
    )
  }
  return (
    <>
      <div className={css.halves}>
        <CheckField label={t('dialogs.noDelay')} hint={t('dialogs.noDelayHint')} {...check('noDelay')} />
        <CheckField
          label={t('dialogs.keepAlive')}
          hint={t('dialogs.keepAliveHint')}
          {...check('keepAlive')}
        />
        {byHand}
      </div>
      <div className={css.halves}>
        {timeout}
        <TextField
          label={t('dialogs.keepAliveDelay')}
          numeric
          disabled={!form.keepAlive}
          {...text('keepAliveDelay')}
          {...(!form.keepAlive && { error: undefined })}
          hint={t(form.keepAlive ? 'dialogs.keepAliveDelayHint' : 'dialogs.keepAliveDelayOff')}
        />
      </div>
    </>
  )
}

/** True if an option is set that the reader should not overlook. */
export function hasOptions(form: OptionsForm): boolean {
  return form.noDelay || form.keepAlive || form.byHand || form.timeout !== ''
}
