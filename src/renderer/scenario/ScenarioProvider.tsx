import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { readKept, writeKept } from '../app/kept'
import { useUi } from '../app/ui'
import { SCENARIO_SHOWN } from '../app/useUiState'
import { useLab } from '../lab/hooks'
import { ScenarioContext } from './context'
import { type KeptScenario, ScenarioStore } from './store'
import { useFollow } from './useFollow'

const OPENED = 'scenario'

/** Keeps the scenario that is open, whether its panel is shown or not, and lets the person pick another. */
export function ScenarioProvider({ children }: { children: ReactNode }) {
  const lab = useLab()
  const ui = useUi()
  const newest = useRef(ui)
  newest.current = ui
  const [store] = useState(
    () =>
      new ScenarioStore({
        bridge: ui.bridge,
        model: () => lab.model,
        show: () => newest.current.showScenario(true),
        beginAgain: () => {
          newest.current.selectMany([])
          newest.current.setCleared(new Set())
          newest.current.edits.forgetLab()
        },
      }),
  )
  // Asked before anything of this page is kept.
  const [kept] = useState(() => ({
    hidden: readKept(SCENARIO_SHOWN) === false,
    scenario: readKept(OPENED) as KeptScenario | undefined,
  }))
  useEffect(() => void store.restore(kept), [store, kept])
  useEffect(() => store.subscribe(() => writeKept(OPENED, store.kept)), [store])
  useFollow(store)

  const pick = useCallback(async () => {
    const chosen = await newest.current.bridge.request('chooseFile', { kind: 'scenario' })
    if (!chosen.ok) newest.current.notices.addRefusal(chosen.error)
    else if (chosen.value) await store.openPicked(chosen.value)
  }, [store])

  const provided = useMemo(() => ({ store, pick: () => void pick() }), [store, pick])
  return <ScenarioContext value={provided}>{children}</ScenarioContext>
}
