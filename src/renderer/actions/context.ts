import { createContext, useContext } from 'react'
import type { ActionId } from '../../shared/actions'

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

/** Asks for an action's state; the answer holds for the render in which it is asked. */
export type Actions = (id: ActionId) => ActionState

export const ActionsContext = createContext<Actions | undefined>(undefined)

/** Renders again when what is possible changes. */
export function useActions(): Actions {
  const actions = useContext(ActionsContext)
  if (!actions) throw new Error('no actions above this component')
  return actions
}
