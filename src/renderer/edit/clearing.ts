import type { Ui } from '../app/ui'

/** Taking sockets off the lists, and putting them back; either can be undone. */

type Lists = Pick<Ui, 'setCleared' | 'deselect' | 'did'>

export function clearAway({ setCleared, deselect, did }: Lists, names: readonly string[]): void {
  const clear = () => {
    setCleared((before) => new Set([...before, ...names]))
    deselect(names)
    return true
  }
  clear()
  did({ what: { kind: 'clear', count: names.length }, undo: () => putBack(setCleared, names), redo: clear })
}

/** `count`: how many of them can be seen again. */
export function showCleared(
  { setCleared, deselect, did }: Lists,
  cleared: ReadonlySet<string>,
  count: number,
): void {
  const names = [...cleared]
  const show = () => putBack(setCleared, names)
  show()
  const hide = () => {
    setCleared((before) => new Set([...before, ...names]))
    deselect(names)
    return true
  }
  did({ what: { kind: 'showCleared', count }, undo: hide, redo: show })
}

function putBack(setCleared: Ui['setCleared'], names: readonly string[]): boolean {
  const back = new Set(names)
  setCleared((before) => new Set([...before].filter((name) => !back.has(name))))
  return true
}
