import { Check, LoaderCircle, MousePointerClick, WandSparkles } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Act } from '../../shared/lessons/lesson'
import { checkKey } from '../../shared/model/lesson'
import { useUi } from '../app/ui'
import { useLab } from '../lab/hooks'
import { shownName } from '../lab/names'
import { ActButton } from '../ui/ActButton'
import { Button } from '../ui/Button'
import css from './ActList.module.css'
import { useLessonModel, useLessons, useLessonsState } from './context'
import { playerOf } from './look'
import { socketOf } from './target'
import { useStepText } from './useStepText'

interface Props {
  acts: readonly Act[]
  step: number
  kind: 'held' | 'recorded' | 'over'
  /** All checks of the step are met. */
  met: boolean
}

/** What the learner is to do; by hand, with the control pointed out, or by the lab. */
export function ActList({ acts, step, kind, met }: Props) {
  const { t } = useTranslation()
  const store = useLessons()
  const { busy } = useLessonsState()
  const model = useLessonModel()
  const { rich } = useStepText()
  const lab = useLab()
  const { select } = useUi()
  const doing = model?.doing !== undefined
  const held = kind === 'held'
  const next = acts.findIndex((_, index) => !model?.acts.has(checkKey(step, index + 1)))
  const showMe = (act: Act) => {
    const role = socketOf(act)
    const name = role === undefined ? undefined : playerOf(model, role)
    if (name !== undefined && lab.model.sockets.has(name)) select(name)
    store.askWhere(true)
  }
  return (
    <div className={css.acts}>
      <h4 className={css.heading}>{t(kind === 'recorded' ? 'lessons.wasDone' : 'lessons.doThis')}</h4>
      <ol>
        {acts.map((act, index) => {
          const done = kind !== 'over' && model?.acts.has(checkKey(step, index + 1)) === true
          return (
            <li key={act.text.en} className={css.act} data-done={done || undefined}>
              <span className={css.number} aria-hidden="true">
                {done ? <Check size={12} strokeWidth={3} /> : index + 1}
              </span>
              <span className={css.words}>
                {rich(act.text)}
                {done && <span className="visually-hidden"> {t('lessons.done')}</span>}
              </span>
              {held && index === next && !met && (
                <Button small look="quiet" onClick={() => showMe(act)}>
                  <MousePointerClick size={13} aria-hidden="true" />
                  {t('lessons.showMe')}
                </Button>
              )}
            </li>
          )
        })}
      </ol>
      {held && <Offers />}
      {held && (
        <div className={css.foot}>
          <ActButton
            look={met ? 'quiet' : 'normal'}
            data-point="doForMe"
            icon={doing ? LoaderCircle : WandSparkles}
            why={t(met ? 'lessons.againWhy' : 'lessons.doForMeWhy')}
            disabled={busy || doing}
            onClick={() => void store.doForMe()}
          >
            {t(doing ? 'lessons.doing' : met ? 'lessons.again' : 'lessons.doForMe')}
          </ActButton>
        </div>
      )}
    </div>
  )
}

/** Sockets that are there already and could play a role; and one that was made for it, and doesn't fit. */
function Offers() {
  const { t } = useTranslation()
  const store = useLessons()
  const lab = useLab()
  const model = useLessonModel()
  if (!model) return null
  return (
    <>
      {[...model.offers].map(([role, name]) => (
        <p key={role} className={css.offer}>
          <span>{t('lessons.offer', { name: shownName(lab.model, name), role })}</span>
          <Button small onClick={() => void store.cast(role, name)}>
            {t('lessons.useIt')}
          </Button>
        </p>
      ))}
      {[...model.unfit].map(([role, { name, differs }]) => (
        <p key={role} className={css.unfit} role="status">
          {t('lessons.unfit', { name: shownName(lab.model, name), fields: differs.join(', ') })}
        </p>
      ))}
    </>
  )
}
