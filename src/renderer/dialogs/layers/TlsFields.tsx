import { useTranslation } from 'react-i18next'
import { CheckField } from '../../ui/CheckField'
import { RadioList } from '../../ui/RadioList'
import { Select } from '../../ui/Select'
import { TextField } from '../../ui/TextField'
import type { FormState } from '../useForm'
import { type LayersForm, VERSIONS } from './form'
import css from './Layers.module.css'

/** What a certificate is for unless told otherwise; the same in every language. */
const USUAL_NAMES = 'localhost, 127.0.0.1, ::1'

/** TLS of a new server, whose certificate is made for it unless it has one already (`ownCertificate`). */
export function ServerTlsFields<F extends LayersForm>({
  state,
  ownCertificate,
}: {
  state: FormState<F>
  ownCertificate: boolean
}) {
  const { t } = useTranslation()
  const form: LayersForm = state.form
  const { text, check } = state as unknown as FormState<LayersForm>
  return (
    <div className={css.group}>
      <CheckField label={t('dialogs.tls.server')} hint={t('dialogs.tls.serverHint')} {...check('tls')} />
      {form.tls && (
        <div className={css.inner}>
          {ownCertificate ? (
            <p className={css.hint}>{t('dialogs.tls.ownCertificate')}</p>
          ) : (
            <TextField
              label={t('dialogs.tls.names')}
              placeholder={USUAL_NAMES}
              {...text('certificateNames')}
              hint={t('dialogs.tls.namesHint')}
            />
          )}
          <VersionFields state={state} />
        </div>
      )}
    </div>
  )
}

/** TLS of new clients. `server`: the name, as it is shown, of the lab's server that they call and that has TLS. */
export function ClientTlsFields<F extends LayersForm>({
  state,
  server,
}: {
  state: FormState<F>
  server: string | undefined
}) {
  const { t } = useTranslation()
  const form: LayersForm = state.form
  const { set, text, check } = state as unknown as FormState<LayersForm>
  const trusts = [...(server === undefined ? [] : (['server'] as const)), ...(['system', 'any'] as const)]
  return (
    <div className={css.group}>
      <CheckField label={t('dialogs.tls.client')} hint={t('dialogs.tls.clientHint')} {...check('tls')} />
      {form.tls && (
        <div className={css.inner}>
          <RadioList
            label={t('dialogs.tls.trust.label')}
            choices={trusts.map((value) => ({
              value,
              label: t(`dialogs.tls.trust.${value}`, { server: server ?? '' }),
              hint: t(`dialogs.tls.trust.${value}Hint`),
            }))}
            value={form.trust === 'server' && server === undefined ? 'system' : form.trust}
            onChange={(value) => set('trust', value)}
          />
          <TextField
            label={t('dialogs.tls.servername')}
            {...text('servername')}
            hint={t('dialogs.tls.servernameHint')}
          />
          <VersionFields state={state} />
        </div>
      )}
    </div>
  )
}

function VersionFields<F extends LayersForm>({ state }: { state: FormState<F> }) {
  const { t } = useTranslation()
  const form: LayersForm = state.form
  const { set, errorAt } = state as unknown as FormState<LayersForm>
  const choices = VERSIONS.map((value) => ({
    value,
    label: value === '' ? t('dialogs.tls.anyVersion') : value,
  }))
  const problem = errorAt('maxVersion')
  return (
    <div>
      <div className={css.versions}>
        <div>
          <Select
            label={t('dialogs.tls.minVersion')}
            choices={choices}
            value={form.minVersion}
            onChange={(value) => set('minVersion', value)}
          />
        </div>
        <div>
          <Select
            label={t('dialogs.tls.maxVersion')}
            choices={choices}
            value={form.maxVersion}
            onChange={(value) => set('maxVersion', value)}
          />
        </div>
      </div>
      {problem !== undefined && (
        <p className={css.error} role="alert">
          {problem}
        </p>
      )}
    </div>
  )
}
