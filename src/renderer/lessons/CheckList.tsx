import { Check, CircleDashed, TriangleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Check as LessonCheckText } from '../../shared/lessons/lesson'
import { checkKey, type LessonCheck } from '../../shared/model/lesson'
import { useUi } from '../app/ui'
import { useLab } from '../lab/hooks'
import { EventText } from '../log/EventText'
import css from './CheckList.module.css'
import { useLessonModel } from './context'
import { useStepText } from './useStepText'

/** What must have happened: met, open, or not met, with what was seen instead and how to go on. */
export function CheckList({ checks, step }: { checks: readonly LessonCheckText[]; step: number }) {
  const { t } = useTranslation()
  const model = useLessonModel()
  return (
    <div className={css.checks}>
      <h4 className={css.heading}>{t('lessons.checks')}</h4>
      <ul aria-live="polite">
        {checks.map((check, index) => (
          <Row key={check.text.en} check={check} result={model?.checks.get(checkKey(step, index + 1))} />
        ))}
      </ul>
    </div>
  )
}

function Row({ check, result }: { check: LessonCheckText; result: LessonCheck | undefined }) {
  const { t } = useTranslation()
  const { pointAt } = useUi()
  const { plain, rich } = useStepText()
  const standing = result === undefined ? 'open' : result.met ? 'met' : 'unmet'
  const Icon = standing === 'met' ? Check : standing === 'unmet' ? TriangleAlert : CircleDashed
  const by = result?.by
  return (
    <li className={css.check} data-standing={standing}>
      <Icon size={14} aria-hidden="true" className={css.icon} />
      <div className={css.words}>
        <span>
          {rich(check.text)}
          <span className="visually-hidden"> ({t(`lessons.standing.${standing}`)})</span>
        </span>
        {by !== undefined && (
          <button
            type="button"
            className={css.by}
            aria-label={t('lessons.showEvent', { seq: by, check: plain(check.text) })}
            onClick={() => pointAt(by)}
          >
            {t('lessons.seenBy', { seq: by })}
          </button>
        )}
        {result && !result.met && (
          <>
            <Seen seqs={result.seen} />
            <p className={css.hint}>{rich(check.hint)}</p>
          </>
        )}
      </div>
    </li>
  )
}

/** What happened there instead. */
function Seen({ seqs }: { seqs: readonly number[] }) {
  const { t } = useTranslation()
  const lab = useLab()
  const { pointAt } = useUi()
  const events = seqs.flatMap((seq) => lab.events.bySeq(seq) ?? [])
  if (events.length === 0) return <p className={css.seen}>{t('lessons.nothingSeen')}</p>
  return (
    <div className={css.seen}>
      <p>{t('lessons.seen')}</p>
      <ul>
        {events.map((event) => (
          <li key={event.seq}>
            <button type="button" className={css.event} onClick={() => pointAt(event.seq)}>
              <span className={css.name} translate="no">
                {event.socket}
              </span>{' '}
              <EventText event={event} />
            </button>
          </li>
        ))}
      </ul>
    </div>
  )
}
