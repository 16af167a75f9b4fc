import { useEffect, useState } from 'react'
import type { LabEvent } from '../../shared/events'
import { kindOf, SegmentTrace, type Side, type TcpSegment } from '../../shared/tcp/segments'
import { useLab } from '../lab/hooks'
import type { LabStore } from '../lab/lab'
import { type Flight, Traffic } from './traffic'

const NONE: Flight[] = []

/** What flies between two ends at the moment: segments as transitions tell of them, data as the ends' counters grow. */
export function useTraffic(client: string | undefined, server: string | undefined): Flight[] {
  const lab = useLab()
  const [flights, setFlights] = useState(NONE)

  useEffect(() => {
    const traffic = new Traffic()
    let timer: ReturnType<typeof setTimeout> | undefined
    const step = () => {
      timer = undefined
      if (traffic.step(performance.now())) setFlights(traffic.inTheAir())
      const next = traffic.nextStep()
      if (next !== undefined) timer = setTimeout(step, Math.max(1, next - performance.now()))
    }
    const wake = () => {
      // Nobody looks: it would all have to be caught up with later.
      if (document.hidden) return
      timer ??= setTimeout(step, 0)
    }

    const trace = new SegmentTrace({ client, server })
    let fresh: TcpSegment[] = []
    let flown = -1
    const take = (event: LabEvent) => {
      for (const segment of trace.step(event)) {
        if (kindOf(segment) !== 'data' && !fresh.includes(segment)) fresh.push(segment)
      }
    }
    const stopWatching = lab.watch((event) => {
      // Captured ones would fly a second time, and each ACK of data with them.
      if (document.hidden || event.kind === 'segment') return
      // Messages are not watched; a write that was answered with RST has to be known.
      const evidence = event.kind === 'state' ? lab.events.bySeq(event.because[0] ?? 0) : undefined
      if (evidence?.kind === 'sent') take(evidence)
      take(event)
    })

    // Messages come in floods: what counts is how far the counters got from one frame to the next.
    const meters = [meterOf(lab, client, server, 'client'), meterOf(lab, server, client, 'server')]
    let { snapshots } = lab
    const stopListening = lab.subscribe(() => {
      if (lab.snapshots !== snapshots) {
        // Another moment is shown: nothing has happened on the way to it.
        snapshots = lab.snapshots
        fresh = []
        for (const meter of meters) meter()
        return
      }
      // What was concluded may be withdrawn by what came right behind it.
      for (const segment of fresh) {
        if (segment.withdrawn || segment.id <= flown) continue
        flown = segment.id
        traffic.add(segment.from, kindOf(segment))
        wake()
      }
      fresh = []
      for (const meter of meters) {
        const { from, count, bytes } = meter()
        if (count > 0 && !document.hidden) {
          traffic.add(from, 'data', count, bytes)
          wake()
        }
      }
    })
    return () => {
      stopWatching()
      stopListening()
      clearTimeout(timer)
      setFlights(NONE)
    }
  }, [lab, client, server])
  return flights
}

/** Tells how much `name` has written since it was asked last; of an end of another program, how much came from it. */
function meterOf(lab: LabStore, name: string | undefined, other: string | undefined, from: Side) {
  const read = () => {
    const { sockets } = lab.model
    const own = name === undefined ? undefined : sockets.get(name)
    if (own && own.role !== 'foreign') return { ...own.sent }
    const reader = other === undefined ? undefined : sockets.get(other)
    return reader ? { ...reader.received } : { count: 0, bytes: 0 }
  }
  let before = read()
  return () => {
    const after = read()
    const grown = { from, count: after.count - before.count, bytes: after.bytes - before.bytes }
    before = after
    return grown
  }
}
