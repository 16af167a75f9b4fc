import { createContext, useContext } from 'react'
import type { SessionDesk } from './desk'

export const SessionsContext = createContext<SessionDesk | undefined>(undefined)

export function useSessionDesk(): SessionDesk {
  const desk = useContext(SessionsContext)
  if (!desk) throw new Error('no sessions above this component')
  return desk
}
