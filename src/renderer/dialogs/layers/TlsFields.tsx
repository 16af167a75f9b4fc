import { useTranslation } from 'react-i18next'
import { CheckField } from '../../ui/CheckField'
import { RadioList } from '../../ui/RadioList'
import { Select } from '../../ui/Select'
import { TextField } from '../../ui/TextField'
import type { FormState } from '../useForm'
import { type LayersForm, VERSIONS } from './form'
import css from './Layers.module.css'
import { PemField } from './PemField'

/** What a certificate is for unless told otherwise; the same in every language. */
const USUAL_NAMES = 'localhost, 127.0.0.1, ::1'
/** How PEM text begins, in every language, too. */
const CERTIFICATE = '-----BEGIN CERTIFICATE-----'
const KEY = '-----BEGIN PRIVATE KEY-----'

const CERTIFICATES = ['generated', 'own'] as const

/** TLS of a new server. */
export function ServerTlsFields<F extends LayersForm>({ state }: { state: FormState<F> }) {
  const { t } = useTranslation()
  const form: LayersForm = state.form
  const { set, text, check, errorAt } = state as unknown as FormState<LayersForm>
  return (
    <div className={css.group}>
      <CheckField label={t('dialogs.tls.server')} hint={t('dialogs.tls.serverHint')} {...check('tls')} />
      {form.tls && (
        <div className={css.inner}>
          <RadioList
            label={t('dialogs.tls.certificate.label')}
            choices={CERTIFICATES.map((value) => ({
              value,
              label: t(`dialogs.tls.certificate.${value}`),
              hint: t(`dialogs.tls.certificate.${value}Hint`),
            }))}
            value={form.certificate}
            onChange={(value) => set('certificate', value)}
          />
          {form.certificate === 'own' ? (
            <>
              <PemField
                label={t('dialogs.tls.ownCert')}
                placeholder={CERTIFICATE}
                value={form.ownCert}
                onChange={(value) => set('ownCert', value)}
                error={errorAt('ownCert')}
              />
              <PemField
                label={t('dialogs.tls.ownKey')}
                placeholder={KEY}
                hint={t('dialogs.tls.ownKeyHint')}
                value={form.ownKey}
                onChange={(value) => set('ownKey', value)}
                error={errorAt('ownKey')}
              />
            </>
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
  const { set, text, check, errorAt } = state as unknown as FormState<LayersForm>
  const trusts = [
    ...(server === undefined ? [] : (['server'] as const)),
    ...(['system', 'any', 'own'] as const),
  ]
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
          {form.trust === 'own' && (
            <PemField
              label={t('dialogs.tls.ownCa')}
              placeholder={CERTIFICATE}
              value={form.ownCa}
              onChange={(value) => set('ownCa', value)}
              error={errorAt('ownCa')}
            />
          )}
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
