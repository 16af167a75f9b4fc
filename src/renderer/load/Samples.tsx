import { useTranslation } from 'react-i18next'
import type { LoadModel } from '../../shared/model/loads'
import { Disclosure } from '../ui/Disclosure'
import { duration, fixed, grouped } from '../ui/format'
import { type Course, shownRate } from './numbers'
import css from './Report.module.css'

/** Everything that the plots show, as a table. */
export function Samples({ load, course }: { load: LoadModel; course: Course }) {
  const { t } = useTranslation()
  return (
    <div className={css.samples}>
      <Disclosure title={t('load.asTable')} needed={false}>
        <Table load={load} course={course} />
      </Disclosure>
    </div>
  )
}

function Table({ load, course }: { load: LoadModel; course: Course }) {
  const { t } = useTranslation()
  const rate = (value: number | null | undefined) => shownRate(value ?? 0)
  const span = (ms: number | undefined) => (ms === undefined ? '–' : duration(ms))
  const answered = t(load.plan.measured === 'read' ? 'load.series.read' : 'load.series.answered')
  return (
    <table className={css.figures}>
      <caption className="visually-hidden">{t('load.plots')}</caption>
      <thead>
        <tr>
          {[
            t('load.time'),
            t('load.series.open'),
            t('load.series.calling'),
            t('load.series.closed'),
            t('load.series.failed'),
            t('load.messages'),
            `${t('load.messages')} (${answered})`,
            `${t('load.plot.bytes')} (${t('load.series.out')})`,
            `${t('load.plot.bytes')} (${t('load.series.in')})`,
            t('load.series.p50'),
            t('load.series.p99'),
          ].map((heading) => (
            <th key={heading} scope="col">
              {heading}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {load.samples.map((sample, index) => (
          <tr key={sample.ms}>
            <th scope="row">{fixed(sample.ms / 1000, 2)}</th>
            <td>{grouped(sample.open)}</td>
            <td>{grouped(sample.calling)}</td>
            <td>{grouped(sample.closed)}</td>
            <td>{grouped(sample.failed)}</td>
            <td>{rate(course.sent[index])}</td>
            <td>{rate(course.answered[index])}</td>
            <td>{rate(course.out[index])}</td>
            <td>{rate(course.in[index])}</td>
            <td>{span(sample.p50)}</td>
            <td>{span(sample.p99)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
