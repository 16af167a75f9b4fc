import { useTranslation } from 'react-i18next'
import { CheckField } from '../ui/CheckField'
import { TextField } from '../ui/TextField'
import css from './Dialogs.module.css'
import type { OptionsForm } from './forms'
import type { FormState } from './useForm'

/** Socket options that are rarely changed. */
export function OptionsFields<F extends OptionsForm>({ state }: { state: FormState<F> }) {
  const { t } = useTranslation()
  const { errorAt } = state
  const form: OptionsForm = state.form
  const set = state.set as FormState<OptionsForm>['set']
  return (
    <>
      <div className={css.halves}>
        <CheckField
          label={t('dialogs.noDelay')}
          hint={t('dialogs.noDelayHint')}
          checked={form.noDelay}
          onChange={(value) => set('noDelay', value)}
        />
        <CheckField
          label={t('dialogs.keepAlive')}
          hint={t('dialogs.keepAliveHint')}
          checked={form.keepAlive}
          onChange={(value) => set('keepAlive', value)}
        />
      </div>
      <div className={css.halves}>
        <TextField
          label={t('dialogs.timeout')}
          numeric
          value={form.timeout}
          onChange={(value) => set('timeout', value)}
          error={errorAt('timeout')}
          hint={t('dialogs.timeoutHint')}
        />
        <TextField
          label={t('dialogs.keepAliveDelay')}
          numeric
          disabled={!form.keepAlive}
          value={form.keepAliveDelay}
          onChange={(value) => set('keepAliveDelay', value)}
          error={form.keepAlive ? errorAt('keepAliveDelay') : undefined}
          hint={t(form.keepAlive ? 'dialogs.keepAliveDelayHint' : 'dialogs.keepAliveDelayOff')}
        />
      </div>
    </>
  )
}

/** True if an option is set that the reader should not overlook. */
export function hasOptions(form: OptionsForm): boolean {
  return form.noDelay || form.keepAlive || form.timeout !== ''
}
