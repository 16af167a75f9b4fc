import { useEffect, useRef } from 'react'
import type { LabEvent } from '../../shared/events'
import { useUi } from '../app/ui'
import { useLab } from '../lab/hooks'
import { shownSocket } from './steps'
import type { ScenarioStore } from './store'

/**
 * Selects the socket of each step as it is taken, as soon as it is there, where the person wants that. Where they don't, and
 * have selected nothing, the end of a run shows what it was about.
 */
export function useFollow(store: ScenarioStore): void {
  const lab = useLab()
  const { selected, select } = useUi()
  const newest = useRef({ selected, select })
  newest.current = { selected, select }
  useEffect(() => {
    // The step whose socket is still to come.
    let awaited: number | undefined
    let last: number | undefined
    return lab.watch((event: LabEvent) => {
      const { opened, follow } = store.current()
      if (!opened) return
      if (event.kind === 'scenario') {
        if (event.phase === 'step') last = event.step
        if (event.phase === 'step' && follow) awaited = event.step
        if (event.phase === 'ended' && newest.current.selected === undefined) awaited ??= last
      }
      const step = awaited === undefined ? undefined : opened.steps[awaited - 1]
      const socket = step && shownSocket(lab.model, step)
      if (socket === undefined) return
      awaited = undefined
      newest.current.select(socket)
    })
  }, [lab, store])
}
