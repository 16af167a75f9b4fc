import { useLayoutEffect, useRef } from 'react'
import type { ActionId } from '../../shared/actions'
import { isTextField } from '../edit/textField'
import { actionOf } from './keys'

/** Where `?` is a character. */
const EDITABLE = 'input, textarea, [contenteditable]'

const WHILE_HELD: ReadonlySet<ActionId> = new Set<ActionId>(['stepBack', 'stepOn', 'stateBack', 'stateOn'])

/** A text field does these to what is typed in it. */
const OF_FIELDS: ReadonlySet<ActionId> = new Set<ActionId>(['undo', 'redo'])

/**
 * Performs the action that a key press means, wherever the focus is, unless a view has used the press up. `isActive`: which actions'
 * keys mean something now.
 */
export function useShortcuts(
  platform: string,
  perform: (id: ActionId) => void,
  isActive: (id: ActionId) => boolean,
): void {
  const newest = useRef({ perform, isActive })
  newest.current = { perform, isActive }
  // Before what there is to be seen is seen: no key is lost then.
  useLayoutEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (isUsedUp(event) || event.isComposing) return
      const id = isHelp(event) ? 'cheatSheet' : actionOf(event, platform)
      if (id === undefined || !newest.current.isActive(id)) return
      if (OF_FIELDS.has(id) && isTextField(event.target)) return
      event.preventDefault()
      // A key held down goes on through time. Elsewhere it would close one connection after the other.
      if (!event.repeat || WHILE_HELD.has(id)) newest.current.perform(id)
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [platform])
}

/** A disabled control that has the focus (its act has just been done) refuses each key, and means none of them. */
function isUsedUp(event: KeyboardEvent): boolean {
  const disabled = event.target instanceof Element && event.target.closest('[aria-disabled="true"]')
  return event.defaultPrevented && !disabled
}

function isHelp(event: KeyboardEvent): boolean {
  if (event.key !== '?' || event.ctrlKey || event.metaKey || event.altKey) return false
  return !(event.target instanceof Element && event.target.closest(EDITABLE))
}
