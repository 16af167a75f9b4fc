import type { Signal, Signals } from '../app/signals'
import type { BottomName } from '../app/ui'

/** The panes of the window, in the order in which F6 goes through them, and what gives each the focus. */
const PANES = [
  ['tour', 'tour.focus'],
  ['time', undefined],
  ['explorer', 'explorer.focus'],
  ['views', 'views.focus'],
  ['composer', 'composer.focus'],
  ['lesson', 'lesson.focus'],
  ['scenario', 'scenario.focus'],
  ['bottom', undefined],
] as const satisfies readonly (readonly [string, Signal | undefined])[]

/** Gives the focus to the next pane (1) or the one before (-1) that is there. A pane is what has `data-pane`. */
export function goToPane(ui: { signals: Signals; bottom: BottomName }, direction: 1 | -1): void {
  const there = PANES.filter(([name]) => document.querySelector(`[data-pane="${name}"]`) !== null)
  if (there.length === 0) return
  const inside = document.activeElement?.closest<HTMLElement>('[data-pane]')?.dataset.pane
  const at = there.findIndex(([name]) => name === inside)
  const from = at < 0 && direction < 0 ? 0 : at
  const next = there[(from + direction + there.length) % there.length]
  if (!next) return
  const [name, signal] = next
  if (name === 'bottom') ui.signals.emit(`${ui.bottom}.focus`)
  else if (signal) ui.signals.emit(signal)
  const pane = document.querySelector<HTMLElement>(`[data-pane="${name}"]`)
  if (pane && !pane.contains(document.activeElement)) focusFirst(pane)
}

/** A pane without a list of its own at the moment (an empty state) gives the focus to its first control. */
function focusFirst(pane: HTMLElement): void {
  pane.querySelector<HTMLElement>('button, input, textarea, select, a[href], [tabindex="0"]')?.focus()
}
