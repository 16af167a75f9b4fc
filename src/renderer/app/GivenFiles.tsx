import { useEffect } from 'react'
import type { OpenRequest } from '../../shared/ipc'
import { useScenarioStore } from '../scenario/context'
import { useSessionDesk } from '../sessions/context'
import type { Handover } from './handover'

/** Opens what the person gives to the program from outside as if it had been picked in here. It shows nothing itself. */
export function GivenFiles({ opens }: { opens: Handover<OpenRequest> }) {
  const desk = useSessionDesk()
  const { store } = useScenarioStore()
  useEffect(
    () =>
      opens.listen(({ kind, path }) => {
        if (kind === 'session') void desk.openPath(path)
        else void store.open({ from: 'file', path }, path.replace(/^.*[\\/]/, ''))
      }),
    [opens, desk, store],
  )
  return null
}
