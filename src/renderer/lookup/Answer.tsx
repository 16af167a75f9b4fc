import { Plug } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { visible } from '../../shared/bytes'
import { isLinkLocal, isLoopback } from '../../shared/ip'
import type { Lookup } from '../../shared/model/model'
import { useUi } from '../app/ui'
import { CopyButton } from '../connection/CopyButton'
import { useLab, useLabVersion } from '../lab/hooks'
import { Button } from '../ui/Button'
import { ErrorText } from '../ui/ErrorText'
import { duration } from '../ui/format'
import css from './LookupDialog.module.css'

/** What the resolver answered to the look-up of that name. */
export function Answer({ name }: { name: string }) {
  const { t } = useTranslation()
  useLabVersion()
  const answer = useLab().model.lookups.get(name)
  return (
    <section className={css.answer} aria-label={t('lookup.answer')} aria-live="polite">
      {answer ? <Found answer={answer} /> : <p className={`${css.waiting} late`}>{t('lookup.waiting')}</p>}
    </section>
  )
}

function Found({ answer }: { answer: Lookup }) {
  const { t } = useTranslation()
  const { by = 'getaddrinfo', host, took, error, name, service, addresses } = answer
  return (
    <>
      <p className={css.call}>
        <code translate="no">
          {by}({host === '' ? '' : visible(host)})
        </code>
        <span>{t('lookup.took', { time: duration(took) })}</span>
      </p>
      {error && <ErrorText error={error} />}
      {(name !== undefined || service !== undefined) && (
        <dl className={css.names}>
          {name !== undefined && <Named label={t('lookup.name')} value={name} />}
          {service !== undefined && <Named label={t('lookup.service')} value={service} />}
        </dl>
      )}
      {addresses.length > 0 && <Addresses addresses={addresses} />}
    </>
  )
}

function Named({ label, value }: { label: string; value: string }) {
  const { t } = useTranslation()
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        <code translate="no">{visible(value)}</code>
        <CopyButton text={value} name={t('lookup.copy', { what: value })} />
      </dd>
    </div>
  )
}

/** The same in every language. */
const FAMILY = { 4: 'IPv4', 6: 'IPv6' } as const

function Addresses({ addresses }: Pick<Lookup, 'addresses'>) {
  const { t } = useTranslation()
  const { openDialog } = useUi()
  return (
    <table className={css.table}>
      <thead>
        <tr>
          <th scope="col">{t('lookup.columns.number')}</th>
          <th scope="col">{t('lookup.columns.address')}</th>
          <th scope="col">{t('lookup.columns.family')}</th>
          <th scope="col">{t('lookup.columns.reach')}</th>
          <th scope="col">
            <span className={css.hidden}>{t('lookup.columns.act')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {addresses.map(({ address, family }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: their order is the answer, and one can come twice
          <tr key={index}>
            <td>{index + 1}</td>
            <td>
              <code translate="no">{address}</code>
              <CopyButton text={address} name={t('lookup.copy', { what: address })} />
            </td>
            <td>{FAMILY[family]}</td>
            <td>{t(`lookup.reach.${reach(address)}`)}</td>
            <td>
              <Button
                small
                aria-label={t('lookup.connectTo', { address })}
                onClick={() => openDialog({ name: 'clients', like: { do: 'connect', host: address } })}
              >
                <Plug size={13} aria-hidden="true" />
                {t('lookup.connect')}
              </Button>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** How far an address reaches, as it says itself. */
function reach(address: string): 'loopback' | 'linkLocal' | 'network' {
  if (isLoopback(address)) return 'loopback'
  return isLinkLocal(address) ? 'linkLocal' : 'network'
}
