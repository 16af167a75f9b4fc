import { useEffect } from 'react'
import type { ShowRequest } from '../../shared/ipc'
import type { LabStore } from '../lab/lab'
import { soon } from '../ui/soon'
import type { Handover } from './handover'
import type { Ui } from './ui'

/** Where a request leads. */
interface Window {
  lab: Pick<LabStore, 'id' | 'travel' | 'model'>
  ui: Pick<Ui, 'select' | 'setBottom'> & {
    time: Pick<Ui['time'], 'goLive'>
    signals: Pick<Ui['signals'], 'emit'>
  }
}

/** Shows what a notification was about, now: the socket; or, where that is gone or there was none, what went wrong. */
export function show({ lab: id, socket }: ShowRequest, { lab, ui }: Window): void {
  const inPast = lab.travel !== null
  if (inPast) ui.time.goLive()
  // What is in the lab as it is now is not known before that is shown.
  const isThere = ({ sockets, loads }: LabStore['model'], name: string) =>
    sockets.has(name) || loads.has(name)
  if (socket !== undefined && (inPast || (lab.id === id && isThere(lab.model, socket)))) {
    ui.select(socket)
    return
  }
  ui.setBottom('problems')
  soon(() => ui.signals.emit('problems.focus'))
}

export function useShows(shows: Handover<ShowRequest>, lab: LabStore, ui: Ui): void {
  useEffect(() => shows.listen((request) => show(request, { lab, ui })), [shows, lab, ui])
}
