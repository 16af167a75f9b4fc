import type { LabEvent } from '../../src/shared/events'
import { emptyModel, type SocketModel } from '../../src/shared/model/model'
import { reduce } from '../../src/shared/model/reduce'
import { connectionOf } from '../../src/shared/model/selectors'
import { SegmentTrace, type Side, type TcpSegment } from '../../src/shared/tcp/segments'
import type { Dissected } from './tshark'

/** A segment, in a line: `127.0.0.1:50000 AP seq 1 ack 1 5 B`. A number that the log doesn't know is a `?`. */
type Line = string

/** The segments of all TCP connections of a log, each by itself; in no order. */
export function concluded(events: readonly LabEvent[]): Line[] {
  const model = events.reduce(reduce, emptyModel())
  const clients = new Set<SocketModel>()
  for (const { name } of model.sockets.values()) {
    const { client } = connectionOf(model, name) ?? {}
    if (client && client.transport === undefined) clients.add(client)
  }
  return [...clients].flatMap((client) => {
    const server = client.peer === undefined ? undefined : model.sockets.get(client.peer)
    const foreign: Side[] = []
    if (client.role === 'foreign') foreign.push('client')
    if (server?.role === 'foreign') foreign.push('server')
    const trace = new SegmentTrace({ client: client.name, server: server?.name, foreign })
    const all = new Map<number, TcpSegment>()
    for (const event of events) for (const segment of trace.step(event)) all.set(segment.id, segment)
    return [...all.values()]
      .filter((segment) => !segment.withdrawn)
      .map((segment) => {
        const { from, flags, sequence = '?', acknowledgement = '?', bytes } = segment
        const address = from === 'client' ? client.local : (client.remote as string)
        return line(`${address}`, flags, sequence, acknowledgement, bytes)
      })
  })
}

/** What is in a capture, in the same words. The packets that one write was cut into are one again. */
export function written(packets: readonly Dissected[]): Line[] {
  const lines: Line[] = []
  let begun: Dissected | undefined
  for (const packet of packets) {
    const { comment } = packet
    // Datagrams have no flags; their own tests look at them (datagrams.test.ts).
    if (packet.flags === '') continue
    const [, part, of] = /Part (\d+) of (\d+) /.exec(comment) ?? []
    const whole: Dissected =
      part === undefined || part === '1'
        ? packet
        : { ...(begun as Dissected), flags: packet.flags, bytes: (begun?.bytes ?? 0) + packet.bytes }
    begun = whole
    if (part !== of) continue
    const isGuessed = (what: string) => new RegExp(`Its .*${what}.* number is not known`).test(comment)
    const { from, flags, raw, bytes } = whole
    lines.push(
      line(
        from,
        flags,
        isGuessed('sequence') ? '?' : raw.sequence,
        isGuessed('acknowledgement') ? '?' : raw.acknowledgement,
        bytes,
      ),
    )
  }
  return lines
}

function line(
  from: string,
  flags: string,
  sequence: number | '?',
  acknowledgement: number | '?',
  bytes: number,
): Line {
  const numbers = `seq ${sequence}${flags.includes('A') ? ` ack ${acknowledgement}` : ''}`
  return `${from} ${flags} ${numbers}${bytes > 0 ? ` ${bytes} B` : ''}`
}
