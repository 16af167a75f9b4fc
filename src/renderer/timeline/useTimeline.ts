import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { readPreference, writePreference } from '../app/preferences'
import { useUi, type ViewName } from '../app/ui'
import { useKept, useKeptInLab } from '../app/useKept'
import { usePreference } from '../app/usePreference'
import { useLab } from '../lab/hooks'
import type { Density } from './layout'
import { type Form, timelineDensity, timelineForm } from './preference'
import { nameOf, type Row } from './rows'
import { ALL_LIVE, type Sight } from './sight'
import { type Order, SORTINGS } from './sorting'
import { type Connections, useConnections } from './useConnections'

const BY_START: Order = { by: 'start', descending: false }

function storedOrder(): Order {
  const [by, direction] = (readPreference('timeline.order') ?? '').split(' ')
  const known = SORTINGS.find((sorting) => sorting === by)
  return known ? { by: known, descending: direction === 'descending' } : BY_START
}

export interface Timeline extends Connections {
  form: Form
  setForm: (form: Form) => void
  order: Order
  setOrder: (order: Order) => void
  density: Density
  setDensity: (density: Density) => void
  sight: Sight
  setSight: (change: (sight: Sight) => Sight) => void
  legend: boolean
  setLegend: (shown: boolean) => void
  /** A listener or a watch whose connections are shown; undefined: all. */
  scope: string | undefined
  endScope: () => void
  /** Place of the selected connection among the rows; -1 if it isn't among them. */
  current: number
  select: (row: Row) => void
  /** Shows a connection in the views of its own. */
  open: (row: Row) => void
}

/** What the timeline shows, and what the person wants of it. `before`: the view to go back to. */
export function useTimeline(before: ViewName): Timeline {
  const { selected, select: selectSocket, setView } = useUi()
  const lab = useLab()
  const [form, setForm] = usePreference(timelineForm)
  const [legend, setLegend] = useKept('timeline.legend', true)
  const [order, setOrderState] = useState(storedOrder)
  const [density, setDensity] = usePreference(timelineDensity)
  const [sight, setSight] = useKeptInLab<Sight>(lab, 'timeline.sight', ALL_LIVE)
  const { scope, endScope } = useScope()
  const connections = useConnections(scope, order)
  const { rows, version } = connections

  const setOrder = useCallback((next: Order) => {
    setOrderState(next)
    writePreference('timeline.order', `${next.by} ${next.descending ? 'descending' : 'ascending'}`)
  }, [])
  const select = useCallback((row: Row) => selectSocket(nameOf(row)), [selectSocket])
  const open = useCallback(
    (row: Row) => {
      selectSocket(nameOf(row))
      setView(before)
    },
    [selectSocket, setView, before],
  )
  // biome-ignore lint/correctness/useExhaustiveDependencies: rows are changed in place; `version` tells when
  const current = useMemo(() => {
    const row = selected === undefined ? undefined : connections.connections.of(selected)
    return row ? rows.indexOf(row) : -1
  }, [connections.connections, rows, selected, version])

  return {
    ...connections,
    form,
    setForm,
    order,
    setOrder,
    density,
    setDensity,
    sight,
    setSight,
    legend,
    setLegend,
    scope,
    endScope,
    current,
    select,
    open,
  }
}

/**
 * Whose connections are shown. A server that is selected has its own shown; they stay while one of them is selected, until a
 * connection elsewhere is, or the person wants all of them.
 */
function useScope(): { scope: string | undefined; endScope: () => void } {
  const lab = useLab()
  const { selected } = useUi()
  const [scope, setScope] = useKeptInLab<string | undefined>(lab, 'timeline.scope', undefined)
  const seen = useRef<string | undefined>(undefined)
  useEffect(() => {
    if (seen.current === selected) return
    seen.current = selected
    if (selected === undefined) return
    const { sockets, watches } = lab.model
    const socket = sockets.get(selected)
    const isHome = watches.has(selected) || socket?.role === 'listener' || socket?.role === 'foreignListener'
    if (isHome) return setScope(selected)
    if (!socket) return
    const peer = socket.peer === undefined ? undefined : sockets.get(socket.peer)
    const homes = [socket.listener, peer?.listener, socket.watch, peer?.watch]
    setScope((before) => (homes.includes(before) ? before : undefined))
  }, [lab, selected, setScope])
  return { scope, endScope: useCallback(() => setScope(undefined), [setScope]) }
}
