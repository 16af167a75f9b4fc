import { type ChangeEvent, type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useUi } from '../app/ui'
import { useLab } from '../lab/hooks'
import { ScenarioContext } from './context'
import { DropTarget } from './DropTarget'
import { ScenarioStore } from './store'
import { useFollow } from './useFollow'

/** Keeps the scenario that is open, whether its panel is shown or not, and takes files that are picked or dropped. */
export function ScenarioProvider({ children }: { children: ReactNode }) {
  const lab = useLab()
  const ui = useUi()
  const newest = useRef(ui)
  newest.current = ui
  const input = useRef<HTMLInputElement>(null)
  const [store] = useState(
    () =>
      new ScenarioStore({
        bridge: ui.bridge,
        model: () => lab.model,
        show: () => newest.current.showScenario(true),
        beginAgain: () => {
          newest.current.selectMany([])
          newest.current.setCleared(new Set())
        },
      }),
  )
  useEffect(() => void store.restore(), [store])
  useFollow(store)

  const openFile = useCallback((file: File) => void store.openFile(file), [store])
  const pick = useCallback(() => {
    // Without a press of the person in the page (a choice in the native menu) a file chooser is not allowed: then the
    // panel shows the button that opens it.
    if (navigator.userActivation.isActive) return input.current?.click()
    newest.current.showScenario(true)
    // After the panel is there.
    requestAnimationFrame(() => requestAnimationFrame(() => opener()?.focus()))
  }, [])
  const picked = (event: ChangeEvent<HTMLInputElement>) => {
    const file = event.target.files?.[0]
    if (file) openFile(file)
    // The same file can be picked again.
    event.target.value = ''
  }

  const provided = useMemo(() => ({ store, pick }), [store, pick])
  return (
    <ScenarioContext value={provided}>
      {children}
      <input ref={input} type="file" accept=".json,application/json" hidden onChange={picked} />
      <DropTarget onFile={openFile} />
    </ScenarioContext>
  )
}

/** The panel's own button that opens a file. */
function opener(): HTMLElement | null {
  return document.querySelector('[data-pane="scenario"] [data-open]')
}
