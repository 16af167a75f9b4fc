import { useEffect, useId, useRef, useState, useSyncExternalStore } from 'react'
import uPlot from 'uplot'
import 'uplot/dist/uPlot.min.css'
import type { Line } from './numbers'
import css from './Plot.module.css'

export interface Series {
  label: string
  values: Line
  /** One of our tokens: `--client`. */
  color: string
  /** Told apart by its dashes, too, px. */
  dash?: number[]
}

interface Props {
  title: string
  seconds: readonly number[]
  series: readonly Series[]
  /** Values on a scale of powers of ten. */
  logarithmic?: boolean
  /** A value as people read it. */
  show: (value: number) => string
  /** A time as people read it, s. */
  showTime: (seconds: number) => string
}

const HEIGHT = 132
/** The pointer at one plot shows the same moment in all of them. */
const CURSOR = 'load'

/**
 * A plot over the course of a load. The canvas is a picture: what it shows is in the legend, with its values at the pointer or
 * now, and in the table of all samples.
 */
export function Plot({ title, seconds, series, logarithmic = false, show, showTime }: Props) {
  const host = useRef<HTMLDivElement>(null)
  const plot = useRef<uPlot>(null)
  const [at, setAt] = useState<number>()
  const isDark = useDark()
  const id = useId()
  const words = useRef({ show, showTime })
  words.current = { show, showTime }
  const data = useRef<uPlot.AlignedData>([[]])
  data.current = [seconds as number[], ...series.map(({ values }) => values)]
  // What it is made of changes with the kind of load only, and with the language.
  const made = JSON.stringify(series.map(({ label, color, dash }) => ({ label, color, dash })))

  // biome-ignore lint/correctness/useExhaustiveDependencies: colours are read anew when the theme changes
  useEffect(() => {
    const element = host.current
    if (!element) return
    const lines = JSON.parse(made) as Omit<Series, 'values'>[]
    const options = optionsFor(element, lines, logarithmic, words.current, (index) =>
      setAt(index ?? undefined),
    )
    const one = new uPlot(options, data.current, element)
    plot.current = one
    const sizes = new ResizeObserver(() => one.setSize({ width: element.clientWidth, height: HEIGHT }))
    sizes.observe(element)
    return () => {
      sizes.disconnect()
      one.destroy()
      plot.current = null
    }
  }, [made, logarithmic, isDark])

  // biome-ignore lint/correctness/useExhaustiveDependencies: new samples are a new list
  useEffect(() => plot.current?.setData(data.current), [seconds])

  return (
    <figure className={css.plot} aria-labelledby={id}>
      <figcaption className={css.caption}>
        <span id={id} className={css.title}>
          {title}
        </span>
        <ul className={css.legend}>
          {series.map(({ label, color, dash, values }) => {
            const value = at === undefined ? newest(values) : values[at]
            return (
              <li key={label}>
                <svg width="16" height="4" aria-hidden="true">
                  <line
                    x1="0"
                    x2="16"
                    y1="2"
                    y2="2"
                    stroke={`var(${color})`}
                    strokeWidth="2"
                    strokeDasharray={dash?.join(' ')}
                  />
                </svg>
                {label}
                <span className={css.value}>{value === null || value === undefined ? '–' : show(value)}</span>
              </li>
            )
          })}
        </ul>
      </figcaption>
      <div ref={host} className={css.canvas} aria-hidden="true" />
    </figure>
  )
}

function newest(values: Line): number | null | undefined {
  return values.findLast((value) => value !== null)
}

function optionsFor(
  element: HTMLElement,
  lines: readonly Omit<Series, 'values'>[],
  logarithmic: boolean,
  words: Pick<Props, 'show' | 'showTime'>,
  onCursor: (index: number | null | undefined) => void,
): uPlot.Options {
  const style = getComputedStyle(element)
  const token = (name: string) => style.getPropertyValue(name).trim()
  const font = `11px ${style.fontFamily}`
  const grid = { stroke: token('--line'), width: 1 }
  const axis = { stroke: token('--text-3'), font, grid, ticks: { show: false } }
  // Of a scale of powers of ten only these have a line.
  const decades = (_plot: uPlot, splits: number[]) =>
    splits.map((value) => (Number.isInteger(Math.log10(value)) ? value : null)) as number[]
  return {
    width: element.clientWidth,
    height: HEIGHT,
    padding: [8, 12, 0, 0],
    legend: { show: false },
    cursor: {
      y: false,
      drag: { x: false, y: false },
      points: { size: 6 },
      sync: { key: CURSOR },
    },
    scales: {
      x: { time: false },
      y: logarithmic ? { distr: 3, log: 10 } : { range: (_plot, _min, max) => [0, max > 0 ? max * 1.1 : 1] },
    },
    axes: [
      { ...axis, size: 24, gap: 4, values: (_plot, splits) => splits.map(words.showTime) },
      {
        ...axis,
        ...(logarithmic && { filter: decades, grid: { ...grid, filter: decades } }),
        size: 54,
        gap: 6,
        values: (_plot, splits) => splits.map((value) => (value === null ? '' : words.show(value))),
      },
    ],
    series: [
      {},
      ...lines.map(({ label, color, dash }) => ({
        label,
        stroke: token(color),
        width: 1.5,
        points: { show: false },
        spanGaps: true,
        ...(dash && { dash }),
      })),
    ],
    hooks: { setCursor: [(plot) => onCursor(plot.cursor.idx)] },
  }
}

const darkness = matchMedia('(prefers-color-scheme: dark)')

/** True in the dark theme, by the system's choice or the person's. */
function useDark(): boolean {
  return useSyncExternalStore(
    (listener) => {
      darkness.addEventListener('change', listener)
      return () => darkness.removeEventListener('change', listener)
    },
    () => darkness.matches,
  )
}
