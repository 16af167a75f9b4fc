/** After what has just been changed is on the screen: only then can it take the focus. */
export function soon(task: () => void): void {
  requestAnimationFrame(() => requestAnimationFrame(task))
}
