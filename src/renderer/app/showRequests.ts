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

/** Shows what a notification was about, now: the socket; or, where that is gone or there was none, what went wrong. */
export function useShows(shows: ShowRequests, lab: LabStore, ui: Ui): void {
  useEffect(
    () =>
      shows.listen(({ lab: id, socket }) => {
        const known = socket !== undefined && (lab.model.sockets.has(socket) || lab.model.loads.has(socket))
        // The lab of a past is another one, and that of the notification is shown soon.
        const there = lab.travel !== null || (lab.id === id && known)
        if (lab.travel !== null) ui.time.goLive()
        if (socket !== undefined && there) return ui.select(socket)
        ui.setBottom('problems')
        soon(() => ui.signals.emit('problems.focus'))
      }),
    [shows, lab, ui],
  )
}
