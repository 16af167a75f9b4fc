/** How often somebody has asked for the tour. Kept here, since what shows it may still have to be loaded. */
let times = 0
const listeners = new Set<() => void>()

export function wantTour(): void {
  times++
  for (const listener of listeners) listener()
}

export function timesWanted(): number {
  return times
}

export function onWanted(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
