import { FolderOpen, History, RotateCcw } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatBytes, visible } from '../../shared/bytes'
import type { LabError } from '../../shared/errors'
import { DEFAULT_LIMITS, type RecordingState } from '../../shared/session'
import { useUi } from '../app/ui'
import { Modal } from '../dialogs/Modal'
import { type FormState, useForm } from '../dialogs/useForm'
import { Button } from '../ui/Button'
import { Segmented } from '../ui/Segmented'
import { TextField } from '../ui/TextField'
import { HowItGoes } from './HowItGoes'
import { inUnit, type LimitsForm, limitsFormOf, readLimits, SIZE_UNITS } from './limits'
import css from './RecordingDialog.module.css'

const AT_FIRST = limitsFormOf(DEFAULT_LIMITS)
const UNITS = SIZE_UNITS.map((value) => ({ value, label: value }))

/** How recording goes, where sessions are kept, and within which limits. */
export function RecordingDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const { bridge, say } = useUi()
  const [state, setState] = useState<RecordingState>()
  const [unknown, setUnknown] = useState<LabError>()
  const form = useForm<LimitsForm>(AT_FIRST)
  // What had been typed before the page came back stays.
  const [untouched] = useState(() => form.form === AT_FIRST)
  const firstField = useRef<HTMLInputElement>(null)
  const filledIn = useRef(form.set)
  filledIn.current = form.set

  useEffect(() => {
    let wanted = true
    void bridge.request('recording', {}).then((reply) => {
      if (!wanted) return
      if (!reply.ok) return setUnknown(reply.error)
      setState(reply.value)
      if (untouched) fill(filledIn.current, limitsFormOf(reply.value.limits))
    })
    return () => {
      wanted = false
    }
  }, [bridge, untouched])

  const submit = () =>
    form.submit(readLimits(form.form), async (params) => {
      const reply = await bridge.request('setRecording', params)
      if (!reply.ok) return reply.error
      say(t('recording.saved'))
      onClose()
    })

  const problem = form.refused ?? unknown
  return (
    <Modal
      title={t('recording.title')}
      intro={t('recording.intro')}
      submit={t('recording.submit')}
      busy={form.busy || !state}
      firstField={firstField}
      onSubmit={() => void submit()}
      onClose={onClose}
      refused={problem}
    >
      <HowItGoes />
      <Place state={state} />
      <Limits state={form} firstField={firstField} />
    </Modal>
  )
}

/** Where sessions are kept, and how much there is. */
function Place({ state }: { state: RecordingState | undefined }) {
  const { t } = useTranslation()
  const { bridge, notices, openDialog } = useUi()
  const show = async () => {
    const reply = await bridge.request('showSession', {})
    if (!reply.ok) notices.addRefusal(reply.error)
  }
  return (
    <section className={css.place} aria-labelledby="recording-folder">
      <div className={css.words}>
        <h3 id="recording-folder" className={css.label}>
          {t('recording.folder')}
        </h3>
        <p className={css.folder} translate="no">
          {state ? visible(state.folder) : t('recording.looking')}
        </p>
        <p className={css.amount}>
          {state && t('recording.amount', { count: state.sessions, size: formatBytes(state.bytes) })}
        </p>
      </div>
      <div className={css.buttons}>
        <Button small onClick={() => void show()}>
          <FolderOpen size={13} aria-hidden="true" />
          {t('recording.show')}
        </Button>
        <Button small onClick={() => openDialog({ name: 'sessions' })}>
          <History size={13} aria-hidden="true" />
          {t('recording.sessions')}
        </Button>
      </div>
    </section>
  )
}

function Limits({
  state,
  firstField,
}: {
  state: FormState<LimitsForm>
  firstField: React.RefObject<HTMLInputElement | null>
}) {
  const { t } = useTranslation()
  const { form, set, text } = state
  return (
    <section className={css.limits} aria-labelledby="recording-limits">
      <header className={css.head}>
        <h3 id="recording-limits" className={css.heading}>
          {t('recording.limits')}
        </h3>
        <Button small look="quiet" onClick={() => fill(set, limitsFormOf(DEFAULT_LIMITS))}>
          <RotateCcw size={13} aria-hidden="true" />
          {t('recording.defaults')}
        </Button>
      </header>
      <p className={css.intro}>{t('recording.limitsIntro')}</p>
      <div className={css.fields}>
        <TextField
          label={t('recording.message')}
          inputRef={firstField}
          numeric
          {...text('message')}
          hint={t('recording.messageHint')}
        />
        <div className={css.sized}>
          <TextField
            label={t('recording.session')}
            numeric
            {...text('session')}
            hint={t('recording.sessionHint')}
          />
          <Segmented
            name={t('recording.unit')}
            choices={UNITS}
            value={form.unit}
            onChange={(unit) => fill(set, inUnit(form, unit))}
          />
        </div>
        <TextField label={t('recording.kept')} numeric {...text('sessions')} hint={t('recording.keptHint')} />
      </div>
    </section>
  )
}

function fill(set: FormState<LimitsForm>['set'], form: LimitsForm): void {
  set('message', form.message)
  set('session', form.session)
  set('unit', form.unit)
  set('sessions', form.sessions)
}
