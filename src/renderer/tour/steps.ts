/** What the tour shows, one after the other. */
export const STEPS = ['start', 'explorer', 'views', 'more'] as const
export type TourStep = (typeof STEPS)[number]

/** What each is about: the first of these that is there, or all of a list. A lab that has something in it has other controls. */
const TARGETS: Record<TourStep, readonly (readonly string[])[]> = {
  start: [['[data-tour="start"]'], ['[data-point="newServer"]', '[data-point="newClients"]']],
  explorer: [['[data-pane="explorer"]']],
  views: [['[data-pane="views"] [role="tablist"]'], ['[data-pane="views"]']],
  more: [['[data-tour="lessons"]', '[data-pause]', '[data-point="palette"]'], ['[data-point="palette"]']],
}

/** The elements that a step is about; none if they aren't in sight. */
export function targetsOf(step: TourStep): Element[] {
  for (const selectors of TARGETS[step]) {
    const found = selectors.flatMap((selector) => document.querySelector(selector) ?? [])
    if (found.length > 0) return found
  }
  return []
}
