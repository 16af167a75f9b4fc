import { useMemo } from 'react'
import type { Received, Sent } from '../../shared/events'
import { useLab } from '../lab/hooks'
import type { LabStore } from '../lab/lab'
import { ByteStream } from './pieces'

/** The two directions of a connection. None where an end isn't the lab's: nobody knows what was written there. */
export interface Streams {
  /** The one that a message is part of. */
  of: (message: Sent | Received) => ByteStream | undefined
}

export function useStreams(client: string | undefined, server: string | undefined): Streams {
  const lab = useLab()
  const both = isOwn(lab, client) && isOwn(lab, server)
  return useMemo<Streams>(() => {
    if (!both || client === undefined || server === undefined) return { of: () => undefined }
    const up = new ByteStream(lab.events, client, server)
    const down = new ByteStream(lab.events, server, client)
    return { of: (message) => ((message.socket === client) === (message.kind === 'sent') ? up : down) }
  }, [lab, both, client, server])
}

function isOwn(lab: LabStore, name: string | undefined): boolean {
  const socket = name === undefined ? undefined : lab.model.sockets.get(name)
  return socket !== undefined && socket.role !== 'foreign'
}
