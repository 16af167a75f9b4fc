import { Toggle } from '@base-ui/react/toggle'
import {
  ArrowDownNarrowWide,
  ArrowDownWideNarrow,
  Expand,
  type LucideIcon,
  Minus,
  Plus,
  Radio,
  Shapes,
} from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useLab } from '../lab/hooks'
import { Button, buttonClass } from '../ui/Button'
import { Hint } from '../ui/Hint'
import { Segmented } from '../ui/Segmented'
import { Select } from '../ui/Select'
import { useSeldom } from '../ui/useSeldom'
import { ZOOM } from './keys'
import { DENSITIES } from './layout'
import { BAD_ENDINGS } from './marks'
import { ENDINGS, type Ending, type Row } from './rows'
import { ALL_LIVE, following, follows, rangeOf, zoomed } from './sight'
import { SORTINGS } from './sorting'
import css from './TimelineTools.module.css'
import type { Timeline } from './useTimeline'
import { wholeOf } from './whole'
import { countText } from './words'

/** What one looks for comes first: at the end it may have no room. */
const BAD_FIRST = [
  ...ENDINGS.filter((ending) => BAD_ENDINGS.has(ending)),
  ...ENDINGS.filter((ending) => !BAD_ENDINGS.has(ending)),
]

/** How often it is read out how connections stand, ms. */
const SAID_MS = 5000

/** How many connections there are and how they ended; how they are sorted; what of the time is in sight. */
export function TimelineTools({ timeline }: { timeline: Timeline }) {
  const { t } = useTranslation()
  const { order, setOrder, density, setDensity, form, legend, setLegend } = timeline
  const Arrow = order.descending ? ArrowDownWideNarrow : ArrowDownNarrowWide
  const direction = t(order.descending ? 'timeline.descending' : 'timeline.ascending')
  return (
    <div className={css.tools}>
      <Counts rows={timeline.rows} />
      <span className={css.space} />
      <Select
        small
        name={t('timeline.sortBy')}
        choices={SORTINGS.map((value) => ({ value, label: t(`timeline.sort.${value}`) }))}
        value={order.by}
        onChange={(by) => setOrder({ ...order, by })}
      />
      <Hint text={direction}>
        <Button
          small
          look="quiet"
          aria-label={direction}
          onClick={() => setOrder({ ...order, descending: !order.descending })}
        >
          <Arrow size={14} aria-hidden="true" />
        </Button>
      </Hint>
      {form === 'picture' && (
        <>
          <Segmented
            name={t('timeline.density')}
            choices={DENSITIES.map((value) => ({ value, label: t(`timeline.densities.${value}`) }))}
            value={density}
            onChange={setDensity}
          />
          <Zoom timeline={timeline} />
          <Hint text={t('timeline.legend')}>
            <Toggle
              pressed={legend}
              onPressedChange={setLegend}
              className={`${buttonClass('quiet', true)} ${css.toggle}`}
              aria-label={t('timeline.legend')}
            >
              <Shapes size={14} aria-hidden="true" />
            </Toggle>
          </Hint>
        </>
      )}
    </div>
  )
}

/** Zoom and follow, for the pointer; keys do the same in the picture. */
function Zoom({ timeline: { rows, sight, setSight } }: { timeline: Timeline }) {
  const { t } = useTranslation()
  const lab = useLab()
  const zoom = (factor: number) =>
    setSight((before) => {
      const { whole } = wholeOf(rows, lab.now())
      const { from, to } = rangeOf(before, whole)
      return zoomed(before, whole, factor, (from + to) / 2)
    })
  return (
    <>
      <Tool icon={Minus} label={t('timeline.zoomOut')} onClick={() => zoom(ZOOM)} />
      <Tool icon={Plus} label={t('timeline.zoomIn')} onClick={() => zoom(1 / ZOOM)} />
      <Tool icon={Expand} label={t('timeline.zoomAll')} onClick={() => setSight(() => ALL_LIVE)} />
      <Hint text={t('timeline.followHint')}>
        <Toggle
          pressed={follows(sight)}
          onPressedChange={(follow) =>
            setSight((before) => following(before, follow, wholeOf(rows, lab.now()).whole))
          }
          className={`${buttonClass('quiet', true)} ${css.toggle}`}
          aria-description={t('timeline.followHint')}
        >
          <Radio size={13} aria-hidden="true" />
          <span className={css.word}>{t('timeline.follow')}</span>
        </Toggle>
      </Hint>
    </>
  )
}

function Tool({ icon: Icon, label, onClick }: { icon: LucideIcon; label: string; onClick: () => void }) {
  return (
    <Hint text={label}>
      <Button small look="quiet" aria-label={label} onClick={onClick}>
        <Icon size={14} aria-hidden="true" />
      </Button>
    </Hint>
  )
}

function Counts({ rows }: { rows: readonly Row[] }) {
  const { t } = useTranslation()
  const counts = new Map<Ending, number>()
  for (const { ending } of rows) counts.set(ending, (counts.get(ending) ?? 0) + 1)
  const all = countText(t, rows)
  const endings = BAD_FIRST.flatMap((ending) => {
    const count = counts.get(ending)
    if (count === undefined) return []
    return [{ ending, text: t('timeline.some', { ending: t(`timeline.ending.${ending}`), count }) }]
  })
  const words = endings.map(({ text }) => text).join(t('scenario.words.comma'))
  const said = useSeldom(t('timeline.standing', { all, endings: words }), SAID_MS)
  return (
    <>
      <span className={css.counts}>
        <strong>{all}</strong>
        {endings.map(({ ending, text }) => (
          <span key={ending} data-bad={BAD_ENDINGS.has(ending) || undefined}>
            {text}
          </span>
        ))}
      </span>
      <output className="visually-hidden" aria-live="polite">
        {said}
      </output>
    </>
  )
}
