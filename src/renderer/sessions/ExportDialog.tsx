import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { visible } from '../../shared/bytes'
import type { LabError } from '../../shared/errors'
import type { Model } from '../../shared/model/model'
import { connectionOf } from '../../shared/model/selectors'
import { EXPORT_FORMATS, type ExportFormat } from '../../shared/session'
import { useUi } from '../app/ui'
import { Modal } from '../dialogs/Modal'
import { useLab } from '../lab/hooks'
import { shownName } from '../lab/names'
import { RadioList } from '../ui/RadioList'
import { WorkHere } from '../work/WorkHere'
import { useSessionDesk } from './context'
import type { Exporting } from './desk'
import css from './ExportDialog.module.css'

interface Props {
  /** Of a recorded session, with what it is `called`; otherwise what is looked at is exported. */
  id: string | undefined
  called: string | undefined
  onClose: () => void
}

/** Asks what of a session is to be written, and as what. */
export function ExportDialog({ id, called, onClose }: Props) {
  const { t } = useTranslation()
  const lab = useLab()
  const desk = useSessionDesk()
  const { selected } = useUi()
  const [connection] = useState(() => (id === undefined ? connectionNamed(lab.model, selected) : undefined))
  const [what, setWhat] = useState<'whole' | 'connection'>('whole')
  const [to, setTo] = useState<ExportFormat>('session')
  const [refused, setRefused] = useState<LabError>()
  /** What the work is called that goes on. */
  const [work, setWork] = useState<string>()
  const [cancelled, setCancelled] = useState(false)
  const running = useRef<Exporting>(undefined)
  const busy = work !== undefined
  // A person who leaves the dialog goes on with their work, and so does the export.
  useEffect(() => () => running.current?.outOfSight(), [])

  const submit = async () => {
    setRefused(undefined)
    setCancelled(false)
    running.current = desk.export({
      to,
      ...(id !== undefined && { id }),
      ...(what === 'connection' && connection && { socket: connection.socket }),
    })
    setWork(running.current.work)
    const reply = await running.current.finished
    running.current = undefined
    setWork(undefined)
    if (reply === 'cancelled') setCancelled(true)
    else if (!reply.ok) setRefused(reply.error)
    // The person has changed their mind about the place, not about exporting.
    else if (reply.value !== null) onClose()
  }
  const choose = (next: typeof what) => {
    setWhat(next)
    // The single file is a whole session's.
    if (next === 'connection' && to === 'session') setTo('markdown')
  }

  return (
    <Modal
      title={called === undefined ? t('exports.title') : t('exports.titleOf', { name: called })}
      intro={t('exports.intro')}
      cancel={t(busy ? 'exports.leave' : 'dialogs.cancel')}
      submit={busy ? t('exports.writing') : t('exports.submit')}
      busy={busy}
      onSubmit={() => void submit()}
      onClose={onClose}
      refused={refused}
    >
      {connection && (
        <RadioList
          label={t('exports.what')}
          choices={[
            { value: 'whole', label: t('exports.whole'), hint: t('exports.wholeHint') },
            {
              value: 'connection',
              label: t('exports.connection', connection),
              hint: t('exports.connectionHint'),
            },
          ]}
          value={what}
          onChange={choose}
        />
      )}
      <RadioList
        label={t('exports.format')}
        choices={EXPORT_FORMATS.map((value) => ({
          value,
          label: t(`exports.name.${value}`),
          hint: t(`exports.hint.${value}`),
          disabled: what === 'connection' && value === 'session',
        }))}
        value={to}
        onChange={setTo}
      />
      <p className={css.note} role="status">
        {busy ? t('exports.goOn') : cancelled && t('exports.cancelled')}
      </p>
      <WorkHere fits={({ id }) => id === work} />
    </Modal>
  )
}

/** The connection that a socket is an end of, by the names of its ends. */
function connectionNamed(model: Model, socket: string | undefined) {
  const ends = socket === undefined ? undefined : connectionOf(model, socket)
  if (!ends || socket === undefined) return undefined
  const { client, server } = ends
  const name = (end: typeof client) => (end ? visible(shownName(model, end.name)) : '?')
  return { socket, client: name(client), server: name(server) }
}
