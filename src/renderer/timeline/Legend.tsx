import { useTranslation } from 'react-i18next'
import { TCP_STATES } from '../../shared/tcp/states'
import { StateBadge } from '../ui/StateBadge'
import css from './Legend.module.css'
import { ENDING_SHAPES } from './marks'
import { ENDINGS } from './rows'

const SHOWN = TCP_STATES.filter((state) => state !== 'LISTEN' && state !== 'CLOSED')
const MARKS = ['start', 'over', 'sent', 'received', 'soft', 'possible', 'expected', 'udp', 'unix'] as const

/** What the bars and signs of the picture mean. */
export function Legend() {
  const { t } = useTranslation()
  return (
    <section className={css.legend} aria-label={t('timeline.legend')}>
      <ul className={css.list}>
        <li>{t('timeline.both')}</li>
        {SHOWN.map((state) => (
          <li key={state} className={css.item}>
            <StateBadge state={state} plain />
          </li>
        ))}
        {MARKS.map((mark) => (
          <li key={mark} className={css.item}>
            <span className={css.mark} data-mark={mark} aria-hidden="true" />
            {t(`timeline.legends.${mark}`)}
          </li>
        ))}
        {ENDINGS.map((ending) => {
          const shape = ENDING_SHAPES[ending]
          return (
            shape !== undefined && (
              <li key={ending} className={css.item}>
                <svg className={css.sign} data-ending={ending} viewBox="0 0 10 10" aria-hidden="true">
                  <path d={shape} />
                </svg>
                {t(`timeline.ending.${ending}`)}
              </li>
            )
          )
        })}
      </ul>
    </section>
  )
}
