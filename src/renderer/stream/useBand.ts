import { useMemo } from 'react'
import type { SocketModel } from '../../shared/model/model'
import { useLab, useSocket } from '../lab/hooks'
import { Lane, type LaneKind } from './lanes'

/** One direction of a connection, cut by whoever wrote and by whoever read. */
export interface Band {
  /** Above the bytes, and below them, the outermost first and last. */
  above: readonly Lane[]
  below: readonly Lane[]
  /** Whose bytes are shown: of the first lane that has some. */
  bytesOf: readonly Lane[]
  /** Up to where the stream goes. */
  end: number
  /** Both ends are the lab's. */
  isWhole: boolean
}

/** What is shown of a stream with TLS: what was said, or the records that carry it. */
export type Layer = 'plain' | 'records'

/** `writer` and `reader` are the names of the two ends. */
export function useBand(writer: string | undefined, reader: string | undefined, layer: Layer): Band {
  const lab = useLab()
  const from = useSocket(writer)
  const to = useSocket(reader)
  const above = kindsOf(from, ['packed', 'sent'], layer).join()
  const below = kindsOf(to, ['received', 'unpacked'], layer).join()
  const lanes = useMemo(() => {
    const make = (socket: string | undefined, kinds: string) =>
      socket === undefined || kinds === ''
        ? []
        : kinds.split(',').map((kind) => new Lane(lab.events, kind as LaneKind, socket))
    return { above: make(writer, above), below: make(reader, below) }
  }, [lab, writer, reader, above, below])
  const all = [...lanes.above, ...lanes.below]
  return {
    ...lanes,
    // The stream's own pieces have the frames' bytes, too.
    bytesOf: [...all.filter(({ kind }) => kind === 'sent' || kind === 'received'), ...all],
    end: Math.max(0, ...all.map((lane) => lane.end)),
    isWhole: from !== undefined && to !== undefined && from.role !== 'foreign' && to.role !== 'foreign',
  }
}

/** Which lanes an end has: with TLS, what it said has another length than the records that carry it. */
function kindsOf(
  socket: SocketModel | undefined,
  [outer, inner]: readonly [LaneKind, LaneKind],
  layer: Layer,
): LaneKind[] {
  if (!socket || socket.role === 'foreign') return []
  const isWriter = outer === 'packed'
  const stream = isWriter ? inner : outer
  const messages = isWriter ? outer : inner
  if (socket.layers?.tls) return [layer === 'plain' ? messages : stream]
  return socket.layers?.framing ? [outer, inner] : [stream]
}
