import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { formatBytes } from '../../shared/bytes'
import { countTimeWaits, hintsOf, isTimed, type KernelHint, type TimeWaits } from '../../shared/model/hints'
import type { SocketModel } from '../../shared/model/model'
import { isForeign } from '../../shared/model/selectors'
import { useLab, useSocket } from '../lab/hooks'
import { useSeconds } from '../lab/seconds'
import { lasting } from './words'

/** A hint in words. */
export interface SaidHint {
  kind: KernelHint['kind']
  title: string
  cause: string
  remedy: string
}

const NONE: TimeWaits = { called: new Map(), calling: new Map() }

/**
 * What stands out about a socket, in words, as time passes. `timeWaits`: counted already by whoever shows many sockets;
 * otherwise they are counted where they matter.
 */
export function useHints(socket: SocketModel | undefined, timeWaits?: TimeWaits): SaidHint[] {
  const { t } = useTranslation()
  const lab = useLab()
  useSocket(socket?.peer)
  useSeconds(socket !== undefined && isTimed(socket))
  if (!socket) return []
  const counted = timeWaits ?? (socket.state === 'TIME_WAIT' ? countTimeWaits(lab.model) : NONE)
  return hintsOf(lab.model, socket, lab.now(), counted).map((hint) => say(t, hint, isForeign(socket)))
}

function say(t: TFunction, hint: KernelHint, foreign: boolean): SaidHint {
  const { kind, ms = 0, bytes = 0, count = 0, of = 0, address = '' } = hint
  const values = {
    duration: lasting(ms),
    size: formatBytes(bytes),
    count,
    of,
    address,
  }
  return {
    kind,
    title: t(`kernel.hint.${kind}.title`, values),
    cause: t(`kernel.hint.${kind}.cause`, values),
    remedy: foreign ? t(`kernel.hint.${kind}.foreign`, values) : t(`kernel.hint.${kind}.own`, values),
  }
}
