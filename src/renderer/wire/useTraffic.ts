import { useEffect, useState } from 'react'
import type { LabEvent } from '../../shared/events'
import { useLab } from '../lab/hooks'
import type { LabStore } from '../lab/lab'
import { segmentOf } from './segments'
import { type Flight, type Side, Traffic } from './traffic'

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

    const sideOf = (name: string | undefined): Side | undefined =>
      name === undefined ? undefined : name === client ? 'client' : name === server ? 'server' : undefined
    const stopWatching = lab.watch((event) => {
      if (document.hidden) return
      const sender = senderOf(lab, event, sideOf)
      if (!sender) return
      traffic.add(sender.from, sender.kind)
      wake()
    })

    // Messages come in floods: what counts is how far the counters got from one frame to the next.
    const meters = [meterOf(lab, client, server, 'client'), meterOf(lab, server, client, 'server')]
    const stopListening = lab.subscribe(() => {
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

function senderOf(lab: LabStore, event: LabEvent, sideOf: (name: string | undefined) => Side | undefined) {
  if (event.kind !== 'state') return undefined
  const side = sideOf(event.socket)
  if (!side) return undefined
  const [evidence] = event.because
  const segment = segmentOf(event, evidence === undefined ? undefined : lab.events.bySeq(evidence))
  if (!segment) return undefined
  const other: Side = side === 'client' ? 'server' : 'client'
  return { kind: segment.kind, from: segment.sent ? side : other }
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
