import { Popover } from '@base-ui/react/popover'
import { BadgeCheck, Info } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { visible } from '../../shared/bytes'
import type { PathStep, SocketModel } from '../../shared/model/model'
import { useUi } from '../app/ui'
import { useLab } from '../lab/hooks'
import { shownName } from '../lab/names'
import { useShownName } from '../lab/useShownName'
import { EventText } from '../log/EventText'
import facts from '../ui/FactsPopup.module.css'
import { clockTime } from '../ui/format'
import { StateBadge } from '../ui/StateBadge'
import css from './HowWeKnow.module.css'
import { alternativeTexts, correctsText, ruleText, whenText } from './stepWords'

/** So many are told in full, the newest. */
const MOST_CONTRADICTIONS = 3

/** Where the knowledge of a state comes from, in two words; the rest on request. */
export function HowWeKnow({ socket }: { socket: SocketModel }) {
  const { t } = useTranslation()
  const name = useShownName(socket.name)
  const step = socket.path.at(-1)
  if (!step) {
    return (
      <span className={css.initial} title={t('provenance.initialMeaning')}>
        {t('provenance.initial')}
      </span>
    )
  }
  const provenance = t(`provenance.${step.provenance}`)
  const confidence = t(`confidence.${step.confidence}`)
  const confirmed = step.confirmed === undefined ? [] : [t('how.isConfirmed')]
  return (
    <Popover.Root>
      <Popover.Trigger
        className={css.trigger}
        data-confidence={step.confidence}
        aria-label={t('how.open', {
          name,
          state: socket.state,
          known: [provenance, confidence, ...confirmed].join(' · '),
        })}
      >
        <span className={css.words}>
          {provenance} · {confidence}
        </span>
        {step.confirmed !== undefined && (
          <BadgeCheck size={13} aria-hidden="true" className={css.confirmed} />
        )}
        <Info size={13} aria-hidden="true" className={css.info} />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner className={facts.positioner} sideOffset={6} align="end" collisionPadding={8}>
          <Popover.Popup className={facts.popup}>
            <Evidence socket={socket} step={step} />
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  )
}

function Evidence({ socket, step }: { socket: SocketModel; step: PathStep }) {
  const { t } = useTranslation()
  const lab = useLab()
  const { confirmed } = step
  const corrected = correctsText(t, step)
  const sentence = ruleText(t, step.rule)
  return (
    <>
      <Popover.Title className={`${facts.title} ${css.title}`}>
        {t('how.title')}
        <StateBadge state={step.to} />
      </Popover.Title>
      <p className={css.meaning}>{t(`states.${step.to}`)}</p>
      <dl className={`${facts.facts} ${css.evidence}`}>
        <dt>{t(`provenance.${step.provenance}`)}</dt>
        <dd>{t(`provenance.${step.provenance}Meaning`)}</dd>
        <dt>{t(`confidence.${step.confidence}`)}</dt>
        <dd>
          {t(`confidence.${step.confidence}Meaning`)}{' '}
          <span className={css.when}>{whenText(t, lab, step)}</span>
        </dd>
        {corrected !== undefined && (
          <>
            <dt>{t('how.corrects')}</dt>
            <dd>{corrected}</dd>
          </>
        )}
        <Contradictions socket={socket} />
        <dt>{t('how.rule')}</dt>
        <dd>
          {sentence !== undefined && <>{sentence} </>}
          <code translate="no">{step.rule}</code>
        </dd>
        {step.alternatives.length > 0 && (
          <>
            <dt>{t('how.alternatives')}</dt>
            <dd>
              {alternativeTexts(t, step).map((text) => (
                <p key={text}>{text}</p>
              ))}
            </dd>
          </>
        )}
        <dt>{t('how.because')}</dt>
        <dd>
          {step.because.length === 0 && t('how.noEvidence')}
          {step.because.map((seq) => (
            <Because key={seq} seq={seq} />
          ))}
        </dd>
        {confirmed !== undefined && (
          <>
            <dt className={css.confirmed}>{t('how.confirmed')}</dt>
            <dd>
              {t('how.confirmedMeaning')}
              <Because seq={confirmed} />
            </dd>
          </>
        )}
      </dl>
    </>
  )
}

/** Where the kernel or the wire has shown this end elsewhere than it was taken to be. */
function Contradictions({ socket }: { socket: SocketModel }) {
  const { t } = useTranslation()
  const lab = useLab()
  if (socket.contradictions === 0) return null
  const known = lab.model.contradicted.filter((one) => one.socket === socket.name).slice(-MOST_CONTRADICTIONS)
  return (
    <>
      <dt className={css.contradicted}>{t('how.contradictions', { count: socket.contradictions })}</dt>
      <dd>
        {known.map(({ seq, t: at, by, inferred, seen }) => (
          <p key={seq}>{t(`how.contradicted.${by}`, { inferred, seen, time: clockTime(lab.wallOf(at)) })}</p>
        ))}
      </dd>
    </>
  )
}

function Because({ seq }: { seq: number }) {
  const { t } = useTranslation()
  const lab = useLab()
  const { pointAt, setBottom } = useUi()
  const event = lab.events.bySeq(seq)
  return (
    <button
      type="button"
      className={css.event}
      aria-description={t('how.showEvent', { seq })}
      onClick={() => {
        setBottom('log')
        pointAt(seq)
      }}
    >
      <span className={css.seq}>#{seq}</span>
      {event && (
        <>
          {event.socket !== undefined && (
            <span className={css.socket}>{visible(shownName(lab.model, event.socket))}</span>
          )}
          <EventText event={event} />
        </>
      )}
    </button>
  )
}
