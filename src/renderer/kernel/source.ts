import { useSyncExternalStore } from 'react'
import { isThere } from '../../shared/model/kernel'
import type { Source } from '../../shared/model/model'
import { isDatagram } from '../../shared/model/selectors'
import { useLab } from '../lab/hooks'
import type { LabStore } from '../lab/lab'

/** Whether the kernel's tables are read; renders again when that changes. */
export function useKernelSource(): Source {
  const lab = useLab()
  useSyncExternalStore(lab.subscribe, () => `${lab.id} ${sourceOf(lab).phase} ${sourceOf(lab).seq}`)
  return sourceOf(lab)
}

const sourceOf = (lab: LabStore) => lab.model.sources.kernel

/** How the reading stands. `quiet`: it is on, but there is no socket to look for. */
export type Standing = 'on' | 'quiet' | 'off' | 'unavailable'

export function useStanding(): Standing {
  const lab = useLab()
  return useSyncExternalStore(lab.subscribe, () => standingOf(lab))
}

function standingOf(lab: LabStore): Standing {
  const { phase } = sourceOf(lab)
  if (phase !== 'on') return phase
  const { watches, sockets } = lab.model
  if (watches.size > 0) return 'on'
  const now = lab.now()
  for (const socket of sockets.values()) {
    const isOpen = isDatagram(socket) && socket.descriptor === 'open'
    if (isOpen || isThere(lab.model, socket, now)) return 'on'
  }
  return 'quiet'
}
