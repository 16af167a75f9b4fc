import { useCallback, useMemo, useState, useSyncExternalStore } from 'react'
import { MAX_COMMANDS } from '../../shared/channels'
import type { LabBridge } from '../../shared/ipc'
import { connectionOf } from '../../shared/model/selectors'
import type { LabStore } from '../lab/lab'
import type { NoticeStore } from '../notices/noticeStore'
import type { SaidStore } from './saidStore'
import { Signals } from './signals'
import type { BottomName, ByteFormat, DialogRequest, Ui, ViewName } from './ui'
import { useTheme } from './useTheme'

interface Pointed {
  selection: readonly string[]
  seq?: number
}

const NOTHING: ReadonlySet<string> = new Set()

export function useUiState(lab: LabStore, bridge: LabBridge, notices: NoticeStore, said: SaidStore) {
  const [{ selection, seq }, setPointed] = useState<Pointed>({ selection: [] })
  const [dialog, setDialog] = useState<DialogRequest>()
  const [view, setView] = useState<ViewName>('messages')
  const [bottom, setBottom] = useState<BottomName>('log')
  const [format, setFormat] = useState<ByteFormat>('text')
  const [scenarioShown, showScenario] = useState(false)
  const [cleared, setCleared] = useState(NOTHING)
  const [theme, setTheme] = useTheme(bridge)
  const [signals] = useState(() => new Signals())
  const id = useSyncExternalStore(lab.subscribe, () => lab.id)
  const [shownLab, setShownLab] = useState(id)
  if (id !== shownLab) {
    // Another lab: what was selected and cleared away is the old one's.
    setShownLab(id)
    setPointed({ selection: [] })
    setCleared(NOTHING)
  }
  const closeDialog = useCallback(() => setDialog(undefined), [])

  const select = useCallback(
    (name: string) =>
      setPointed((before) => {
        // The other end of the same connection: the views stay, and so does what they point at.
        const stays = before.selection.some((selected) => isEndOfSelected(lab, selected, name))
        return { selection: [name], ...(stays && before.seq !== undefined && { seq: before.seq }) }
      }),
    [lab],
  )
  const selectMany = useCallback((names: readonly string[]) => setPointed({ selection: names }), [])

  const pointAt = useCallback(
    (to: number) =>
      setPointed((before) => {
        const about = lab.events.bySeq(to)?.socket
        // A listener that failed to listen never came to be: there is nothing to select.
        const keep =
          about === undefined ||
          !lab.model.sockets.has(about) ||
          before.selection.some((name) => isEndOfSelected(lab, name, about))
        return { selection: keep ? before.selection : [about], seq: to }
      }),
    [lab],
  )

  const commands = useMemo<Pick<Ui, 'execute' | 'executeAll' | 'payload'>>(
    () => ({
      execute: async (command, quiet) => {
        const reply = await bridge.request('execute', { command })
        if (!reply.ok) notices.addRefusal(reply.error, quiet)
        return reply
      },
      executeAll: async (all) => {
        const reply = await bridge.request('executeAll', { commands: all.slice(0, MAX_COMMANDS) })
        for (const each of reply.ok ? reply.value : [reply]) if (!each.ok) notices.addRefusal(each.error)
        return reply
      },
      payload: (of) => bridge.request('payload', { seq: of }),
    }),
    [bridge, notices],
  )

  const ui = useMemo<Ui>(
    () => ({
      selected: selection.at(-1),
      selection,
      pointed: seq,
      select,
      selectMany,
      pointAt,
      view,
      setView,
      bottom,
      setBottom,
      format,
      setFormat,
      scenarioShown,
      showScenario,
      cleared,
      setCleared,
      theme,
      setTheme,
      openDialog: setDialog,
      ...commands,
      bridge,
      say: said.say,
      notices,
      signals,
    }),
    [
      selection,
      seq,
      select,
      selectMany,
      pointAt,
      view,
      bottom,
      format,
      scenarioShown,
      cleared,
      theme,
      setTheme,
      commands,
      bridge,
      said,
      notices,
      signals,
    ],
  )
  return { ui, dialog, closeDialog }
}

function isEndOfSelected(lab: LabStore, selected: string, name: string): boolean {
  if (selected === name) return true
  const connection = connectionOf(lab.model, selected)
  return connection?.client?.name === name || connection?.server?.name === name
}
