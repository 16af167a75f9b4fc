import { X } from 'lucide-react'
import { useEffect, useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { keysText } from '../actions/keys'
import { useSignal } from '../app/signals'
import { useUi } from '../app/ui'
import { Button } from '../ui/Button'
import { STEPS } from './steps'
import css from './Tour.module.css'
import { useEscape } from './useEscape'
import { usePlace } from './usePlace'
import { useTour } from './useTour'

/**
 * A tour of the window in a few steps, each on a card beside what it is about: never before a control, and nothing waits for it. `covered`: a
 * dialog stands before all.
 */
export function Tour({ covered }: { covered: boolean }) {
  const { t } = useTranslation()
  const { bridge, signals } = useUi()
  const { step, index, move, end } = useTour(covered)
  const [card, setCard] = useState<HTMLElement | null>(null)
  const next = useRef<HTMLButtonElement>(null)
  const id = useId()
  const shown = step !== undefined && !covered
  const { place, rings } = usePlace(card, shown ? step : undefined)
  const leave = () => {
    const hadFocus = card?.contains(document.activeElement)
    end()
    if (hadFocus) signals.emit('explorer.focus')
  }
  useEscape(shown, leave)
  useSignal(signals, 'tour.focus', () => next.current?.focus())

  const values = {
    step: index + 1,
    count: STEPS.length,
    palette: keysText('Mod+K', bridge.platform),
    first: keysText('Mod+1', bridge.platform),
    last: keysText('Mod+4', bridge.platform),
  }
  const title = step && t(`tour.title.${step}`)
  const isLast = index === STEPS.length - 1
  return (
    <>
      <Announced>{shown ? t('tour.announced', { ...values, title }) : ''}</Announced>
      {shown &&
        rings.map((ring) => (
          <div key={`${ring.left} ${ring.top}`} className={css.ring} style={ring} aria-hidden="true" />
        ))}
      {shown && (
        <div
          ref={setCard}
          role="dialog"
          aria-labelledby={`${id}title`}
          aria-describedby={`${id}text`}
          className={css.card}
          data-pane="tour"
          data-placed={place !== undefined}
          style={place}
        >
          <div className={css.head}>
            <h2 id={`${id}title`}>{title}</h2>
            <Button small look="quiet" aria-label={t('tour.skip')} onClick={leave}>
              <X size={14} aria-hidden="true" />
            </Button>
          </div>
          <p id={`${id}text`}>{t(`tour.text.${step}`, values)}</p>
          <div className={css.foot}>
            <span className={css.count}>{t('tour.step', values)}</span>
            {index > 0 && (
              <Button small onClick={() => move(-1)}>
                {t('tour.back')}
              </Button>
            )}
            <Button ref={next} small look="primary" onClick={() => (isLast ? leave() : move(1))}>
              {t(isLast ? 'tour.done' : 'tour.next')}
            </Button>
          </div>
        </div>
      )}
    </>
  )
}

/** For those who hear the window: the card takes no focus, and nobody would know that it is there. */
function Announced({ children }: { children: string }) {
  const [said, say] = useState('')
  useEffect(() => say(children), [children])
  return (
    <p className="visually-hidden" role="status">
      {said}
    </p>
  )
}
