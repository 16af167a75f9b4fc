import type { ActionId } from '../../shared/actions'
import { useUi } from '../app/ui'
import type { MenuGroups } from '../ui/MenuItems'
import { useActions } from './context'
import { keysText } from './keys'

export type ActionGroups = readonly (readonly ActionId[])[]

/** The acts on an end of a connection, as in its card and in the explorer. */
export const ACTS: readonly ActionId[] = ['shutdown', 'close', 'destroy', 'reset', 'pauseOrResume']
/** What else can be done with it. */
export const END_GROUPS: ActionGroups = [
  ACTS,
  ['writeMessage', 'sendFile', 'stopRepeating', 'otherEnd'],
  ['rename', 'again', 'duplicate', 'copySockets'],
]

const DANGER: ReadonlySet<ActionId> = new Set<ActionId>(['destroy', 'reset'])

/** Actions as the entries of a menu: what they will do to what is selected. */
export function useMenuEntries(): (groups: ActionGroups) => MenuGroups {
  const actions = useActions()
  const { platform } = useUi().bridge
  return (groups) =>
    groups.map((ids) =>
      ids.map((id) => {
        const { keys, ...action } = actions(id)
        return {
          ...action,
          danger: DANGER.has(id),
          ...(keys !== undefined && { keys: keysText(keys, platform) }),
        }
      }),
    )
}
