/** The scenario that is open: its steps, and what becomes of them. */
export function ScenarioPanel() {
  return null
}
