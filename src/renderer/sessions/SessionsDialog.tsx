import { FileArchive, FolderOpen } from 'lucide-react'
import { useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LabError } from '../../shared/errors'
import type { SessionSummary } from '../../shared/session'
import { useUi } from '../app/ui'
import { useLab } from '../lab/hooks'
import { Button } from '../ui/Button'
import { DialogFrame, DialogHead } from '../ui/DialogFrame'
import { ErrorText } from '../ui/ErrorText'
import { FilterField } from '../ui/FilterField'
import { WorkHere } from '../work/WorkHere'
import { useSessionDesk } from './context'
import type { Opening } from './desk'
import { type Choice, choose, fitting, NOTHING_CHOSEN, remaining } from './listing'
import { SessionList } from './SessionList'
import css from './SessionsDialog.module.css'
import { SessionsFoot } from './SessionsFoot'
import { useSessions } from './useSessions'
import { sessionName, sessionWords } from './words'

/** The person's recorded sessions: to be opened, exported, shown in the file manager, deleted. */
export function SessionsDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const { bridge, say, openDialog } = useUi()
  const lab = useLab()
  const desk = useSessionDesk()
  const found = useSessions()
  const [filter, setFilter] = useState('')
  const [choice, setChoice] = useState<Choice>(NOTHING_CHOSEN)
  const [asking, setAsking] = useState(false)
  const [busy, setBusy] = useState(false)
  const [refused, setRefused] = useState<LabError>()
  const field = useRef<HTMLInputElement>(null)
  const list = useRef<HTMLDivElement>(null)
  // Rows say how long ago they began from when the dialog was opened: none of them changes while it is read.
  const [now] = useState(() => Date.now())

  const all = found.sessions ?? NONE
  const words = useMemo(
    () => new Map(all.map((session) => [session.id, sessionWords(t, session, now)])),
    [all, t, now],
  )
  const shown = useMemo(
    () => fitting(all, filter, ({ id }) => `${Object.values(words.get(id) ?? {}).join(' ')} ${id}`),
    [all, filter, words],
  )
  const chosen = shown.filter(({ id }) => choice.ids.has(id))
  const nameOf = (session: SessionSummary) => sessionName(sessionWords(t, session, now))

  const afterOpening = (opening: Opening) => {
    setBusy(false)
    if (opening === 'opened') onClose()
    else if (opening !== 'none') setRefused(opening)
  }
  const attempt = (task: () => Promise<Opening>) => {
    if (busy) return
    setBusy(true)
    setRefused(undefined)
    void task().then(afterOpening)
  }
  const open = (session: SessionSummary) =>
    attempt(() =>
      session.state === 'open'
        ? desk.lookBack(lab.travel?.source === 'session')
        : desk.open({ from: 'library', id: session.id }, nameOf(session)),
    )
  const remove = async () => {
    setAsking(false)
    setBusy(true)
    setRefused(undefined)
    const ids = deletable(chosen).map(({ id }) => id)
    const reply = await bridge.request('deleteSessions', { ids })
    setBusy(false)
    if (reply.ok) say(t('sessions.deleted', { count: ids.length }))
    else setRefused(reply.error)
    found.lookAgain()
    list.current?.focus()
  }
  const show = async (id: string) => {
    const reply = await bridge.request('showSession', { id })
    if (!reply.ok) setRefused(reply.error)
  }

  const [before, setBefore] = useState(shown)
  if (before !== shown) {
    setBefore(shown)
    setChoice(remaining(choice, before, shown))
  }

  const enterList = () => {
    const [first] = shown
    if (first && chosen.length === 0) setChoice(choose(shown, NOTHING_CHOSEN, first.id))
    list.current?.focus()
  }

  const problem = refused ?? found.error
  return (
    <DialogFrame
      className={css.popup}
      firstFocus={() => (all.length > 0 ? list.current : field.current)}
      onClose={onClose}
    >
      <DialogHead title={t('sessions.title')} intro={t('sessions.intro')} />
      <div className={css.tools}>
        <FilterField
          ref={field}
          className={css.filter}
          label={t('sessions.filter')}
          placeholder={t('sessions.filterPlaceholder')}
          value={filter}
          onChange={setFilter}
          onLeave={enterList}
        />
        <Button small disabled={busy} onClick={() => attempt(() => desk.pick('session'))}>
          <FileArchive size={13} aria-hidden="true" />
          {t('sessions.openFile')}
        </Button>
        <Button small disabled={busy} onClick={() => attempt(() => desk.pick('sessionFolder'))}>
          <FolderOpen size={13} aria-hidden="true" />
          {t('sessions.openFolder')}
        </Button>
      </div>
      {problem && (
        <div className={css.problem} role="alert">
          <ErrorText error={problem} />
        </div>
      )}
      <SessionList
        ref={list}
        sessions={found.sessions && shown}
        onLookAgain={found.error && found.lookAgain}
        words={words}
        filter={filter}
        choice={choice}
        onChoose={(next) => {
          setChoice(next)
          setAsking(false)
        }}
        onOpen={open}
        onDelete={() => setAsking(deletable(chosen).length > 0)}
        onClearFilter={() => setFilter('')}
      />
      <div className={css.work}>
        <WorkHere fits={({ kind }) => kind !== 'export'} />
      </div>
      <SessionsFoot
        all={all}
        chosen={chosen}
        deletable={deletable(chosen)}
        asking={asking}
        busy={busy}
        onAsk={setAsking}
        onDelete={() => void remove()}
        onOpen={open}
        onExport={(session) => openDialog({ name: 'exportSession', id: session.id, called: nameOf(session) })}
        onShow={({ id }) => void show(id)}
        onDeclined={() => list.current?.focus()}
      />
    </DialogFrame>
  )
}

const NONE: readonly SessionSummary[] = []

/** What is being written can't be thrown away. */
function deletable(sessions: readonly SessionSummary[]): readonly SessionSummary[] {
  return sessions.filter(({ state }) => state !== 'open')
}
