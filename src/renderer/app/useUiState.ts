import { useCallback, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { MAX_COMMANDS } from '../../shared/channels'
import type { LabBridge } from '../../shared/ipc'
import { connectionOf } from '../../shared/model/selectors'
import { type Direction, type Edit, EditStore } from '../edit/editStore'
import { editDone, editName } from '../edit/words'
import type { LabStore } from '../lab/lab'
import type { NoticeStore } from '../notices/noticeStore'
import { TimeControl } from '../time/timeControl'
import type { TimeRange } from '../timeline/range'
import { writeKept } from './kept'
import { isOfPresent, presentOnly } from './presentOnly'
import type { SaidStore } from './saidStore'
import { Signals } from './signals'
import { tellWhenBusy } from './tellWhenBusy'
import { type BottomName, byteFormat, type DialogRequest, type Ui, type ViewName } from './ui'
import { DIALOG_FORM, type Form, setForm, useKept, useKeptInLab } from './useKept'
import { usePreference } from './usePreference'
import { useSettings } from './useSettings'

interface Pointed {
  selection: readonly string[]
  seq?: number
}

const NOT_POINTED: Pointed = { selection: [] }
const NOTHING: ReadonlySet<string> = new Set()
const NAMES = setForm()
/** These are opened again as fast as they were; and who goes from the sessions into one of them doesn't want them back. */
const FLEETING: ReadonlySet<DialogRequest['name']> = new Set(['palette', 'cheatSheet', 'sessions'])
const DIALOG: Form<DialogRequest | undefined> = {
  pack: (dialog) => (dialog && FLEETING.has(dialog.name) ? undefined : dialog),
  unpack: (stored) => stored as DialogRequest,
}
/** Whether the scenario stands at the right, as it is kept. */
export const SCENARIO_SHOWN = 'scenarioShown'

export function useUiState(lab: LabStore, given: LabBridge, notices: NoticeStore, said: SaidStore) {
  const { t } = useTranslation()
  const bridge = useMemo(() => presentOnly(tellWhenBusy(given, notices), lab), [given, lab, notices])
  const time = useMemo(() => new TimeControl(lab, bridge, notices), [lab, bridge, notices])
  // Another lab: what was selected and cleared away is the old one's.
  const [{ selection, seq }, setPointed] = useKeptInLab<Pointed>(lab, 'selection', NOT_POINTED)
  const [cleared, setCleared] = useKeptInLab(lab, 'cleared', NOTHING, NAMES)
  const [range, setRange] = useKeptInLab<TimeRange | undefined>(lab, 'range', undefined)
  const [dialog, setDialog] = useKeptInLab<DialogRequest | undefined>(lab, 'dialog', undefined, DIALOG)
  const [view, setView] = useKept<ViewName>('view', 'messages')
  const [bottom, setBottom] = useKept<BottomName>('bottom', 'log')
  const [format, setFormat] = usePreference(byteFormat)
  const [scenarioShown, showScenario] = useKept(SCENARIO_SHOWN, false)
  const program = useSettings(bridge, notices)
  const [signals] = useState(() => new Signals())
  const [edits] = useState(() => new EditStore())
  const step = useCallback(
    async (direction: Direction) => {
      const next = edits.next(direction, lab.id)
      const done = await edits.step(direction, lab.id)
      const isDropped = !done && next !== undefined && edits.next(direction, lab.id) !== next
      if (done)
        said.say(t(direction === 'undo' ? 'edit.undone' : 'edit.redone', { what: editName(t, done.what) }))
      else if (isDropped) said.say(t('edit.notPossible', { what: editName(t, next.what) }))
    },
    [edits, lab, said, t],
  )
  const did = useCallback(
    (edit: Omit<Edit, 'lab'>, anyLab?: 'anyLab') => {
      edits.did(anyLab ? edit : { ...edit, lab: lab.id })
      said.say(editDone(t, edit.what), { label: t('edit.undo'), run: () => void step('undo') })
    },
    [edits, lab, said, t, step],
  )
  const openDialog = useCallback(
    (next: DialogRequest | undefined) => {
      if (next && lab.travel !== null && isOfPresent(next)) return said.say(t('acts.reason.past'))
      // Each begins with a form of its own.
      writeKept(DIALOG_FORM, undefined)
      setDialog(next)
    },
    [lab, said, t, setDialog],
  )
  const closeDialog = useCallback(() => openDialog(undefined), [openDialog])

  const select = useCallback(
    (name: string) =>
      setPointed((before) => {
        // The other end of the same connection: the views stay, and so does what they point at.
        const stays = before.selection.some((selected) => isEndOfSelected(lab, selected, name))
        return { selection: [name], ...(stays && before.seq !== undefined && { seq: before.seq }) }
      }),
    [lab, setPointed],
  )
  const selectMany = useCallback((names: readonly string[]) => setPointed({ selection: names }), [setPointed])

  const deselect = useCallback(
    (names: readonly string[]) => {
      const gone = new Set(names)
      setPointed((before) => {
        const selection = before.selection.filter((name) => !gone.has(name))
        return selection.length === before.selection.length ? before : { selection }
      })
    },
    [setPointed],
  )

  const pointAt = useCallback(
    (to: number) =>
      setPointed((before) => {
        const about = lab.events.bySeq(to)?.socket
        // A listener that failed to listen never came to be: there is nothing to select.
        const keep =
          about === undefined ||
          !isShown(lab, about) ||
          before.selection.some((name) => isEndOfSelected(lab, name, about))
        return { selection: keep ? before.selection : [about], seq: to }
      }),
    [lab, setPointed],
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
      deselect,
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
      range,
      setRange,
      ...program,
      openDialog,
      ...commands,
      time,
      bridge,
      say: said.say,
      edits,
      did,
      step,
      notices,
      signals,
    }),
    [
      selection,
      seq,
      select,
      selectMany,
      deselect,
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
      range,
      setRange,
      program,
      openDialog,
      commands,
      time,
      bridge,
      said,
      edits,
      did,
      step,
      notices,
      signals,
    ],
  )
  return { ui, dialog, closeDialog }
}

/** It has a view of its own. */
function isShown({ model }: LabStore, name: string): boolean {
  return model.sockets.has(name) || model.loads.has(name) || model.programs.has(name)
}

function isEndOfSelected(lab: LabStore, selected: string, name: string): boolean {
  if (selected === name) return true
  const connection = connectionOf(lab.model, selected)
  return connection?.client?.name === name || connection?.server?.name === name
}
