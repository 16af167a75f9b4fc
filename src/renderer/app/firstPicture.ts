/** After so long, ms, what waits for the first picture goes on without it: a window that is covered paints nothing. */
const LONGEST_WAIT_MS = 1000

/** Whether the window's page is there for the first time, not again after a reload or a crash. */
export const isFirstPage = performance
  .getEntriesByType('navigation')
  .some((entry) => 'type' in entry && entry.type === 'navigate')

/** Resolves when the page has painted something. */
export const painted = new Promise<void>((resolve) => {
  setTimeout(resolve, LONGEST_WAIT_MS)
  new PerformanceObserver(() => resolve()).observe({ type: 'paint', buffered: true })
})

/** Resolves when the page has painted something, and has nothing else to do. */
export const restful = painted.then(
  () => new Promise<void>((resolve) => requestIdleCallback(() => resolve(), { timeout: LONGEST_WAIT_MS })),
)
