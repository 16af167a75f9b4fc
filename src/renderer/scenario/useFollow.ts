import { useEffect, useRef } from 'react'
import type { LabEvent } from '../../shared/events'
import { useUi } from '../app/ui'
import { useLab } from '../lab/hooks'
import { shownSocket } from './steps'
import type { ScenarioStore } from './store'

/** Selects the socket of each step as it is taken, as soon as it is there, where the person wants that. */
export function useFollow(store: ScenarioStore): void {
  const lab = useLab()
  const { select } = useUi()
  const newest = useRef(select)
  newest.current = select
  useEffect(() => {
    // The step whose socket is still to come.
    let awaited: number | undefined
    return lab.watch((event: LabEvent) => {
      const { opened, follow } = store.current()
      if (!follow || !opened) return
      if (event.kind === 'scenario' && event.phase === 'step') awaited = event.step
      const step = awaited === undefined ? undefined : opened.steps[awaited - 1]
      const socket = step && shownSocket(lab.model, step)
      if (socket === undefined) return
      awaited = undefined
      newest.current(socket)
    })
  }, [lab, store])
}
