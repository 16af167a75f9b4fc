import { useTranslation } from 'react-i18next'
import type { LoadModel } from '../../shared/model/loads'
import { grouped } from '../ui/format'
import css from './LoadView.module.css'
import { type Course, shownRate } from './numbers'
import { Plot } from './Plot'

const DASHED = [5, 3]
const DOTTED = [2, 3]

/** The course of a load as plots. */
export function Plots({ load, course }: { load: LoadModel; course: Course }) {
  const { t } = useTranslation()
  const { measured } = load.plan
  const { seconds } = course
  const showTime = (at: number) => t('load.seconds', { seconds: grouped(at, 1) })
  const shared = { seconds, show: shownRate, showTime }
  return (
    <section className={css.plots} aria-label={t('load.plots')}>
      <Plot
        {...shared}
        title={t('load.plot.connections')}
        series={[
          { label: t('load.series.open'), values: course.open, color: '--state-ESTABLISHED' },
          {
            label: t('load.series.calling'),
            values: course.calling,
            color: '--state-SYN_SENT',
            dash: DOTTED,
          },
          { label: t('load.series.closed'), values: course.closed, color: '--state-CLOSED', dash: DASHED },
          { label: t('load.series.failed'), values: course.failed, color: '--danger' },
        ]}
      />
      <Plot
        {...shared}
        title={t('load.plot.messages')}
        series={[
          { label: t('load.series.sent'), values: course.sent, color: '--client' },
          ...(measured === 'none'
            ? []
            : [
                {
                  label: t(measured === 'answer' ? 'load.series.answered' : 'load.series.read'),
                  values: course.answered,
                  color: '--server',
                  dash: DASHED,
                },
              ]),
        ]}
      />
      <Plot
        {...shared}
        title={t('load.plot.bytes')}
        series={[
          { label: t('load.series.out'), values: course.out, color: '--client' },
          { label: t('load.series.in'), values: course.in, color: '--server', dash: DASHED },
        ]}
      />
      {course.p50.some((value) => value !== null) ? (
        <Plot
          {...shared}
          title={t('load.plot.latency')}
          logarithmic
          series={[
            { label: t('load.series.p99'), values: course.p99, color: '--state-FIN_WAIT_1' },
            { label: t('load.series.p50'), values: course.p50, color: '--client', dash: DASHED },
          ]}
        />
      ) : (
        <p className={css.noPlot}>{t('load.noLatency')}</p>
      )}
    </section>
  )
}
