import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, useCallback, useEffect, useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { connectionOf } from '../../shared/model/selectors'
import type { Step } from '../../shared/scenario'
import { useUi } from '../app/ui'
import { useLab } from '../lab/hooks'
import { keyTarget } from '../ui/listKeys'
import { useScenario } from './context'
import { StepDetail } from './StepDetail'
import css from './StepList.module.css'
import { StepRow } from './StepRow'
import { shownSocket, stepState } from './steps'
import { eventOfStep } from './trace'

const ROW = 32
const PAGE = 10

/** The steps with what becomes of each. One of them is active: its JSON and its events are at hand below. */
export function StepList({ steps }: { steps: readonly Step[] }) {
  const { t } = useTranslation()
  const { course } = useScenario()
  const listId = useId()
  const scroller = useRef<HTMLDivElement>(null)
  const [wished, setActive] = useState(1)
  const active = Math.min(wished, steps.length)
  const show = useShowEvents(steps)
  const estimateSize = useCallback(() => ROW, [])
  const virtualizer = useVirtualizer<HTMLDivElement, HTMLElement>({
    count: steps.length,
    getScrollElement: () => scroller.current,
    estimateSize,
    overscan: 8,
  })
  const reveal = useCallback(
    // A row that tells more than before is measured first.
    (number: number, align: 'auto' | 'start' = 'auto') =>
      requestAnimationFrame(() => virtualizer.scrollToIndex(number - 1, { align })),
    [virtualizer],
  )

  // Other steps begin at the first one.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another list of steps does
  useEffect(() => {
    setActive(1)
    virtualizer.scrollToOffset(0)
  }, [steps])

  // The run takes the active step along, until the person chooses another.
  const at = course?.step ?? 0
  const unmet = course?.results.get(at)?.met === false
  useEffect(() => {
    if (at === 0) return
    setActive(at)
    // What was seen instead may be more than there is room for: it is read from its beginning.
    reveal(at, unmet ? 'start' : 'auto')
  }, [at, unmet, reveal])

  const choose = useCallback(
    (number: number) => {
      setActive(number)
      show(number)
    },
    [show],
  )
  const press = (event: KeyboardEvent) => {
    if (event.key === 'Enter' || event.key === ' ') show(active)
    else {
      const to = keyTarget(event.key, active, { start: 1, end: steps.length + 1, page: PAGE })
      if (to === undefined) return
      setActive(to)
      reveal(to)
    }
    event.preventDefault()
  }

  const rowId = (number: number) => `${listId}-${number}`
  const items = virtualizer.getVirtualItems()
  return (
    <>
      <div
        ref={scroller}
        className={css.scroller}
        role="listbox"
        tabIndex={0}
        aria-label={t('scenario.panel.steps')}
        aria-activedescendant={items.some(({ index }) => index === active - 1) ? rowId(active) : undefined}
        onKeyDown={press}
      >
        <div className={css.rows} style={{ height: virtualizer.getTotalSize() }} role="none">
          {items.map((item) => {
            const step = steps[item.index]
            if (!step) return null
            const number = item.index + 1
            return (
              <StepRow
                key={number}
                id={rowId(number)}
                number={number}
                of={steps.length}
                step={step}
                state={stepState(course, number)}
                result={course?.results.get(number)}
                active={number === active}
                top={item.start}
                measure={virtualizer.measureElement}
                onPress={choose}
              />
            )
          })}
        </div>
      </div>
      <StepDetail number={active} step={steps[active - 1]} onShow={() => show(active)} />
    </>
  )
}

/** Points at what came of a step, and selects the socket that it is about. Does nothing before it was taken. */
function useShowEvents(steps: readonly Step[]): (number: number) => void {
  const lab = useLab()
  const { course } = useScenario()
  const { pointAt, select, selected, say, setBottom } = useUi()
  const { t } = useTranslation()
  const run = course?.run
  return useCallback(
    (number) => {
      const step = steps[number - 1]
      if (run === undefined || !step || stepState(lab.model.run, number) === 'todo') return
      const seq = eventOfStep(lab.events, run, number)
      if (seq === undefined) return say(t('scenario.step.noEvents'))
      const socket = shownSocket(lab.model, step)
      const ends = selected === undefined ? undefined : connectionOf(lab.model, selected)
      const inSight = [selected, ends?.client?.name, ends?.server?.name].includes(socket)
      if (socket !== undefined && !inSight) select(socket)
      setBottom('log')
      pointAt(seq)
    },
    [steps, run, lab, selected, pointAt, select, say, setBottom, t],
  )
}
