import { createContext, useContext, useSyncExternalStore } from 'react'
import type { ActionId } from '../../shared/actions'
import { useUi } from '../app/ui'
import { useLab } from '../lab/hooks'

/** An action as it stands here and now, in the window's language. */
export interface ActionState {
  id: ActionId
  label: string
  /** What it will do to what is selected, or why it can't be done. May be empty where the label says it all. */
  why: string
  possible: boolean
  /** It is the one of several that is in force. */
  checked?: boolean
  /** As `ACTIONS` has them; `keysText` makes them readable. */
  keys?: string
  run: () => void
}

/** Asks for an action's state; the answer holds for the moment at which it is asked. */
export type Actions = (id: ActionId) => ActionState

export const ActionsContext = createContext<Actions | undefined>(undefined)

/** Renders again when anything about the selected sockets changes, or a socket comes or goes. */
export function useActions(): Actions {
  const actions = useContext(ActionsContext)
  if (!actions) throw new Error('no actions above this component')
  const lab = useLab()
  const { selection } = useUi()
  useSyncExternalStore(lab.subscribe, () => {
    // Each of these only grows, so that any change changes the sum.
    let sum = lab.structure + lab.turns
    for (const name of selection) {
      const peer = lab.model.sockets.get(name)?.peer
      sum += lab.socketVersion(name) + (peer === undefined ? 0 : lab.socketVersion(peer))
    }
    return sum
  })
  return actions
}
