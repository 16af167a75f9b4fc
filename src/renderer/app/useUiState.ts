import { useCallback, useMemo, useState } from 'react'
import type { LabBridge } from '../../shared/ipc'
import { connectionOf } from '../../shared/model/selectors'
import type { LabStore } from '../lab/lab'
import type { NoticeStore } from '../notices/notices'
import type { DialogName, Ui } from './ui'

export interface OpenDialog {
  name: DialogName
  /** Name of the server that new clients should connect to. */
  target?: string
}

interface Pointed {
  socket?: string
  seq?: number
}

export function useUiState(lab: LabStore, bridge: LabBridge, notices: NoticeStore) {
  const [{ socket, seq }, setPointed] = useState<Pointed>({})
  const [dialog, setDialog] = useState<OpenDialog | undefined>()
  const closeDialog = useCallback(() => setDialog(undefined), [])

  const select = useCallback((name: string) => setPointed({ socket: name }), [])

  const pointAt = useCallback(
    (to: number) =>
      setPointed((before) => {
        const about = lab.events.bySeq(to)?.socket
        // A listener that failed to listen never came to be: there is nothing to select.
        const keep =
          about === undefined || !lab.model.sockets.has(about) || isEndOfSelected(lab, before.socket, about)
        const name = keep ? before.socket : about
        return name === undefined ? { seq: to } : { socket: name, seq: to }
      }),
    [lab],
  )

  const ui = useMemo<Ui>(
    () => ({
      selected: socket,
      pointed: seq,
      select,
      pointAt,
      openDialog: (name, target) => setDialog(target === undefined ? { name } : { name, target }),
      execute: async (command, quiet) => {
        const reply = await bridge.request('execute', { command })
        if (!reply.ok) notices.addRefusal(reply.error, quiet)
        return reply
      },
      payload: (of) => bridge.request('payload', { seq: of }),
      notices,
    }),
    [socket, seq, select, pointAt, bridge, notices],
  )
  return { ui, dialog, closeDialog }
}

function isEndOfSelected(lab: LabStore, selected: string | undefined, name: string): boolean {
  if (selected === undefined) return false
  if (selected === name) return true
  const connection = connectionOf(lab.model, selected)
  return connection?.client?.name === name || connection?.server?.name === name
}
