import { useTranslation } from 'react-i18next'
import { isRunning, type LoadModel } from '../../shared/model/loads'
import { explained } from '../i18n/explained'
import { duration } from '../ui/format'
import { measuredWords, reportRows } from './numbers'
import css from './Report.module.css'

const PERCENTILES = [
  ['min', 'load.min'],
  ['mean', 'load.mean'],
  ['p50', 'p50'],
  ['p90', 'p90'],
  ['p99', 'p99'],
  ['p999', 'p99.9'],
  ['max', 'load.max'],
] as const

/** What has come of it so far, or in the end. */
export function Report({ load }: { load: LoadModel }) {
  const { t } = useTranslation()
  const rows = reportRows(t, load).slice(1)
  const title = t(isRunning(load) ? 'load.reportSoFar' : 'load.report')
  return (
    <div className={css.report}>
      <section className={css.card} aria-label={title}>
        <h3 className={css.title}>{title}</h3>
        <table className={css.rows}>
          <tbody>
            {rows.map(([label, words]) => (
              <tr key={label}>
                <th scope="row">{label}</th>
                <td>{words}</td>
              </tr>
            ))}
          </tbody>
        </table>
        <Errors
          errors={load.newest.errors}
          none={t(isRunning(load) ? 'load.noErrorsYet' : 'load.noErrors')}
        />
      </section>
      <Percentiles load={load} />
    </div>
  )
}

function Percentiles({ load }: { load: LoadModel }) {
  const { t } = useTranslation()
  const { latency, recent } = load.newest
  const name = (word: string) => {
    switch (word) {
      case 'load.min':
        return t('load.min')
      case 'load.mean':
        return t('load.mean')
      case 'load.max':
        return t('load.max')
    }
    return word
  }
  return (
    <section className={css.card} aria-label={t('load.percentiles')}>
      <h3 className={css.title}>
        {t('load.percentiles')} <span>{measuredWords(t, load.plan)}</span>
      </h3>
      {latency && (
        <table className={css.figures}>
          <thead>
            <tr>
              <td />
              <th scope="col">{t('load.whole')}</th>
              {recent && <th scope="col">{t('load.recent')}</th>}
            </tr>
          </thead>
          <tbody>
            {PERCENTILES.map(([field, word]) => (
              <tr key={field}>
                <th scope="row">{name(word)}</th>
                <td>{duration(latency[field])}</td>
                {recent && <td>{duration(recent[field])}</td>}
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}

const DROPS = ['maxConnections', 'descriptors', 'listener-closed'] as const

function Errors({ errors, none }: { errors: Record<string, number>; none: string }) {
  const { t } = useTranslation()
  const all = Object.entries(errors)
  const causeOf = (code: string) => {
    const drop = DROPS.find((reason) => reason === code)
    return drop ? t(`load.drop.${drop}`) : (explained(t, { code, syscall: 'connect' })?.cause ?? '')
  }
  return (
    <>
      <h3 className={css.title}>{t('load.errors')}</h3>
      {all.length === 0 ? (
        <p className={css.none}>{none}</p>
      ) : (
        <table className={css.figures}>
          <thead>
            <tr>
              <th scope="col">{t('load.code')}</th>
              <th scope="col">{t('load.clientsEnded')}</th>
              <th scope="col">{t('load.cause')}</th>
            </tr>
          </thead>
          <tbody>
            {all.map(([code, count]) => (
              <tr key={code}>
                <th scope="row">
                  <code>{code}</code>
                </th>
                <td>{count}</td>
                <td className={css.cause}>{causeOf(code)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  )
}
