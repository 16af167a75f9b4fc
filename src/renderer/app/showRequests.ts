import { useEffect } from 'react'
import type { ShowRequest } from '../../shared/ipc'
import type { LabStore } from '../lab/lab'
import { soon } from '../ui/soon'
import type { Ui } from './ui'

/** Passes what the person wants to see of the system's notifications on to whoever can show it. */
export class ShowRequests {
  /** Of those that came before anybody could show them, the newest. */
  #waiting: ShowRequest | undefined
  #listener: ((request: ShowRequest) => void) | undefined

  show = (request: ShowRequest): void => {
    if (this.#listener) this.#listener(request)
    else this.#waiting = request
  }

  /** Only the newest listener hears of them. Returns the way to stop. */
  listen(listener: (request: ShowRequest) => void): () => void {
    this.#listener = listener
    const request = this.#waiting
    this.#waiting = undefined
    if (request) listener(request)
    return () => {
      if (this.#listener === listener) this.#listener = undefined
    }
  }
}

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

export function useShows(shows: ShowRequests, lab: LabStore, ui: Ui): void {
  useEffect(() => shows.listen((request) => show(request, { lab, ui })), [shows, lab, ui])
}
