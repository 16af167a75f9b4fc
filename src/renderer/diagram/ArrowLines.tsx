import { useUi } from '../app/ui'
import css from './Arrows.module.css'
import { beside, headPath, linePath } from './lines'
import { isLit } from './lit'
import { HEIGHT, WIDTH } from './places'
import { type Arrow, routeOf } from './routes'
import { StepHint } from './StepHint'
import { asideOf, isOfBoth, otherArrows, type Taken } from './ways'

interface Props {
  arrows: ReadonlyMap<Arrow, readonly Taken[]>
  lit: number | undefined
  onLit: (seq: number | undefined) => void
}

/** The arrows: the figure's own, and over them the ways of both ends. What is seen here is said in words by the list. */
export function ArrowLines({ arrows, lit, onLit }: Props) {
  const { pointed } = useUi()
  const all = [...arrows]
  return (
    <svg className={css.lines} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
      {all.map(([arrow]) => (
        <Line key={arrow} arrow={arrow} className={css.plain} />
      ))}
      {all.flatMap(([, taken]) =>
        taken.flatMap((each) =>
          otherArrows(each.step).map((other) => (
            <Line
              key={`${each.step.seq} ${other}`}
              arrow={other}
              className={css.other}
              side={each.side}
              by={asideOf(each.side)}
            />
          )),
        ),
      )}
      {all.flatMap(([arrow, taken]) => {
        const both = isOfBoth(taken)
        return taken.map((each) => (
          <TakenLine
            key={each.step.seq}
            taken={each}
            arrow={arrow}
            by={both ? asideOf(each.side) : 0}
            lit={isLit(each.step, lit, pointed)}
            onLit={onLit}
          />
        ))
      })}
    </svg>
  )
}

interface LineProps {
  arrow: Arrow
  className: string | undefined
  side?: Taken['side']
  by?: number
}

function Line({ arrow, className, side, by = 0 }: LineProps) {
  const points = beside(routeOf(arrow).points, by)
  return (
    <g className={className} data-side={side}>
      <path d={linePath(points)} className={css.line} />
      <path d={headPath(points)} className={css.head} />
    </g>
  )
}

interface TakenProps {
  taken: Taken
  arrow: Arrow
  by: number
  lit: boolean
  onLit: Props['onLit']
}

function TakenLine({ taken, arrow, by, lit, onLit }: TakenProps) {
  const { pointAt } = useUi()
  const { step, side } = taken
  const points = beside(routeOf(arrow).points, by)
  return (
    <StepHint taken={taken}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the list has the same for the keyboard */}
      <g
        className={css.taken}
        data-side={side}
        data-confidence={step.confidence}
        data-lit={lit || undefined}
        onMouseEnter={() => onLit(step.seq)}
        onMouseLeave={() => onLit(undefined)}
        onClick={() => pointAt(step.seq)}
      >
        <path d={linePath(points)} className={css.line} />
        <path d={headPath(points)} className={css.head} />
        <path d={linePath(points)} className={css.reach} />
      </g>
    </StepHint>
  )
}
